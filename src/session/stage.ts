import { isLookOnly, isOutward } from '../domain/effect.ts';
import type { Plan, Step } from '../domain/plan.ts';
import { referencesIn } from '../domain/reference.ts';
import type { Registry } from '../domain/registry.ts';

/**
 * The steps that must be seen again before anybody can say yes to them: what changes something outside and is made
 * from what an earlier step has yet to give (an apply from its saved plan), and all that comes after such a step.
 * `known`: steps that have ended. `unseen`: steps that could not be looked at yet for another reason. Reads and writes
 * in the workspace go ahead on the approval of the plan: the first change nothing, the second can be taken back.
 */
export function laterSteps(plan: Plan, known: ReadonlySet<string>, unseen: Iterable<string> = []): ReadonlySet<string> {
  const isBlind = (step: Step): boolean => isOutward(step.effect) && referencesIn(step.input).some(({ stepId }) => !known.has(stepId));
  const blind = plan.steps.filter((step) => !known.has(step.id) && isBlind(step)).map((step) => step.id);
  return withDependents(plan, [...blind, ...unseen]);
}

/** Looks whose preview has to wait for what comes before them. */
export const unseenLooks = (plan: Plan, known: ReadonlySet<string>, seen: ReadonlySet<string>, tools: Registry): readonly string[] =>
  plan.steps
    .filter((step) => isLookOnly(step.effect) && !known.has(step.id) && !seen.has(step.id) && step.dependsOn.some((id) => !known.has(id)))
    .filter((step) => tools.get(step.tool)?.preview !== undefined)
    .map((step) => step.id);

/**
 * Steps that come after one that changes something and has not run yet: what is seen of them now may be another thing
 * when their turn comes. `idle`: steps with nothing to do; what comes after those finds things as they are.
 */
export function provisionalSteps(plan: Plan, known: ReadonlySet<string>, idle: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const changing = new Set(plan.steps.filter((step) => !known.has(step.id) && !idle.has(step.id) && !isLookOnly(step.effect)).map((step) => step.id));
  const direct = plan.steps.filter((step) => !known.has(step.id) && step.dependsOn.some((id) => changing.has(id))).map((step) => step.id);
  return withDependents(plan, direct);
}

function withDependents(plan: Plan, ids: readonly string[]): ReadonlySet<string> {
  const dependents = new Map<string, string[]>();
  for (const step of plan.steps) for (const id of step.dependsOn) dependents.set(id, [...(dependents.get(id) ?? []), step.id]);
  const all = new Set<string>();
  const stack = [...ids];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (all.has(id)) continue;
    all.add(id);
    stack.push(...(dependents.get(id) ?? []));
  }
  return all;
}
