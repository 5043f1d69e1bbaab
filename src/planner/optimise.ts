import { canonicalJson } from '../base/json.ts';
import { isLookOnly } from '../domain/effect.ts';
import { inOrder } from '../domain/order.ts';
import { redirectReferences } from '../domain/reference.ts';
import { effectOfCall, type ToolSpec } from '../domain/tool.ts';
import { dependenciesOf } from './check.ts';
import type { DraftPlan, DraftStep } from './draft.ts';

export interface Merged {
  readonly steps: readonly DraftStep[];
  /** What was done, to a person. */
  readonly notes: readonly string[];
}

/**
 * Looks that would see the same are done once: same tool, same input, waiting for the same. What used the second uses the first.
 * Changes are never merged: doing one twice may be meant. A draft with a cycle is given back as it is. Linear.
 */
export function mergeSame(steps: readonly DraftStep[], tools: ReadonlyMap<string, ToolSpec>): Merged {
  const ordered = inOrder(steps.map((step) => ({ id: step.id, dependsOn: dependenciesOf(step), step })));
  if ('cycle' in ordered) return { steps, notes: [] };
  const first = new Map<string, string>();
  const instead = new Map<string, string>();
  const kept = new Map<string, DraftStep>();
  for (const { id, step } of ordered.order) {
    const now = redirect(step, instead);
    const key = looks(now, tools) ? keyOf(now) : undefined;
    const same = key === undefined ? undefined : first.get(key);
    if (same !== undefined) instead.set(id, same);
    else {
      kept.set(id, now);
      if (key !== undefined) first.set(key, id);
    }
  }
  return {
    steps: steps.flatMap(({ id }) => kept.get(id) ?? []),
    notes: [...instead].map(([id, same]) => `${id} would see the same as ${same}: it is done once.`),
  };
}

/** Plans with more steps are not advised on: nobody reads that. */
const advisedMax = 500;

/** What a person could do better in a plan they wrote; its steps stay as they are. For a draft that was checked. */
export function adviceOn(draft: DraftPlan, tools: ReadonlyMap<string, ToolSpec>): readonly string[] {
  if (draft.steps.length > advisedMax) return [];
  const { notes } = mergeSame(draft.steps, tools);
  const before = ancestors(draft.steps);
  const isBefore = (a: DraftStep, b: DraftStep) => before.get(b.id)?.has(a.id) === true;
  return [
    ...notes.map((note) => note.replace('it is done once', 'one of them is enough')),
    ...draft.steps.flatMap((change) =>
      looks(change, tools)
        ? []
        : draft.steps
            .filter((check) => isCheck(check, tools) && placeOf(check) === placeOf(change) && !isBefore(check, change) && !isBefore(change, check))
            .map(
              (check) =>
                `${change.id} does not wait for ${check.id}, which checks the same place: add dependsOn: [${check.id}] to change nothing that fails it.`,
            ),
    ),
    ...draft.steps.flatMap((step) =>
      (step.dependsOn ?? []).flatMap((id) => {
        const other = draft.steps.find((one) => one.id === id);
        if (other === undefined || !reads(step, tools) || !reads(other, tools) || dependenciesOf({ ...step, dependsOn: [] }).includes(id)) return [];
        return [`${step.id} waits for ${id} and uses nothing of it; without that dependsOn both are read side by side.`];
      }),
    ),
  ];
}

const effectOf = (step: DraftStep, tools: ReadonlyMap<string, ToolSpec>) => {
  const tool = tools.get(step.tool);
  const parsed = tool?.input.safeParse(step.input ?? {});
  return tool === undefined ? undefined : parsed?.success === true ? effectOfCall(tool, parsed.data) : tool.effect;
};
const looks = (step: DraftStep, tools: ReadonlyMap<string, ToolSpec>): boolean => {
  const effect = effectOf(step, tools);
  return effect !== undefined && isLookOnly(effect);
};
const reads = (step: DraftStep, tools: ReadonlyMap<string, ToolSpec>): boolean => effectOf(step, tools) === 'read';
const isCheck = (step: DraftStep, tools: ReadonlyMap<string, ToolSpec>): boolean => effectOf(step, tools) === 'plan';

/** Toolset and folder: what a check and a change have in common when the one is about the other. */
const placeOf = ({ tool, input }: DraftStep): string =>
  canonicalJson([tool.split('.')[0], ((input ?? {}) as Record<string, unknown>).directory, ((input ?? {}) as Record<string, unknown>).path]);

const keyOf = (step: DraftStep): string =>
  canonicalJson([step.tool, step.input ?? {}, dependenciesOf(step), step.when, step.optional ?? false, step.continueOnError ?? false]);

function redirect(step: DraftStep, instead: ReadonlyMap<string, string>): DraftStep {
  if (!dependenciesOf(step).some((id) => instead.has(id))) return step;
  return {
    ...step,
    input: redirectReferences(step.input, instead),
    ...(step.dependsOn === undefined ? {} : { dependsOn: [...new Set(step.dependsOn.map((id) => instead.get(id) ?? id))] }),
    ...(step.when === undefined ? {} : { when: redirectReferences(step.when, instead) as NonNullable<DraftStep['when']> }),
  };
}

/** Of each step, all that comes before it. */
function ancestors(steps: readonly DraftStep[]): ReadonlyMap<string, ReadonlySet<string>> {
  const ordered = inOrder(steps.map((step) => ({ id: step.id, dependsOn: dependenciesOf(step) })));
  const all = new Map<string, ReadonlySet<string>>();
  for (const { id, dependsOn } of 'order' in ordered ? ordered.order : []) all.set(id, new Set(dependsOn.flatMap((one) => [one, ...(all.get(one) ?? [])])));
  return all;
}
