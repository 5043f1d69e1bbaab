/**
 * What a tool does to the world, from harmless to final: `read` observes · `plan` computes, nothing lasting ·
 * `write` touches workspace files we can restore · `change` alters something outside · `destroy` removes or
 * replaces something outside.
 */
export type Effect = 'read' | 'plan' | 'write' | 'change' | 'destroy';

export const effects: readonly Effect[] = ['read', 'plan', 'write', 'change', 'destroy'];

/** Negative when `a` is the milder, positive when it is the graver, 0 when they are the same. */
export const compareEffects = (a: Effect, b: Effect): number => effects.indexOf(a) - effects.indexOf(b);

/** Whether something outside the workspace is changed. */
export const isOutward = (effect: Effect): boolean => effect === 'change' || effect === 'destroy';

/** The effect of a call as far as it was seen: a tool that may destroy, and here would not, changes. `impacts`: what it would change, where that is known. */
export const effectSeen = (effect: Effect, impacts: readonly { readonly operation: string }[] | undefined): Effect =>
  effect === 'destroy' &&
  impacts !== undefined &&
  impacts.length > 0 &&
  !impacts.some(({ operation }) => operation === 'delete' || operation === 'replace' || operation === 'forget')
    ? 'change'
    : effect;

/** Whether nothing is left behind: all that plan mode allows. */
export const isLookOnly = (effect: Effect): boolean => effect === 'read' || effect === 'plan';

export type Risk = 'low' | 'medium' | 'high' | 'critical';

export const risks: readonly Risk[] = ['low', 'medium', 'high', 'critical'];

export const worstRisk = (all: Iterable<Risk>): Risk => {
  let worst = 0;
  for (const risk of all) worst = Math.max(worst, risks.indexOf(risk));
  return risks[worst] ?? 'low';
};
