import type { PlanJson, ResourceChange } from '../../domain/terraform/plan-json.ts';
import { isFields } from '../../domain/terraform/read.ts';

export interface MovedProposal {
  readonly from: string;
  readonly to: string;
  readonly block: string;
}

/** Share of what is known of the new one that the old one must have too. */
const alikeMin = 0.8;
/** Pairs looked at; more is another infrastructure and not a new name. */
const pairsMax = 250_000;

/** Things a plan would destroy and make again under another address: the pairs of a type that are alike, each to its one best match. */
export function movedProposals(plan: PlanJson): readonly MovedProposal[] {
  const managed = plan.changes.filter(({ mode, deposed }) => mode === 'managed' && deposed === undefined);
  const gone = managed.filter(
    ({ actions, reason }) => actions.length === 1 && actions[0] === 'delete' && /^delete_because_(no_|wrong_|count_|each_)/.test(reason ?? ''),
  );
  const made = managed.filter(({ actions }) => actions.length === 1 && actions[0] === 'create');
  const pairs: { readonly from: ResourceChange; readonly to: ResourceChange; readonly score: number }[] = [];
  let looked = 0;
  for (const from of gone)
    for (const to of made) {
      if (from.type !== to.type) continue;
      if (++looked > pairsMax) return [];
      const score = alike(from, to);
      if (score >= alikeMin) pairs.push({ from, to, score });
    }
  const taken = new Set<ResourceChange>();
  return pairs
    .sort((a, b) => b.score - a.score)
    .flatMap(({ from, to }) => {
      if (taken.has(from) || taken.has(to)) return [];
      taken.add(from).add(to);
      return [{ from: from.address, to: to.address, block: `moved {\n  from = ${from.address}\n  to   = ${to.address}\n}\n` }];
    });
}

/** 0 to 1: of the values that are known of the new one, how many the old one has; 0 where nothing is known. */
function alike({ before }: ResourceChange, { after }: ResourceChange): number {
  if (!isFields(before) || !isFields(after)) return 0;
  const known = Object.entries(after).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0) && !(isFields(value) && Object.keys(value).length === 0),
  );
  if (known.length === 0) return 0;
  return known.filter(([name, value]) => JSON.stringify(before[name]) === JSON.stringify(value)).length / known.length;
}
