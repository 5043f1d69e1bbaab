import type { Outcome } from './failure/failure.ts';
import type { Terminals } from './terminal.ts';

/** What a tool may reach: nothing that is not in here. Every call ends with `signal`. */
export interface Workplace {
  /** The workspace folder, absolute. Tool inputs name places relative to it. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly files: Files;
  readonly blobs: Blobs;
  /** A folder of Nimbus's own outside the workspace, readable by this user alone, kept between runs: the same `key` gives the same folder. */
  scratch(key: string): Promise<string>;
  /**
   * Runs a program with an argument vector, never through a shell. Resolves with its exit code, whatever it is; a
   * program that is missing, over its time or killed comes back as a failure. Rejects only when `signal` fires,
   * after the whole process tree has ended.
   */
  exec(program: string, args: readonly string[], options?: ExecOptions): Promise<Outcome<Finished>>;
  /**
   * The run this call is part of: the same object throughout it. What one call has found out may be remembered by it for the
   * others, where no step could make it untrue. Absent outside a run.
   */
  readonly run?: { readonly id: string };
  /**
   * Names this one step of this run: the same at every attempt, also after a crash, and no other step's. Whatever is to happen once
   * is marked or looked for by it. Absent outside a run.
   */
  readonly idempotencyKey?: string;
  /** The folder is not trusted: what is in it may be read, and nothing started that does what it says. */
  readonly untrusted?: true;
  /** What programs and clients of this call see as their environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A sign-in that the host keeps (the editor's GitHub session); `undefined` where there is none. Never logged. */
  signIn(provider: 'github', scopes: readonly string[]): Promise<string | undefined>;
  /** From now on this value is `<secret:name>` in everything that leaves the runtime: journal, events, messages, logs. */
  hide(name: string, value: string): void;
  /** One line of what is happening now; `fraction` of the step done, 0 to 1, where it is known. */
  progress(line: string, fraction?: number): void;
  /** Patterns over paths in the folder of what the editor hides (`files.exclude`). Absent where there is no editor. */
  excludes?(): readonly string[];
  /** Absent where nobody sits in front of one: on the command line. */
  readonly terminals?: Terminals;
  /** The same place for what outlives this call (a terminal, a port-forward), until `signal` fires. */
  lasting?(signal: AbortSignal): Workplace;
}

export interface ExecOptions {
  /** Absolute; default: the workspace folder. */
  readonly cwd?: string;
  readonly timeoutMs?: number;
  /** Per stream; what is over it is dropped from the middle. */
  readonly outputBytesMax?: number;
  /** Added to the environment; `undefined` takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Written to standard input, which is then closed. */
  readonly input?: string | Uint8Array;
  /** Sent first when `signal` fires, so that the program can put its house in order; `graceMs` later the whole group is ended. Default: ended at once. */
  readonly interrupt?: { readonly signal: 'SIGINT' | 'SIGTERM'; readonly graceMs: number };
  /** Each line of standard output and standard error as it comes. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
}

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Output was longer than `outputBytesMax`. */
  readonly truncated: boolean;
}

/**
 * The files of one workspace folder. Paths are relative with `/`; one that leads out of the folder, by `..`, as an
 * absolute path or through a symbolic link, is refused with `files/outside-workspace`.
 */
export interface Files {
  /** `undefined` when there is nothing at that path. */
  read(path: string): Promise<Outcome<Uint8Array | undefined>>;
  /** Atomic: the old content or the new one, never a part. Makes the folders above it. */
  write(path: string, content: Uint8Array): Promise<Outcome<void>>;
  /** Removes a file; nothing there is fine. */
  remove(path: string): Promise<Outcome<void>>;
  /** Removes a folder when it is empty; otherwise leaves it and says `false`. */
  removeEmptyFolder(path: string): Promise<Outcome<boolean>>;
  kind(path: string): Promise<Outcome<'file' | 'folder' | 'other' | 'nothing'>>;
  /** All files below, relative to the workspace folder, sorted; does not follow links nor enter `.git`, `.terraform`, `node_modules`. `seeLink` is told each link. */
  list(path: string, seeLink?: (path: string) => void): Promise<Outcome<readonly string[]>>;
  /** Everything below that is no folder, `.git` and the like included, sorted by path; links are named and not followed. */
  walk(path: string): Promise<Outcome<readonly FoundFile[]>>;
  /**
   * Atomic like {@link Files.write}, for content that comes in parts: they may come in any order. When `fill` throws, the
   * old content stays. `durable: false`: not forced to disk, for what can be fetched again. `from`: it begins as this file of
   * Nimbus's own (absolute, on the same disk), which is gone then.
   */
  fill<T>(path: string, fill: (to: FileInTheMaking) => Promise<T>, options?: { readonly durable?: boolean; readonly from?: string }): Promise<Outcome<T>>;
  /** Absolute path on disk, after the same checks. */
  locate(path: string): Promise<Outcome<string>>;
}

export interface FoundFile {
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly kind: 'file' | 'link' | 'other';
  readonly bytes: number;
  /** Differs when the file was written to, or is another file: over size, times and identity. */
  readonly version: string;
}

export interface FileInTheMaking {
  writeAt(content: Uint8Array, position: number): Promise<void>;
}

/** Content by its SHA-256, kept outside the workspace for undo and three-way merges. */
export interface Blobs {
  keep(content: Uint8Array): string;
  get(sha256: string): Uint8Array | undefined;
}
