import { PushQueue } from '../base/queue.ts';
import type { RunEvent } from '../domain/event.ts';
import { Budget, usualLimits } from './budget.ts';
import { type NotBegun, readiness } from './readiness.ts';
import { type Opened, runStep, type StepEnded, type StepPorts } from './step.ts';

/** Steps at work at the same time, at the most. */
export const parallelMax = 4;

/** Fewer of these at once: they share a lock, an index or a rate limit. By toolset; any other has {@link parallelMax}. */
const toolsetMax: Readonly<Record<string, number>> = { git: 1, terraform: 1, helm: 2, github: 2 };

/**
 * Runs approved steps as a DAG: each after what it depends on, independent ones side by side. Emits, for every step,
 * `step-ended` exactly once, with `step-started` before it when it began; returns when all have ended and nothing it
 * started is running, also when its reader leaves early. A step that must be seen again, because an earlier one of its plan changed what it touches, is left
 * out with all that comes after it, and ends in a stage to come. A failed step keeps what depends on it from starting, unless it has `continueOnError`.
 *
 * `open` throws for anything safety did not make, before the first step starts. `finished` holds the steps that
 * nothing waits for, with their outputs: done in an earlier go at this run, or let pass. They are not run again.
 */
export async function* execute<Approved>(
  approved: readonly Approved[],
  open: (approved: Approved) => Opened,
  ports: StepPorts,
  signal: AbortSignal,
  finished: ReadonlyMap<string, unknown> = new Map(),
  budget: Budget = new Budget(usualLimits, ports.now),
): AsyncGenerator<RunEvent> {
  const steps = approved.map(open).filter(({ step }) => !finished.has(step.id));
  const tolerated = new Set(steps.filter(({ step }) => step.continueOnError).map(({ step }) => step.id));
  const events = new PushQueue<RunEvent>();
  const outputs = new Map([...finished].filter(([, output]) => output !== undefined));
  const ended = new Map<string, StepEnded>();
  const { waiting, free, settle, dependents } = order(steps, finished);
  const running = new Map<string, number>();
  const atWork = new Set<Promise<void>>();
  let bug: { readonly error: unknown } | undefined;

  const end = (event: StepEnded) => {
    ended.set(event.id, event);
    if (event.output !== undefined) outputs.set(event.id, event.output);
    events.push(event);
    settle(event.id);
  };

  /** Leaves a step, and all that comes after it, for a stage to come. */
  const leave = (id: string) => {
    waiting.delete(id);
    for (const after of dependents(id)) leave(after);
  };

  const state = ({ step }: Opened): 'ready' | 'waits' | NotBegun =>
    signal.aborted ? { status: 'cancelled', summary: 'Not started: the run was cancelled.' } : readiness(step, { finished, ended, outputs, tolerated });

  /** Starts what can start and ends what never will, until nothing moves. */
  const advance = () => {
    if (signal.aborted) for (const next of waiting.values()) free.add(next);
    for (const next of free) {
      const how = state(next);
      if (how === 'waits' || (how === 'ready' && isFull(next))) continue;
      free.delete(next);
      waiting.delete(next.step.id);
      if (how === 'ready') start(next);
      else end({ type: 'step-ended', id: next.step.id, durationMs: 0, undo: 'nothing-changed', ...how });
    }
    if (running.get('') !== undefined || waiting.size === 0) return running.get('') === undefined ? events.close() : undefined;
    bug ??= { error: new Error(`steps wait for what is not in the plan: ${[...waiting.keys()].join(', ')}`) };
    events.close();
  };

  const isFull = ({ step }: Opened): boolean =>
    (running.get('') ?? 0) >= parallelMax || (running.get(toolsetOf(step.tool)) ?? 0) >= (toolsetMax[toolsetOf(step.tool)] ?? parallelMax);
  const count = (key: string, by: 1 | -1) => {
    const n = (running.get(key) ?? 0) + by;
    if (n === 0) running.delete(key);
    else running.set(key, n);
  };

  const start = (next: Opened) => {
    const keys = ['', toolsetOf(next.step.tool)];
    for (const key of keys) count(key, 1);
    const work = runStep(
      next,
      outputs,
      ports,
      signal,
      (event) => events.push(event),
      () => events.handled(),
      budget,
      () => [...ended.values()].some(({ undo }) => undo !== 'nothing-changed'),
    )
      .then(
        (event) => (event === 'see-again' ? leave(next.step.id) : end(event)),
        (error: unknown) => {
          bug ??= { error };
          waiting.clear();
          free.clear();
        },
      )
      .finally(() => {
        atWork.delete(work);
        for (const key of keys) count(key, -1);
        advance();
      });
    atWork.add(work);
  };

  signal.addEventListener('abort', advance);
  budget.work();
  try {
    advance();
    yield* events;
  } finally {
    signal.removeEventListener('abort', advance);
    // Whoever reads may have left before the end, as when nothing can be recorded: nothing more begins, and what has begun is waited for.
    waiting.clear();
    free.clear();
    await Promise.all(atWork);
    budget.rest();
  }
  if (bug !== undefined) throw bug.error;
}

const toolsetOf = (tool: string): string => tool.slice(0, tool.indexOf('.'));

/** Who waits for whom: `free` are the steps all of whose dependencies have ended; `settle` says that one more has. */
function order(steps: readonly Opened[], finished: ReadonlyMap<string, unknown>) {
  const waiting = new Map(steps.map((opened) => [opened.step.id, opened]));
  const left = new Map<string, number>();
  const dependents = new Map<string, Opened[]>();
  const free = new Set<Opened>();
  for (const opened of steps) {
    const open = opened.step.dependsOn.filter((id) => !finished.has(id));
    left.set(opened.step.id, open.length);
    if (open.length === 0) free.add(opened);
    for (const id of open) dependents.set(id, [...(dependents.get(id) ?? []), opened]);
  }
  const settle = (id: string) => {
    for (const next of dependents.get(id) ?? []) {
      const n = (left.get(next.step.id) ?? 0) - 1;
      left.set(next.step.id, n);
      if (n === 0 && waiting.has(next.step.id)) free.add(next);
    }
  };
  return { waiting, free, settle, dependents: (id: string) => (dependents.get(id) ?? []).map((next) => next.step.id) };
}
