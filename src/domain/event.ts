import type { Driver } from './driver.ts';
import type { Failure } from './failure/failure.ts';
import type { Finding } from './finding.ts';
import type { Cost, Impact, Target } from './impact.ts';
import type { Left } from './left.ts';
import type { Decision, Plan } from './plan.ts';
import type { Dependent } from './terraform/blast.ts';
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
  readonly target?: Target;
  /** The gravest {@link impactsNoted} of them. */
  readonly impacts?: readonly Impact[];
  /** How many there are in all. */
  readonly impactCount?: number;
  readonly takesBack?: true;
  /** The nearest {@link reachedNoted} of them. */
  readonly reached?: readonly Dependent[];
  /** How many there are in all. */
  readonly reachedCount?: number;
  readonly cost?: Cost;
  readonly findings?: readonly Finding[];
}

/** So many impacts of one step are kept with its run. */
export const impactsNoted = 500;

/** So many of what a step reaches beyond what it changes are kept with its run. */
export const reachedNoted = 100;

/** Everything that happens in a run, in order. Views are folds over these; the journal is these, kept. `run-ended` always comes, once, and last; a run that is paused ends when it has been taken up again. */
export type RunEvent =
  | { readonly type: 'run-started'; readonly runId: string; readonly goal: string; readonly folder: string; readonly by?: Driver }
  | { readonly type: 'plan-ready'; readonly plan: Plan }
  | { readonly type: 'step-previewed'; readonly id: string; readonly preview: PreviewNote }
  | { readonly type: 'step-decided'; readonly id: string; readonly decision: Decision }
  /** `aliveAt`: when the process before was at work last, as it told, ms since 1970. */
  | { readonly type: 'run-resumed'; readonly finished: readonly string[]; readonly by?: Driver; readonly aliveAt?: number }
  | { readonly type: 'consent-asked'; readonly hash: string }
  | { readonly type: 'consent-given'; readonly hash: string; readonly by: string }
  /** In the middle of a run, an approval is needed that nobody is there to give: no process waits; the run is taken up again with it. */
  | { readonly type: 'run-paused'; readonly hash: string; readonly failure: Failure }
  /** `undo`: how to take it back if it is cut off in the middle. `idempotencyKey`: by which its tool knows it again. */
  | { readonly type: 'step-started'; readonly id: string; readonly attempt: number; readonly undo: Undo; readonly idempotencyKey?: string }
  | { readonly type: 'step-progressed'; readonly id: string; readonly line: string; readonly fraction?: number }
  | {
      readonly type: 'step-ended';
      readonly id: string;
      readonly status: StepStatus;
      readonly durationMs: number;
      readonly summary: string;
      /** It never began. `blocked`: something before it did not finish. `not-needed`: its condition did not hold. */
      readonly notBegun?: 'blocked' | 'not-needed';
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
      /** Of a roll-back: what it left as it is; each is among the {@link missing}, too. Absent: nothing. */
      readonly left?: readonly Left[];
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
