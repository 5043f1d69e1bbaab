/** One entry of the audit log. */
export interface AuditEntry {
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  /** ms since 1970. */
  readonly at: number;
  readonly runId: string;
  /** JSON. */
  readonly what: string;
  /** Hash of the entry before. */
  readonly prev: string;
  /** SHA-256 over `prev`, `at`, `runId` and `what`, a line each. */
  readonly hash: string;
}

export type AuditVerdict =
  /** `head`: the hash of the last entry; kept elsewhere, it shows later whether the end was cut off. */
  | { readonly ok: true; readonly entries: number; readonly head: string }
  | { readonly ok: false; readonly entries: number; readonly head: string; readonly at: number; readonly why: string };

/** What was decided, by whom, and what was done: append-only. */
export interface Audit {
  /** Oldest first. */
  entries(): Iterable<AuditEntry>;
  verify(): AuditVerdict;
}
