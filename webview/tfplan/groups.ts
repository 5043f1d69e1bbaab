import { type PlanAction, type PlanRisk, planActions, type ShownPlan } from '../../src/protocol/tfplan.ts';
import { asides, counted, n, risks, signs } from './words.ts';

export type Grouping = 'module' | 'action' | 'risk';
export const groupings: readonly (readonly [Grouping, string])[] = [
  ['module', 'module'],
  ['action', 'action'],
  ['risk', 'risk'],
];

/** Rows under a name; either groups or rows are in it. */
export interface Group {
  /** The same for the same plan, whatever is filtered. */
  readonly key: string;
  readonly label: string;
  /** `12 to create, 1 to replace`. */
  readonly says: string;
  /** The worst in it. */
  readonly risk: PlanRisk;
  readonly groups: readonly Group[];
  readonly rows: readonly number[];
  readonly count: number;
}

const byName = new Intl.Collator('en', { numeric: true });

/** Rows in groups, the root module first and what is no change of a resource last; in each, what is lost comes first. */
export function groupsOf(shown: ShownPlan, rows: readonly number[], by: Grouping): readonly Group[] {
  const row = (index: number) => shown.rows[index];
  const action = (index: number): PlanAction => row(index)?.action ?? 'unknown';
  const risk = (index: number): PlanRisk => row(index)?.risk ?? 'low';
  const places = placesOf(shown);
  const inOrder = (own: readonly number[]): readonly number[] => own.toSorted((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  const make = (key: string, label: string, own: readonly number[], groups: readonly Group[] = []): Group => ({
    key,
    label,
    says: summed(own.map(action)),
    risk: risks.find((one) => own.some((index) => risk(index) === one)) ?? 'low',
    groups,
    rows: groups.length > 0 ? [] : inOrder(own),
    count: own.length,
  });
  if (by === 'risk')
    return risks.flatMap((one) =>
      nonEmpty(
        rows.filter((index) => risk(index) === one),
        (own) => make(`risk:${one}`, `Risk ${one}`, own),
      ),
    );
  if (by === 'action')
    return planActions.flatMap((one) =>
      nonEmpty(
        rows.filter((index) => action(index) === one),
        (own) => make(`action:${one}`, asides[one] ?? `${signs[one]} ${capital(counted(one, own.length))}`, own),
      ),
    );
  const changes = rows.filter((index) => asides[action(index)] === undefined);
  const modules = [...Map.groupBy(changes, (index) => row(index)?.module ?? 0)]
    .map(([module, own]) => [shown.modules[module] ?? '', own] as const)
    .sort(([a], [b]) => byName.compare(a, b))
    .map(([module, own]) => {
      const types = [...Map.groupBy(own, (index) => row(index)?.type ?? 0)]
        .map(([type, ofType]) => [shown.types[type] ?? '', ofType] as const)
        .sort(([a], [b]) => byName.compare(a, b))
        .map(([type, ofType]) => make(`module:${module}:${type}`, type, ofType));
      return make(`module:${module}`, module === '' ? 'Root module' : module, own, types);
    });
  const rest = planActions.flatMap((one) => {
    const label = asides[one];
    return label === undefined
      ? []
      : nonEmpty(
          rows.filter((index) => action(index) === one),
          (own) => make(`aside:${one}`, label, own),
        );
  });
  return [...modules, ...rest];
}

/** Where each row comes among all: worked out once for a plan, as comparing names takes long. */
function placesOf(shown: ShownPlan): Int32Array {
  const known = places.get(shown);
  if (known !== undefined) return known;
  const keys = shown.rows.map(({ action, risk, module, name }, index) => ({
    index,
    rank: planActions.indexOf(action) * risks.length + risks.indexOf(risk),
    module: shown.modules[module] ?? '',
    name,
  }));
  keys.sort((a, b) => a.rank - b.rank || (a.module === b.module ? 0 : byName.compare(a.module, b.module)) || byName.compare(a.name, b.name));
  const made = new Int32Array(keys.length);
  for (const [place, { index }] of keys.entries()) made[index] = place;
  places.set(shown, made);
  return made;
}
const places = new WeakMap<ShownPlan, Int32Array>();

const nonEmpty = (rows: readonly number[], make: (rows: readonly number[]) => Group): readonly Group[] => (rows.length === 0 ? [] : [make(rows)]);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `2 to destroy, 12 to create`. */
export function summed(actions: readonly PlanAction[]): string {
  return countsOf(actions)
    .map(({ action, count }) => `${n(count)} ${counted(action, count)}`)
    .join(', ');
}

/** How many of each there is, what is lost first. */
export function countsOf(actions: readonly PlanAction[]): readonly { readonly action: PlanAction; readonly count: number }[] {
  const counts = new Map<PlanAction, number>();
  for (const action of actions) counts.set(action, (counts.get(action) ?? 0) + 1);
  return planActions.flatMap((action) => {
    const count = counts.get(action) ?? 0;
    return count === 0 ? [] : [{ action, count }];
  });
}
