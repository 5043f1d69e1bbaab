import type { Plan, Step } from '../domain/plan.ts';
import { referencesIn } from '../domain/reference.ts';

/**
 * The steps that must be seen again before anybody can say yes to them: what changes something outside and is made
 * from what an earlier step has yet to give (an apply from its saved plan), and all that comes after such a step.
 * `known`: steps that have ended. Reads and writes in the workspace go ahead on the approval of the plan: the first
 * change nothing, the second can be taken back.
 */
export function laterSteps(plan: Plan, known: ReadonlySet<string>): ReadonlySet<string> {
  const later = new Set<string>();
  const isBlind = (step: Step): boolean =>
    (step.effect === 'change' || step.effect === 'destroy') && referencesIn(step.input).some(({ stepId }) => !known.has(stepId));
  const dependents = new Map<string, string[]>();
  for (const step of plan.steps) for (const id of step.dependsOn) dependents.set(id, [...(dependents.get(id) ?? []), step.id]);
  const stack = plan.steps.filter((step) => !known.has(step.id) && isBlind(step)).map((step) => step.id);
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (later.has(id)) continue;
    later.add(id);
    stack.push(...(dependents.get(id) ?? []));
  }
  return later;
}
