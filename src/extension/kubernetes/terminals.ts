import * as vscode from 'vscode';
import type { LiveSession, TerminalEnd, TerminalSize, Terminals } from '../../domain/terminal.ts';

/** Text for one drawing, in ms and in characters; who writes more waits for the next. */
const frameMs = 16;
const frameMax = 64 * 1024;

/** VS Code's own terminals for what tools hand over. `clean`: takes secrets out. */
export const editorTerminals = (clean: (text: string) => string): Terminals => ({
  show(session) {
    const isLog = session.kind === 'log';
    const terminal = vscode.window.createTerminal({
      name: session.title,
      pty: new SessionTerminal(session, clean),
      iconPath: new vscode.ThemeIcon(isLog ? 'output' : 'terminal'),
      isTransient: true,
    });
    terminal.show(isLog);
  },
});

/** A session's terminal. What it said last stays to be read after it has ended, until a key is pressed. */
export class SessionTerminal implements vscode.Pseudoterminal, TerminalEnd {
  readonly #session: LiveSession;
  readonly #stop = new AbortController();
  readonly #write = new vscode.EventEmitter<string>();
  readonly #close = new vscode.EventEmitter<void>();
  readonly onDidWrite = this.#write.event;
  readonly onDidClose = this.#close.event;
  readonly signal = this.#stop.signal;
  readonly clean: (text: string) => string;
  #size: TerminalSize | undefined;
  #keys: (keys: string) => void = () => {};
  #resized: (size: TerminalSize) => void = () => {};
  #waiting = '';
  #drawn: Promise<void> | undefined;
  #begun = false;
  #ended = false;

  constructor(session: LiveSession, clean: (text: string) => string) {
    this.#session = session;
    this.clean = clean;
  }

  open(dimensions: vscode.TerminalDimensions | undefined): void {
    this.setDimensions(dimensions);
    this.#begin();
  }

  /** The person closed it, or the window goes. One that was never drawn is begun all the same, to be ended in order. */
  close(): void {
    this.#stop.abort();
    this.#begin();
  }

  setDimensions(dimensions: vscode.TerminalDimensions | undefined): void {
    if (dimensions === undefined) return;
    this.#size = dimensions;
    this.#resized(dimensions);
  }

  handleInput(keys: string): void {
    if (this.#ended) this.#close.fire();
    else this.#keys(keys);
  }

  size(): TerminalSize | undefined {
    return this.#size;
  }

  onKeys(listener: (keys: string) => void): void {
    this.#keys = listener;
  }

  onResize(listener: (size: TerminalSize) => void): void {
    this.#resized = listener;
  }

  async write(text: string): Promise<void> {
    if (this.signal.aborted) return;
    this.#waiting += text;
    this.#drawn ??= new Promise((done) =>
      setTimeout(() => {
        this.#drawn = undefined;
        const now = this.#waiting;
        this.#waiting = '';
        if (!this.signal.aborted) this.#write.fire(now);
        done();
      }, frameMs),
    );
    if (this.#waiting.length >= frameMax) await this.#drawn;
  }

  #begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    void this.#session.run(this).then(
      (how) => this.#end(how),
      (error: unknown) => this.#end(`It broke: ${error instanceof Error ? error.message : String(error)}`),
    );
  }

  #end(how: string): void {
    this.#ended = true;
    void this.write(`\r\n\x1b[0m\x1b[2m── ${this.clean(how)} Press any key to close.\x1b[22m\r\n`);
  }
}
