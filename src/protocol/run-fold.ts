import type { Driver } from '../domain/driver.ts';
import type { PreviewNote, RecordedEvent, RunOutcome, StepStatus } from '../domain/event.ts';
import type { Failure } from '../domain/failure/failure.ts';
import type { Finding } from '../domain/finding.ts';
import { type Left, leftBy } from '../domain/left.ts';
import type { Decision, Plan, Step } from '../domain/plan.ts';
import type { Undo, Verdict } from '../domain/tool.ts';
import { changesIn, findingsIn, type PlannedChanges } from './run-output.ts';

/** Lines of a step's progress a view keeps; all of them are in the journal. */
export const outputLinesMax = 300;

export interface StepView {
  readonly step: Step;
  /** `waiting`: not begun. After the end of a run: it was never reached. */
  readonly status: 'waiting' | 'running' | StepStatus;
  readonly preview?: PreviewNote;
  readonly decision?: Decision;
  /** How often it was begun. */
  readonly attempts: number;
  /** ms since 1970, of the last attempt. */
  readonly startedAt?: number;
  readonly durationMs?: number;
  /** 0 to 1, where the tool knows it. */
  readonly fraction?: number;
  /** Its last lines; `dropped` counts those before. */
  readonly output: readonly string[];
  readonly dropped: number;
  readonly summary: string;
  readonly failure?: Failure;
  readonly verdict?: Verdict;
  /** How to take back what it did, or was doing when it was cut off; what its preview said is in there. */
  readonly undo: Undo;
  /** What a scan found, files relative to the workspace folder, gravest first. */
  readonly findings: readonly Finding[];
  /** What applying would do, where it asked that. */
  readonly changes?: PlannedChanges;
  /** As the tool gave it. */
  readonly result?: unknown;
}

/** One run as a person sees it: a fold over its events. */
export interface RunView {
  readonly runId: string;
  readonly goal: string;
  readonly folder: string;
  /** `planning`: no plan yet · `reviewing`: safety looks at the steps · `asking`: waits for the person · `running` · `paused`: waits for an approval without a process · `ended`. */
  readonly phase: 'planning' | 'reviewing' | 'asking' | 'running' | 'paused' | 'ended';
  readonly plan?: Plan;
  readonly steps: readonly StepView[];
  /** Hash of the plan that waits for a yes. */
  readonly asked?: string;
  /** When it began to wait for that, ms since 1970. */
  readonly askedAt?: number;
  readonly approvedBy?: string;
  /** The process it is in, or was in last. */
  readonly by?: Driver;
  readonly startedAt?: number;
  /** When the person said yes or the first step began: waiting for an answer is no work. */
  readonly runningSince?: number;
  readonly endedAt?: number;
  readonly outcome?: RunOutcome;
  /** Why it did not come to an end of its own. */
  readonly failure?: Failure;
  readonly missing: readonly string[];
  readonly unverified: readonly string[];
  /** Of a roll-back that ran to its end: what it could not take back, whatever it says else. Absent: nothing. */
  readonly left?: readonly Left[];
}

/** A view and the events it is made of, by `seq`. */
export interface Folded {
  readonly view: RunView;
  readonly events: readonly RecordedEvent[];
}

const nothing: RunView = { runId: '', goal: '', folder: '', phase: 'planning', steps: [], missing: [], unverified: [] };
export const emptyRun: Folded = { view: nothing, events: [] };

/**
 * Takes events in, in whatever order and however often they come: the view is always that of all events so far in the
 * order of their `seq`, gaps or not. Events of another run than the first one seen are left out. Pure.
 */
export function foldRun(before: Folded, events: readonly RecordedEvent[]): Folded {
  const run = before.events[0]?.runId ?? events[0]?.runId;
  const last = before.events.at(-1)?.seq ?? 0;
  const batch = events.filter((e) => e.runId === run).sort((a, b) => a.seq - b.seq);
  const later = unique(batch.filter((e) => e.seq > last));
  const known = batch.length === later.length ? undefined : new Set(before.events.map((e) => e.seq));
  const late = batch.filter((e) => e.seq <= last && known?.has(e.seq) === false);
  if (late.length === 0) return { view: later.reduce(take, before.view), events: later.length > 0 ? [...before.events, ...later] : before.events };
  const all = unique([...before.events, ...late, ...later].sort((a, b) => a.seq - b.seq));
  return { view: all.reduce(take, nothing), events: all };
}

