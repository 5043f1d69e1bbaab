import { expect } from 'vitest';
import type { LiveSession, TerminalEnd, TerminalSize, Terminals } from '../../../src/domain/terminal.ts';
import { Redactor } from '../../../src/safety/redact.ts';

/** A terminal with nobody before it but the test. */
export class TestTerminal implements TerminalEnd {
  readonly #stop = new AbortController();
  readonly #redactor = new Redactor();
  readonly #size: TerminalSize;
  #keys: (keys: string) => void = () => {};
  #resized: (size: TerminalSize) => void = () => {};
  readonly signal = this.#stop.signal;
  /** All that was shown, control sequences included. */
  shown = '';
  readonly ended: Promise<string>;

  /** Draws the session at once; `secret`: known to the runtime. */
  constructor(
    session: LiveSession,
    { secret, size = { columns: 80, rows: 24 }, closed = false }: { secret?: string; size?: TerminalSize; closed?: boolean } = {},
  ) {
    this.#size = size;
    if (secret !== undefined) this.#redactor.hide('known', secret);
    if (closed) this.#stop.abort();
    this.ended = session.run(this);
  }

  async write(text: string): Promise<void> {
    this.shown += text;
  }
  clean(text: string): string {
    return this.#redactor.text(text);
  }
  size(): TerminalSize {
    return this.#size;
  }
  onKeys(listener: (keys: string) => void): void {
    this.#keys = listener;
  }
  onResize(listener: (size: TerminalSize) => void): void {
    this.#resized = listener;
  }

  type(keys: string): void {
    this.#keys(keys);
  }
  resize(size: TerminalSize): void {
    this.#resized(size);
  }
  close(): void {
    this.#stop.abort();
  }

  /** As a person reads it: without colours, a line each. */
  get lines(): readonly string[] {
    return this.shown
      .replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g'), '')
      .split(/\r?\n/)
      .filter((line) => line !== '');
  }

  async says(text: string | RegExp): Promise<void> {
    await expect.poll(() => this.lines.join('\n'), { timeout: 30_000, interval: 30 }).toMatch(text);
  }
}

/** Terminals that keep what is handed over. */
export function terminals(): Terminals & { readonly sessions: readonly LiveSession[]; last(): LiveSession } {
  const sessions: LiveSession[] = [];
  return {
    sessions,
    show: (session) => void sessions.push(session),
    last() {
      const last = sessions.at(-1);
      if (last === undefined) throw new Error('nothing was handed over');
      return last;
    },
  };
}
