import type { Act } from './branch.ts';

type Plan = Extract<Act, { readonly plan: string }>;
type Asked = Extract<Act, { readonly question: string }>;

/** Whether it makes sense for several lines at once: it changes each in the same way, or is put on the clipboard. */
export const isForMany = (act: Act): boolean => 'copy' in act || ('plan' in act && isAlone(act)) || ('question' in act && act.ofMany !== undefined);

/** A step that refers to another's output is bound to its name. */
const isAlone = ({ steps }: Plan): boolean => !JSON.stringify(steps).includes('${steps.');

/** The same done with all of them: one plan with the steps of each, which do not wait for each other. `undefined`: it can't be. */
export function actOfMany(acts: readonly Act[]): Act | undefined {
  const [first] = acts;
  if (first === undefined || acts.length === 1) return first;
  if (!acts.every(isForMany)) return undefined;
  const copies = acts.flatMap((act) => ('copy' in act ? [act.copy] : []));
  if (copies.length === acts.length) return { copy: copies.join('\n') };
  const plans = acts.flatMap((act) => ('plan' in act ? [act] : []));
  if (plans.length === acts.length) return together(plans);
  const asked = acts.flatMap((act) => ('question' in act ? [act] : []));
  return asked.length === acts.length ? askedOnce(asked) : undefined;
}

/** Asked once, for all of them. What was proposed for the first is proposed where it is the same for all. */
function askedOnce(acts: readonly Asked[]): Asked | undefined {
  const [first] = acts;
  if (first?.ofMany === undefined) return undefined;
  const { value: _, ...rest } = first;
  return {
    ...rest,
    ...(first.value !== undefined && acts.every(({ value }) => value === first.value) ? { value: first.value } : {}),
    question: first.ofMany,
    make: (text) => together(acts.map(({ make }) => make(text))),
  };
}

function together(plans: readonly Plan[]): Plan {
  const [first, ...others] = plans;
  const goal = first?.plan ?? '';
  const steps = plans.flatMap(({ steps: own }, at) => {
    const named = (id: string) => `${id}${at + 1}`;
    return own.map(({ dependsOn, ...one }) => ({ ...one, id: named(one.id), ...(dependsOn === undefined ? {} : { dependsOn: dependsOn.map(named) }) }));
  });
  return { plan: others.length === 0 ? goal : `${goal}, and ${others.length} more`, steps };
}
