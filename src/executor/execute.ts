import { PushQueue } from '../base/queue.ts';
import type { RunEvent } from '../domain/event.ts';
import { referencesIn } from '../domain/reference.ts';
import { type Opened, runStep, type StepEnded, type StepPorts } from './step.ts';

/** Steps at work at the same time, at the most. */
export const parallelMax = 4;

/**
 * Runs approved steps as a DAG: each after what it depends on, independent ones side by side. Emits, for every step,
 * `step-ended` exactly once, with `step-started` before it when it began; returns when all have ended and nothing it
 * started is running. A failed step keeps what depends on it from starting, unless it has `continueOnError`.
 *
 * `open` throws for anything safety did not make, before the first step starts. `finished` holds the outputs of steps
 * that an earlier attempt at this run completed: they are not run again.
 */
export async function* execute<Approved>(
  approved: readonly Approved[],
  open: (approved: Approved) => Opened,
  ports: StepPorts,
  signal: AbortSignal,
  finished: ReadonlyMap<string, unknown> = new Map(),
): AsyncGenerator<RunEvent> {
  const steps = approved.map(open).filter(({ step }) => !finished.has(step.id));
  const tolerated = new Set(steps.filter(({ step }) => step.continueOnError).map(({ step }) => step.id));
  const events = new PushQueue<RunEvent>();
  const outputs = new Map(finished);
  const ended = new Map<string, StepEnded>();
  const waiting = new Set(steps);
  let running = 0;
  let bug: { readonly error: unknown } | undefined;

  const end = (event: StepEnded) => {
    ended.set(event.id, event);
    if (event.output !== undefined) outputs.set(event.id, event.output);
    events.push(event);
  };

  /** Ends what can't start, starts what can, until nothing moves. */
  const advance = () => {
    for (let moved = true; moved; ) {
      moved = false;
      for (const next of waiting) {
        const state = readiness(next);
        if (state === 'waits' || (state === 'ready' && running >= parallelMax)) continue;
        waiting.delete(next);
        moved = true;
        if (state === 'ready') start(next);
        else end({ type: 'step-ended', id: next.step.id, durationMs: 0, undo: 'nothing-changed', ...state });
      }
    }
    if (running === 0 && waiting.size === 0) events.close();
  };

  const start = (next: Opened) => {
    running++;
    runStep(next, outputs, ports, signal, (event) => events.push(event))
      .then(end, (error: unknown) => {
        bug ??= { error };
        waiting.clear();
      })
      .finally(() => {
        running--;
        advance();
      });
  };

  const readiness = ({ step }: Opened): 'ready' | 'waits' | { readonly status: 'cancelled' | 'skipped'; readonly summary: string } => {
    if (signal.aborted) return { status: 'cancelled', summary: 'Not started: the run was cancelled.' };
    if (step.dependsOn.some((id) => !finished.has(id) && !ended.has(id))) return 'waits';
    const blocking = step.dependsOn.filter(
      (id) => !tolerated.has(id) && (ended.get(id)?.status === 'failed' || ended.get(id)?.summary.startsWith('Not started')),
    );
    if (blocking.length > 0) return { status: 'skipped', summary: `Not started: ${blocking.join(', ')} did not finish.` };
    const absent = referencesIn(step.input).filter((r) => !outputs.has(r.stepId));
    if (absent.length > 0) return { status: 'skipped', summary: `Not started: it needs what ${absent.map((r) => r.stepId).join(', ')} would have given.` };
    return 'ready';
  };

  signal.addEventListener('abort', advance);
  try {
    advance();
    yield* events;
  } finally {
    signal.removeEventListener('abort', advance);
  }
  if (bug !== undefined) throw bug.error;
}
