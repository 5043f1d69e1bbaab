import type { DraftStep } from '../../planner/draft.ts';
import type { Act } from './branch.ts';

type Plan = Extract<Act, { readonly plan: string }>;
type Asked = Extract<Act, { readonly question: string }>;

/** Whether it makes sense for several lines at once: it changes each in the same way, or is put on the clipboard. */
export const isForMany = (act: Act): boolean => 'copy' in act || ('plan' in act && isAlone(act)) || ('question' in act && act.ofMany !== undefined);

/** A step that refers to another's output is bound to its name. */
const isAlone = ({ steps }: Plan): boolean => !JSON.stringify(steps).includes('${steps.');

/** The same done with all of them, as one plan. `undefined`: it can't be. */
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
  const plan = others.length === 0 ? goal : `${goal}, and ${others.length} more`;
  const joined = inOneStep(plans);
  return { plan, steps: joined === undefined ? eachAfterItsOwn(plans) : [joined] };
}

/** A tool that takes several at once (`paths`, `instanceIds`) is called once. `undefined`: it is not like that. */
function inOneStep(plans: readonly Plan[]): DraftStep | undefined {
  const steps = plans.flatMap((plan) => plan.steps);
  const [first] = steps;
  if (first === undefined || steps.length !== plans.length || steps.some(({ tool }) => tool !== first.tool)) return undefined;
  const inputs = steps.map(({ input }) => input as Readonly<Record<string, unknown>>);
  const several = Object.keys(inputs[0] ?? {}).filter((key) => inputs.every((input) => Array.isArray(input[key])));
  const others = inputs.map((input) => JSON.stringify(Object.entries(input).filter(([key]) => key !== several[0])));
  const [field] = several;
  if (field === undefined || several.length > 1 || new Set(others).size > 1) return undefined;
  return { ...first, input: { ...inputs[0], [field]: inputs.flatMap((input) => input[field] as readonly unknown[]) } };
}

/**
 * The steps of each, side by side; in a repository one after the other: they share its index and its branches, so what the
 * next one touches is looked at when its turn comes.
 */
function eachAfterItsOwn(plans: readonly Plan[]): readonly DraftStep[] {
  let before: readonly string[] = [];
  return plans.flatMap(({ steps }, at) => {
    const named = (id: string) => `${id}${at + 1}`;
    const after = before;
    const own = steps.map((one) => ({ ...one, id: named(one.id), dependsOn: [...after, ...(one.dependsOn ?? []).map(named)] }));
    before = own.filter(({ tool }) => tool.startsWith('git.')).map(({ id }) => id);
    return own;
  });
}
