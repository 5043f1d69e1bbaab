import type { Failure } from './failure/failure.ts';
import type { Decision, Plan } from './plan.ts';
import type { Conflict, FileChange, Undo, Verdict } from './tool.ts';

/** How a step ended. `cancelled`: it was running, or never began, when the run was cancelled. */
export type StepStatus = 'succeeded' | 'failed' | 'skipped' | 'cancelled';
export type RunOutcome = 'succeeded' | 'failed' | 'refused' | 'cancelled';

/** A preview without the texts: small enough for a journal and a view. */
export interface PreviewNote {
  readonly digest: string;
  readonly summary: string;
  readonly files: readonly (Pick<FileChange, 'path' | 'action' | 'added' | 'removed'> & { readonly conflicts: readonly Conflict[] })[];
  readonly undo: Undo;
  readonly warnings: readonly string[];
}

/** Everything that happens in a run, in order. Views are folds over these; the journal is these, kept. `run-ended` always comes, once. */
export type RunEvent =
  | { readonly type: 'run-started'; readonly runId: string; readonly goal: string; readonly folder: string }
  | { readonly type: 'plan-ready'; readonly plan: Plan }
  | { readonly type: 'step-previewed'; readonly id: string; readonly preview: PreviewNote }
  | { readonly type: 'step-decided'; readonly id: string; readonly decision: Decision }
  | { readonly type: 'run-resumed'; readonly finished: readonly string[] }
  | { readonly type: 'consent-asked'; readonly hash: string }
  | { readonly type: 'consent-given'; readonly hash: string; readonly by: string }
  /** `undo`: how to take it back if it is cut off in the middle. */
  | { readonly type: 'step-started'; readonly id: string; readonly attempt: number; readonly undo: Undo }
  | { readonly type: 'step-progressed'; readonly id: string; readonly line: string; readonly fraction?: number }
  | {
      readonly type: 'step-ended';
      readonly id: string;
      readonly status: StepStatus;
      readonly durationMs: number;
      readonly summary: string;
      readonly output?: unknown;
      readonly undo: Undo;
      readonly failure?: Failure;
      readonly verdict?: Verdict;
    }
  | {
      readonly type: 'run-ended';
      readonly outcome: RunOutcome;
      readonly missing: readonly string[];
      readonly unverified: readonly string[];
      /** Why it did not come to an end of its own: refused, not plannable, a fault. */
      readonly failure?: Failure;
    };

/**
 * An event of one run: `seq` grows with every event; `at` is ms since 1970 and never goes back. Progress is told to who
 * watches and not kept, so that a journal read later has gaps in its `seq`.
 */
export interface RecordedEvent {
  readonly runId: string;
  readonly seq: number;
  readonly at: number;
  readonly event: RunEvent;
}
