import type { RecordedEvent, RunEvent, RunOutcome } from './event.ts';
import { type Failure, FailureError } from './failure/failure.ts';
import type { Bill } from './impact.ts';
import type { Left } from './left.ts';

/** What every list shows of a run; a fold over its events, kept beside them. */
export interface RunRow {
  readonly id: string;
  readonly goal: string;
  /** Absolute workspace folder. */
  readonly folder: string;
  /** `running` while its process lives; `interrupted` when that process is gone without an end event; `paused`: it waits, without a process, for the approval of a later stage. */
  readonly status: 'planning' | 'waiting' | 'running' | 'paused' | 'interrupted' | RunOutcome;
  /** ms since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** Of one that succeeded: how many things nobody could check. Absent: none. */
  readonly unverified?: number;
  /** What its steps that succeeded were to add to the bill a month. Absent: none of them said. */
  readonly bill?: Bill;
  /** The run this one takes back. */
  readonly rollbackOf?: string;
  /** The run that took all of this one back. */
  readonly rolledBackBy?: string;
  /** The run that took back what of this one can be undone, and left the rest. */
  readonly rolledBackInPartBy?: string;
  /** What a roll-back in part left: on its own row and on that of the run it took back. */
  readonly left?: readonly Left[];
}

export interface RunFilter {
  readonly folder?: string;
  readonly status?: RunRow['status'];
  /** In goal or id. */
  readonly text?: string;
  /** With a step of this tool that ended by itself; `*` stands for any characters: `terraform.*`. */
  readonly tool?: string;
  /** A step of which would have touched it, by its address, or its path where it is a file; `*` stands for any characters: `aws_s3_bucket.*`. */
  readonly resource?: string;
  /** ms since 1970. */
  readonly since?: number;
  readonly limit?: number;
}

/** Where runs are kept. Every call is durable when it returns. */
export interface Journal {
  /** Throws {@link FailureError} with `run/folder-busy` while another living run holds the folder. */
  begin(run: { readonly id: string; readonly goal: string; readonly folder: string; readonly rollbackOf?: string }): void;
  /** Takes a run up again after its process died; same refusal as {@link begin}. */
  takeUp(runId: string): void;
  /** Takes places outside the workspace for a run until it lets go; the failure when another living run has one of them. */
  hold(runId: string, targets: readonly string[]): Failure | undefined;
  /** How often a plan of this content was approved. */
  timesApproved(content: string): number;
  /** An approval of this hash was asked for, now, unless it was before. */
  asked(hash: string): void;
  /** Uses an approval up: the failure when the like of it was used since, or it was asked for too long ago. */
  useApproval(approval: { readonly content: string; readonly hash: string; readonly runId: string; readonly by: string }): Failure | undefined;
  append(runId: string, event: RunEvent): RecordedEvent;
  /** The run is at work still: told every few seconds, so that the time of a process that is killed is known. One that can't be kept is let go. */
  isAlive(runId: string): void;
  /** When it was at work last, as far as that was told; ms since 1970. */
  aliveAt(runId: string): number | undefined;
  /** Lets go of the folder. The run's end event was appended before, or its process gives up. */
  release(runId: string): void;
  /** In order; `after`: only those with a higher `seq`. */
  events(runId: string, after?: number): readonly RecordedEvent[];
  run(runId: string): RunRow | undefined;
  /** Newest first. */
  runs(filter?: RunFilter): readonly RunRow[];
  /** Asks a run in another process to stop; it looks every quarter of a second. */
  requestCancel(runId: string): void;
  cancelRequested(runId: string): boolean;
}

/** For lists and figures over many runs: one of which what was kept can't be read says nothing, and does not keep the others from being shown. */
export function eventsIfReadable(journal: Pick<Journal, 'events'>, runId: string): readonly RecordedEvent[] {
  try {
    return journal.events(runId);
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'run/unreadable') return [];
    throw error;
  }
}
