import type { PlanJson } from './plan-json.ts';
import { isFields, text } from './read.ts';

/**
 * What the plan itself calls its environment: a variable called so, else the tag or label that most of its resources have.
 * `undefined` where nothing says.
 */
export function environmentSaid(plan: PlanJson): string | undefined {
  if (plan.environmentVariable !== undefined) return plan.environmentVariable;
  const times = new Map<string, number>();
  for (const change of plan.changes) {
    const values = isFields(change.after) ? change.after : isFields(change.before) ? change.before : undefined;
    const said = values === undefined ? undefined : tagOf(values);
    if (said !== undefined) times.set(said, (times.get(said) ?? 0) + 1);
  }
  let most: string | undefined;
  for (const [said, number] of times) if (number > (times.get(most ?? '') ?? 0)) most = said;
  return most;
}

function tagOf(values: Readonly<Record<string, unknown>>): string | undefined {
  for (const at of ['tags_all', 'tags', 'effective_labels', 'labels']) {
    const tags = values[at];
    if (!isFields(tags)) continue;
    for (const name of ['Environment', 'environment', 'Env', 'env', 'Stage', 'stage']) {
      const said = text(tags[name]);
      if (said !== undefined && said.length <= nameMax) return said;
    }
  }
  return undefined;
}

/** An environment's name is short; what is longer is something else. */
const nameMax = 40;
