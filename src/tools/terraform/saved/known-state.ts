import type { Workplace } from '../../../domain/workplace.ts';
import type { State } from '../root/state.ts';

/** What a plan was seen against, by whom it may be taken as seen: a run, or one call of a tool. */
const seen = new WeakMap<object, Map<string, State>>();

/**
 * Notes the state that a plan was just made from, or looked at with. It saves two readings and no check: what a person is shown
 * right after the plan was made in the same run, and the apply right after the look before it. The look itself always reads.
 */
export function noteState(plan: string, state: State, at: Workplace, by: 'plan' | 'look'): void {
  note(at, plan, state);
  if (by === 'plan' && at.run !== undefined) note(at.run, plan, state);
}

/** Once, so that nothing old is ever taken; `undefined`: it has to be read. */
export const knownState = (plan: string, at: Workplace, to: 'look' | 'apply'): State | undefined => {
  const by = to === 'apply' ? at : at.run;
  const known = by && seen.get(by);
  const state = known?.get(plan);
  known?.delete(plan);
  return state;
};

function note(by: object, plan: string, state: State): void {
  const known = seen.get(by) ?? new Map<string, State>();
  seen.set(by, known.set(plan, state));
}
