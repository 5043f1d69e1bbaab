/** A failure a user, a model or the world can cause. Bugs throw instead; cancellation is neither. */
export interface Failure {
  /** `topic/what`, stable: programs match on it. */
  readonly code: `${string}/${string}`;
  readonly category: 'validation' | 'api' | 'auth' | 'system' | 'user';
  readonly severity: 'low' | 'medium' | 'high' | 'critical';
  /** Whether trying again, after the fix, can work. */
  readonly recoverable: boolean;
  /** What happened, to a person: what is true now, no blame. */
  readonly message: string;
  /** What to do next. */
  readonly fix: string;
  /** Each single thing that is wrong, when there are several: where (`network.cidr`, `main.tf:3`) and what would be right. */
  readonly problems?: readonly Problem[];
  /** Something it needs is not there (a program, a credential, a connection): an optional step is skipped, a command ends with exit code 5. */
  readonly missing?: boolean;
  /** It may well work a moment later (a busy server, a lock, a lost connection); `afterMs`: when the other side said so. */
  readonly transient?: { readonly afterMs?: number };
  /** The plan that waits for an approval: where it was saved, and the hash to approve. */
  readonly plan?: { readonly path: string; readonly hash: string };
  /** For the log and the folded part of a view; never holds a secret. */
  readonly details?: string;
}

export interface Problem {
  /** A path in the input: a question's id (`cluster.nodeGroups[0].max`), a file and line, a step's id. Empty when it is about the whole. */
  readonly path: string;
  readonly message: string;
}

/** Either what was asked for, or why not. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const failed = (failure: Failure): { readonly ok: false; readonly failure: Failure } => ({ ok: false, failure });

/** Carries a {@link Failure} through code that can only throw; caught at the edge of a tool or a command, nowhere else. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}
