import { isLookOnly } from '../domain/effect.ts';
import type { RunEvent } from '../domain/event.ts';
import { failed, type Outcome, ok } from '../domain/failure/failure.ts';
import { refused } from '../domain/failure/plan.ts';
import { execute } from '../executor/execute.ts';
import { makePlan } from '../planner/make.ts';
import { ApprovedStep, approve } from '../safety/approve.ts';
import { type Circumstances, looksAreSeen, review } from '../safety/review.ts';
import { type House, stepPorts } from './start.ts';

/** As much of a house as a look needs: no store is opened for one. Without `circumstances` what is given holds, and what ships. */
export type LookingHouse = Pick<House, 'tools' | 'workplace' | 'ticks' | 'redactor'> & Partial<Pick<House, 'circumstances'>>;

type StepEnded = Extract<RunEvent, { type: 'step-ended' }>;

/**
 * One call of a tool that only looks, through the same gate and executor as any step, and without a trace in the
 * history: for views and commands that show something. A call that would do more than look is refused. Rejects when
 * `signal` fires. `tell` hears what the tool says on the way.
 */
export async function look(
  house: LookingHouse,
  folder: string,
  tool: string,
  input: unknown,
  circumstances: Omit<Circumstances, 'mode'>,
  signal: AbortSignal,
  tell?: (line: string) => void,
): Promise<Outcome<unknown>> {
  const made = makePlan({ goal: tool, steps: [{ id: 'look', tool, input }] }, house.tools);
  if (!made.ok) return made;
  const plan = made.value;
  const [step] = plan.steps;
  const known = house.tools.get(tool);
  if (step === undefined || known === undefined) return failed(refused([], 'Run it as a plan.'));
  const at = house.workplace(folder, signal, () => {});
  const here = { ...circumstances, mode: 'plan' } as const;
  const holds = (await house.circumstances?.(at, here)) ?? here;
  // What it is made of is looked at only where a rule goes by it.
  const preview = looksAreSeen(holds) && review(step, undefined, holds).kind !== 'deny' ? await known.preview?.(known.input.parse(step.input), at) : undefined;
  if (preview?.ok === false) return preview;
  const decision = review(step, preview?.value, holds);
  if (decision.kind !== 'allow' || !isLookOnly(step.effect))
    return failed(refused(decision.reasons, decision.kind === 'deny' ? decision.instead : 'Run it as a plan.'));
  let end: StepEnded | undefined;
  for await (const event of execute(
    approve(plan, new Map(preview === undefined ? [] : [[step.id, preview.value]]), new Map([[step.id, decision]]), undefined),
    ApprovedStep.open,
    stepPorts(house, folder, circumstances),
    signal,
  ))
    if (event.type === 'step-ended') end = event;
    else if (event.type === 'step-progressed') tell?.(house.redactor.text(event.line));
  signal.throwIfAborted();
  return end?.failure === undefined ? ok(house.redactor.value(end?.output)) : failed(house.redactor.value(end.failure));
}
