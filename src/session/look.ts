import { isLookOnly } from '../domain/effect.ts';
import type { RunEvent } from '../domain/event.ts';
import { failed, type Outcome, ok } from '../domain/failure/failure.ts';
import { refused } from '../domain/failure/plan.ts';
import { execute } from '../executor/execute.ts';
import { makePlan } from '../planner/make.ts';
import { ApprovedStep, approve } from '../safety/approve.ts';
import { type Circumstances, review } from '../safety/review.ts';
import { type House, stepPorts } from './start.ts';

/** As much of a house as a look needs: no store is opened for one. */
export type LookingHouse = Pick<House, 'tools' | 'workplace' | 'ticks' | 'redactor'>;

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
  const decisions = new Map(plan.steps.map((step) => [step.id, review(step, undefined, { ...circumstances, mode: 'plan' })]));
  const step = plan.steps[0];
  const decision = decisions.get('look');
  if (step === undefined || decision === undefined || decision.kind !== 'allow' || !isLookOnly(step.effect)) {
    return failed(refused(decision?.reasons ?? [], decision?.kind === 'deny' ? decision.instead : 'Run it as a plan.'));
  }
  let end: StepEnded | undefined;
  for await (const event of execute(approve(plan, new Map(), decisions, undefined), ApprovedStep.open, stepPorts(house, folder), signal))
    if (event.type === 'step-ended') end = event;
    else if (event.type === 'step-progressed') tell?.(house.redactor.text(event.line));
  signal.throwIfAborted();
  return end?.failure === undefined ? ok(house.redactor.value(end?.output)) : failed(house.redactor.value(end.failure));
}
