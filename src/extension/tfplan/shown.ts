import { worstRisk } from '../../domain/effect.ts';
import { protocolVersion } from '../../protocol/message.ts';
import type { PlanRemark, PlanRow, ShownPlan } from '../../protocol/tfplan.ts';
import type { PlanItem } from '../../safety/terraform/classify.ts';
import { changedNames } from './diff.ts';
import type { Entry } from './entries.ts';
import type { ReadPlan } from './read-plan.ts';

/** What is known of a plan beside what is in it. */
export interface PlanAbout {
  readonly title: string;
  readonly where: readonly string[];
  readonly madeAt?: number;
  /** `OpenTofu 1.11.4`. */
  readonly madeBy?: string;
  readonly remarks: readonly PlanRemark[];
  readonly hasCode: boolean;
}

/** Reasons at the top of the page. */
const reasonsMax = 3;
/** Checks that do not hold, told there too. */
const checksMax = 5;

/** The whole tree as one message: texts that rows share stand in tables, so that thousands of rows stay small. Pure. */
export function shownPlan(read: ReadPlan, entries: readonly Entry[], about: PlanAbout, now: number): ShownPlan {
  const { plan, review, estimate } = read;
  const modules = table<string>();
  const types = table<string>();
  const names = table<string>();
  const sets = table<string>();
  const monthly = new Map(
    estimate.items.map(({ address, before, after }) => [address, before === 'unknown' || after === 'unknown' ? undefined : (after ?? 0) - (before ?? 0)]),
  );
  modules.at('');
  const rows = entries.map((entry): PlanRow => {
    const { address, module, type, action, note, items, change } = entry;
    const changed = change === undefined ? [] : changedNames(change).map((name) => names.at(name));
    const delta = action === 'drift' || action === 'deferred' ? undefined : monthly.get(address);
    return {
      name: module !== '' && address.startsWith(`${module}.`) ? address.slice(module.length + 1) : address,
      module: modules.at(module),
      type: types.at(type),
      action,
      risk: worstRisk(items.map(({ risk }) => risk)),
      ...(items.some(({ decision }) => decision === 'deny') ? { denied: true as const } : {}),
      ...(changed.length === 0 ? {} : { attributes: sets.at(changed.sort((a, b) => a - b).join()) }),
      ...(note === undefined ? {} : { note }),
      ...(delta === undefined || delta === 0 ? {} : { monthly: Math.round(delta * 100) / 100 }),
    };
  });
  const { monthlyDelta, priced, unpriced, asOf } = estimate.cost;
  return {
    type: 'show',
    protocol: protocolVersion,
    title: about.title,
    where: [
      ...about.where,
      ...(about.madeBy === undefined && plan.terraformVersion === undefined ? [] : [about.madeBy ?? `made by version ${plan.terraformVersion}`]),
    ],
    ...(about.madeAt === undefined ? {} : { madeAt: about.madeAt }),
    now,
    remarks: [...about.remarks, ...standing(read)],
    decision: review.decision,
    risk: review.risk,
    environment: { name: review.environment.name, because: review.environment.because },
    reasons: gravest(review.items, entries),
    ...(priced + unpriced === 0 ? {} : { cost: { ...(monthlyDelta === undefined ? {} : { monthlyDelta }), priced, unpriced, asOf } }),
    reach: { dependents: review.blastRadius.dependents.length, modules: review.blastRadius.modules.length, providers: [...review.blastRadius.providers] },
    unchanged: review.counts.unchanged,
    modules: modules.all,
    types: types.all,
    attributeNames: names.all,
    attributeSets: sets.all.map((set) => set.split(',').map(Number)),
    rows,
    hasCode: about.hasCode,
  };
}

/** A plan that is not whole says so, and what does not hold. */
function standing(read: ReadPlan): readonly PlanRemark[] {
  return [...whole(read), ...unheld(read)];
}

/** Checks in the words of the configuration. */
function unheld({ plan }: ReadPlan): readonly PlanRemark[] {
  const level = plan.errored ? 'error' : 'warning';
  const said = plan.checks
    .filter(({ status }) => status === 'fail' || status === 'error')
    .flatMap(({ address, problems }) => (problems.length === 0 ? [`${address} does not hold.`] : problems.map((problem) => `${address}: ${problem}`)));
  const left = said.length - checksMax;
  return [
    ...said.slice(0, checksMax).map((text) => ({ level, text }) as const),
    ...(left > 0 ? [{ level, text: `${left.toLocaleString('en-US')} more checks do not hold.` } as const] : []),
  ];
}

function whole({ plan, review }: ReadPlan): readonly PlanRemark[] {
  if (plan.errored)
    return [{ level: 'error', text: 'Planning failed half-way, so this is not all it would do and it can’t be applied. Mend what failed and plan again.' }];
  // What it is about comes last in what safety says of it.
  return review.items
    .filter(({ type, marks }) => type === 'terraform-plan' && !marks.includes('errored'))
    .map(({ reasons, risk }) => ({ level: risk === 'low' ? ('info' as const) : ('warning' as const), text: `${capital(reasons.at(-1) ?? '')}.` }));
}

/** What is grave, the gravest first; where nothing is, nothing. Rules about many things are told with the first of them. */
function gravest(items: readonly PlanItem[], entries: readonly Entry[]): ShownPlan['reasons'] {
  const rowOf = new Map(entries.flatMap((entry, index) => entry.items.map((item) => [item, index] as const)));
  const grave = items.filter(({ risk, decision, type }) => (risk === 'critical' || risk === 'high' || decision === 'deny') && type !== 'terraform-plan');
  const shown = grave.slice(0, reasonsMax).map((item) => {
    const row = rowOf.get(item);
    return { text: `${item.address}: ${item.reasons.slice(0, 2).join(' · ')}`, ...(row === undefined ? {} : { row }) };
  });
  const left = grave.length - shown.length;
  return left === 0 ? shown : [...shown, { text: `${left.toLocaleString('en-US')} more of high or critical risk` }];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Values in the order they first came, each once. */
function table<T>(): { readonly all: T[]; at(value: T): number } {
  const all: T[] = [];
  const known = new Map<T, number>();
  return {
    all,
    at(value) {
      const there = known.get(value);
      if (there !== undefined) return there;
      known.set(value, all.length);
      return all.push(value) - 1;
    },
  };
}
