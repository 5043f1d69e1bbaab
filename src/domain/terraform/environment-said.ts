import type { PlanJson } from './plan-json.ts';
import { isFields, text } from './read.ts';

/**
 * All that the plan itself calls its environment: variables called so first, then tags and labels of what it manages, the ones
 * that most resources have first. Each name once; which of them is the gravest is not decided here. A tag that changes counts
 * as it was and as it will be, so that none is lost by being written over.
 */
export function environmentsSaid(plan: PlanJson): readonly string[] {
  const times = new Map<string, number>();
  for (const change of [...plan.changes, ...plan.drift]) {
    if (change.mode === 'data') continue;
    for (const said of new Set([...tagsOf(change.after), ...tagsOf(change.before)])) times.set(said, (times.get(said) ?? 0) + 1);
  }
  const tags = [...times].sort(([, a], [, b]) => b - a).map(([said]) => said);
  return [...new Set([...plan.environmentVariables, ...tags])];
}

function tagsOf(values: unknown): readonly string[] {
  if (!isFields(values)) return [];
  return ['tags_all', 'tags', 'effective_labels', 'labels'].flatMap((at) => {
    const tags = values[at];
    return isFields(tags) ? Object.entries(tags).flatMap(([name, value]) => (isEnvironment.test(name) ? nameIn(value) : [])) : [];
  });
}

const isEnvironment = /^(environment|env|stage)$/i;

/** An environment's name is short; what is longer is something else. */
function nameIn(value: unknown): readonly string[] {
  const said = text(value);
  return said === undefined || said === '' || said.length > 40 ? [] : [said];
}
