import type { PreviewNote, RecordedEvent } from '../domain/event.ts';
import type { Step } from '../domain/plan.ts';
import { referencesIn, resolveReferences } from '../domain/reference.ts';
import type { Registry } from '../domain/registry.ts';
import { callKey, type Used } from '../executor/budget.ts';
import { noToll, type Toll } from '../safety/ceilings.ts';
import { type Circumstances, withStep } from '../safety/review.ts';

/**
 * What a run has used of its ceilings on calls and time, as its journal tells: whichever process it worked in. The work of a
 * process that was killed counts up to its last sign of life, which is told when the run is taken up.
 */
export function usedBy(events: readonly RecordedEvent[], tools: Registry): Used {
  const steps = stepsIn(events);
  const outputs = new Map<string, unknown>();
  const same = new Map<string, number>();
  let calls = 0;
  let workedMs = 0;
  /** Where it worked last: from, and as far as is known, to. */
  let stretch: { readonly from: number; readonly to: number } | undefined;
  for (const { event, at } of events) {
    const isWork = event.type === 'step-started' || event.type === 'step-ended';
    if (isWork) stretch = { from: stretch?.from ?? at, to: at };
    else if (stretch !== undefined) {
      const to = event.type === 'run-resumed' && event.aliveAt !== undefined ? Math.min(at, event.aliveAt) : stretch.to;
      workedMs += Math.max(stretch.to, to) - stretch.from;
      stretch = undefined;
    }
    if (event.type === 'step-ended' && event.output !== undefined) outputs.set(event.id, event.output);
    if (event.type !== 'step-started') continue;
    calls++;
    const step = steps.get(event.id);
    if (step === undefined) continue;
    const key = callKey(step.tool, inputOf(step, outputs, tools));
    same.set(key, (same.get(key) ?? 0) + 1);
  }
  return { calls, same, workedMs: workedMs + (stretch === undefined ? 0 : stretch.to - stretch.from) };
}

/** What the steps of a run that began and are `done` changed, as they were seen last before they began. */
export function tollOf(events: readonly RecordedEvent[], done: ReadonlySet<string>, circumstances: Circumstances): Toll {
  const steps = stepsIn(events);
  const seen = new Map<string, PreviewNote>();
  const begun = new Map<string, PreviewNote | undefined>();
  for (const { event } of events) {
    if (event.type === 'step-previewed') seen.set(event.id, event.preview);
    if (event.type === 'step-started') begun.set(event.id, seen.get(event.id));
  }
  return [...begun].reduce((toll, [id, preview]) => {
    const step = steps.get(id);
    return step === undefined || !done.has(id) ? toll : withStep(toll, step, preview, circumstances);
  }, noToll);
}

const stepsIn = (events: readonly RecordedEvent[]): ReadonlyMap<string, Step> =>
  new Map(events.flatMap(({ event }) => (event.type === 'plan-ready' ? event.plan.steps.map((step) => [step.id, step] as const) : [])));

/** As the executor gave it to the tool, as far as it is kept: a secret in it is a placeholder, the same one each time. */
function inputOf(step: Step, outputs: ReadonlyMap<string, unknown>, tools: Registry): unknown {
  if (referencesIn(step.input).some(({ stepId }) => !outputs.has(stepId))) return step.input;
  const input = resolveReferences(step.input, outputs);
  const parsed = tools.get(step.tool)?.input.safeParse(input);
  return parsed?.success ? parsed.data : input;
}
