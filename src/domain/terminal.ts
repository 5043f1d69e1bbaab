/** Where live sessions are shown to a person: the editor's own terminals. */
export interface Terminals {
  /** Shows it from now on. Returns at once; the session ends with its terminal, by itself, or with this process. */
  show(session: LiveSession): void;
}

/** Something live that a person watches or types into. It outlives the step that opened it. */
export interface LiveSession {
  readonly kind: 'log' | 'shell';
  /** Of its terminal. */
  readonly title: string;
  /** Called once, when its terminal is there. Resolves with how it ended, in a sentence; rejects only for bugs. */
  run(at: TerminalEnd): Promise<string>;
}

/** What a session has of its terminal. */
export interface TerminalEnd {
  /** Fires when the person closes the terminal; also before it was ever drawn. */
  readonly signal: AbortSignal;
  /** Shows text, control sequences included. Resolves when the terminal can take more: who waits for it keeps its pace. */
  write(text: string): Promise<void>;
  /** The text without the secrets the runtime knows of. */
  clean(text: string): string;
  /** `undefined` while it is not drawn. */
  size(): TerminalSize | undefined;
  /** What the person types, as a terminal sends it. */
  onKeys(listener: (keys: string) => void): void;
  onResize(listener: (size: TerminalSize) => void): void;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}
