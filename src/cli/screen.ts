import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Failure } from '../domain/failure/failure.ts';
import { FailureError } from '../domain/failure/failure.ts';
import { badUsage } from '../domain/failure/run.ts';
import { exitCodeOf } from './exit-code.ts';
import { Interrupts } from './interrupt.ts';
import { watchOutput } from './output.ts';
import { redactor } from './redactor.ts';

export interface GlobalOptions {
  readonly cwd?: string;
  readonly json: boolean;
  readonly events: boolean;
  readonly profile?: string;
  readonly verbose: boolean;
  readonly color: boolean;
}

/** Where a command's words go: one JSON document or text on standard output, progress and errors on standard error. */
export class Screen {
  readonly options: GlobalOptions;
  readonly #out: (text: string) => void;
  /** Whatever a command says, no secret leaves through here. */
  readonly #redactor = redactor;
  #transient = false;
  #resultOnly = false;
  #interrupts: Interrupts | undefined;

  /** `out`: standard output, for one who has a way of his own to write to it. */
  constructor(options: GlobalOptions, out?: (text: string) => void) {
    if (out === undefined) watchOutput();
    this.options = options;
    this.#out = out ?? ((text) => process.stdout.write(text));
  }

  /** The workspace folder, absolute; throws a failure when it is none. */
  get folder(): string {
    const folder = resolve(here(), this.options.cwd ?? '.');
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      throw new FailureError(badUsage(`The workspace ${folder} is not a folder.`, 'Give --cwd a folder that is there.'));
    // Two ways to it are one place, with one history.
    return realpathSync(folder);
  }

  /**
   * Fires when the command is to stop: Ctrl-C, an end the system asks for, a closed terminal. Until somebody asks for it, such a
   * signal ends the process as it always does; from then on whoever asked sees to the end, and the second signal ends it at once.
   */
  get stop(): AbortSignal {
    this.#interrupts ??= new Interrupts();
    return this.#interrupts.signal;
  }

  get isStopped(): boolean {
    return this.#interrupts?.signal.aborted === true;
  }

  dispose(): void {
    this.#interrupts?.dispose();
    this.#interrupts = undefined;
  }

  get interactive(): boolean {
    return process.stdin.isTTY === true && process.stderr.isTTY === true && !this.options.json && !this.options.events && process.env.CI === undefined;
  }

  /** Standard output is for the result alone from here on, as it is with `--json`. */
  resultOnly(): void {
    this.#resultOnly = true;
  }

  /** The result: the document with `--json`, else the text. */
  result(document: Record<string, unknown>, text: () => string): void {
    this.#clear();
    if (this.options.json) this.document(document);
    else if (!this.options.events) this.raw(text());
  }

  /** A document whatever the options: for a command that was asked for one. */
  document(document: Record<string, unknown>): void {
    this.#clear();
    this.#out(`${JSON.stringify({ nimbus: 1, ...this.#redactor.shared(document) })}\n`);
  }

  /** Text for standard output. */
  raw(text: string): void {
    this.#clear();
    this.#out(`${this.#redactor.text(text)}\n`);
  }

  event(document: object): void {
    if (this.options.events) process.stdout.write(`${JSON.stringify({ nimbus: 1, ...this.#redactor.value(document) })}\n`);
  }

  /** A line for people about what is happening: on standard error when standard output belongs to a program. */
  say(line: string): void {
    this.#clear();
    (this.options.json || this.options.events || this.#resultOnly ? process.stderr : process.stdout).write(`${this.#redactor.text(line)}\n`);
  }

  /** A line that the next one replaces; only on a terminal. */
  passing(line: string): void {
    if (process.stderr.isTTY !== true || process.env.TERM === 'dumb') return;
    process.stderr.write(`\r\u001b[2K${this.#redactor.text(line).slice(0, (process.stderr.columns ?? 80) - 1)}`);
    this.#transient = true;
  }

  /** Tells a failure and gives its exit code. */
  fail(failure: Failure): number {
    this.#clear();
    if (this.options.json) {
      const { details, missing: _missing, ...told } = failure;
      this.document({ failure: { ...told, ...(this.options.verbose && details ? { details } : {}) } });
    }
    const { message, fix, details } = this.#redactor.value(failure);
    const all = this.#redactor.value(failure.problems) ?? [];
    // The message tells a single one already.
    const told = all.length === 1 && message.includes(all[0]?.message ?? '') ? [] : all;
    const problems = told.map(({ path, message }) => `  ${path === '' ? '' : `${this.paint('bold', path)}  `}${message}`);
    process.stderr.write(
      `${[`${this.paint('red', '✗')} ${message}`, ...problems, `  ${fix}`, ...(this.options.verbose && details ? ['', details] : [])].join('\n')}\n`,
    );
    return exitCodeOf(failure);
  }

  paint(how: 'red' | 'green' | 'yellow' | 'dim' | 'bold', text: string): string {
    const isColourful =
      this.options.color && !process.env.NO_COLOR && process.env.TERM !== 'dumb' && process.stderr.isTTY === true && process.stdout.isTTY === true;
    if (!isColourful) return text;
    const codes = { red: [31, 39], green: [32, 39], yellow: [33, 39], dim: [2, 22], bold: [1, 22] } as const;
    return `\u001b[${codes[how][0]}m${text}\u001b[${codes[how][1]}m`;
  }

  #clear(): void {
    if (!this.#transient) return;
    process.stderr.write('\r\u001b[2K');
    this.#transient = false;
  }
}

/** Where the command was called. */
function here(): string {
  try {
    return process.cwd();
  } catch {
    throw new FailureError(badUsage('The folder you are in is gone.', 'Go to one that is there (cd), or give --cwd.'));
  }
}