/** Of sorted events, one of each `seq`. */
const unique = (sorted: readonly RecordedEvent[]): readonly RecordedEvent[] => sorted.filter((e, i) => e.seq !== sorted[i - 1]?.seq);

function take(view: RunView, { runId, at, event }: RecordedEvent): RunView {
  switch (event.type) {
    case 'run-started':
      return { ...view, runId, goal: event.goal, folder: event.folder, startedAt: at, by: event.by };
    case 'plan-ready':
      return {
        ...view,
        runId,
        phase: 'reviewing',
        plan: event.plan,
        goal: event.plan.goal,
        steps: event.plan.steps.map((step) => doneBefore(view, step) ?? notBegun(step)),
      };
    case 'step-previewed':
      return change(view, event.id, () => ({ preview: event.preview }));
    case 'step-decided':
      return change(view, event.id, () => ({ decision: event.decision }));
    case 'run-resumed':
      return {
        ...view,
        phase: 'reviewing',
        failure: undefined,
        by: event.by,
        steps: view.steps.map((step) => (event.finished.includes(step.step.id) ? { ...step, status: 'succeeded' } : { ...step, status: 'waiting' })),
      };
    case 'consent-asked':
      return { ...view, phase: 'asking', asked: event.hash, askedAt: at };
    case 'consent-given':
      return { ...view, phase: 'running', approvedBy: event.by, runningSince: at };
    case 'run-paused':
      return { ...view, phase: 'paused', asked: event.hash, failure: event.failure };
    case 'step-started':
      return {
        ...change(view, event.id, () => ({
          status: 'running',
          attempts: event.attempt,
          startedAt: at,
          undo: event.undo,
          failure: undefined,
          fraction: undefined,
        })),
        phase: 'running',
        runningSince: view.runningSince ?? at,
      };
    case 'step-progressed':
      return change(view, event.id, (step) => ({ ...moreOutput(step, event.line), fraction: event.fraction ?? step.fraction }));
    case 'step-ended':
      return change(view, event.id, ({ step }) => ({
        status: event.status,
        durationMs: event.durationMs,
        summary: event.summary,
        failure: event.failure,
        verdict: event.verdict,
        undo: event.undo,
        fraction: undefined,
        findings: findingsIn(event.output, step.input, new Map(view.steps.map((s) => [s.step.id, s.result]))),
        changes: changesIn(event.output),
        result: event.output,
      }));
    case 'run-ended':
      return {
        ...view,
        phase: 'ended',
        endedAt: at,
        outcome: event.outcome,
        failure: event.failure,
        missing: event.missing,
        unverified: event.unverified,
        left: event.left ?? (event.outcome === 'succeeded' ? toldLeft(view) : undefined),
      };
  }
}

/** Older histories call a roll-back that left something a success. */
function toldLeft({ plan }: RunView): readonly Left[] | undefined {
  const left = plan === undefined ? [] : leftBy(plan);
  return left.length === 0 ? undefined : left;
}

const notBegun = (step: Step): StepView => ({
  step,
  status: 'waiting',
  attempts: 0,
  output: [],
  dropped: 0,
  summary: '',
  undo: 'nothing-changed',
  findings: [],
});

/** The plan of a resumed run is told again: what was done stays done. */
function doneBefore(view: RunView, step: Step): StepView | undefined {
  const before = view.steps.find((s) => s.step.id === step.id && s.status === 'succeeded');
  return before && { ...before, step };
}

const change = (view: RunView, id: string, to: (step: StepView) => Partial<StepView>): RunView => ({
  ...view,
  steps: view.steps.map((step) => (step.step.id === id ? { ...step, ...to(step) } : step)),
});

function moreOutput({ output, dropped }: StepView, line: string): Pick<StepView, 'output' | 'dropped'> {
  const over = output.length + 1 - outputLinesMax;
  return over > 0 ? { output: [...output.slice(over), line], dropped: dropped + over } : { output: [...output, line], dropped };
}
