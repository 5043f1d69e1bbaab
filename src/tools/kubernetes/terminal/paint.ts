import { stripVTControlCharacters } from 'node:util';
import type { LogEvent, LogLine } from '../workload/follow.ts';

/** Of the terminal's own palette, so that they are seen on every theme: cyan, green, magenta, yellow, blue, and the bright ones. */
const palette = [36, 32, 35, 33, 34, 96, 92, 95, 93, 94] as const;

const dim = (text: string): string => `\x1b[2m${text}\x1b[22m`;

/** Log lines as a terminal shows them: the pod before each in a colour of its own, where there are several. */
export class Paint {
  readonly #many: boolean;
  readonly #clean: (text: string) => string;
  readonly #colours = new Map<string, number>();
  timestamps: boolean;

  /** `many`: lines of several pods may come. `clean`: takes secrets out. */
  constructor(many: boolean, timestamps: boolean, clean: (text: string) => string) {
    this.#many = many;
    this.timestamps = timestamps;
    this.#clean = clean;
  }

  line({ pod, time, text }: LogLine): string {
    const stamp = this.timestamps && time !== '' ? `${dim(time)} ` : '';
    return `${this.#many ? `${this.#inColour(pod)} ` : ''}${stamp}${this.#clean(tame(text))}\x1b[0m\r\n`;
  }

  /** What is said about a log, as opposed to what it says. */
  note(text: string): string {
    return `${dim(`── ${this.#clean(tame(text))}`)}\r\n`;
  }

  event(event: Exclude<LogEvent, { type: 'line' }>): string {
    switch (event.type) {
      case 'pod':
        return this.#many ? this.note(`${event.pod}: reading`) : '';
      case 'waiting':
        return this.note(`${event.pod}: not started yet: ${event.why}`);
      case 'broken':
        return this.note(`${event.pod}: the connection broke (${event.why}); taking it up again`);
      case 'resumed':
        return this.note(`${event.pod}: connected again; no line is shown twice`);
      case 'ended':
        return this.note(`${event.pod}: ${event.how}`);
      case 'lost':
        return this.note(`${event.pod}: ${event.failure.message} ${event.failure.fix}`);
      case 'left-out':
        return this.note(`${event.pods} more pods are not read: there are too many to read at once`);
    }
  }

  #inColour(pod: string): string {
    const n = this.#colours.get(pod) ?? this.#colours.size;
    this.#colours.set(pod, n);
    return `\x1b[${palette[n % palette.length]}m${pod}\x1b[39m`;
  }
}

const esc = String.fromCharCode(27);
const colour = new RegExp(`(${esc}\\[[\\d;:]{0,40}m)`);
const others = /(?!\t)[\p{Cc}\u2028\u2029]/gu;

/** A log is data: of its control sequences only colours and tabs are kept, so that it moves no cursor, sets no title and reaches no clipboard. */
export const tame = (text: string): string =>
  text
    .split(colour)
    .map((part, i) => (i % 2 === 1 ? part : stripVTControlCharacters(part).replaceAll(others, '')))
    .join('');
