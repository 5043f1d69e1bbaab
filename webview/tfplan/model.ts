import type { PlanDetails, ShownPlan } from '../../src/protocol/tfplan.ts';
import { type Group, type Grouping, groupings, groupsOf } from './groups.ts';
import { type Filter, isFiltering, matching, noFilter, type SearchIndex, searchIndex } from './search.ts';
import { type TreeNode, treeOf } from './tree.ts';
import { risks } from './words.ts';

/** Everything the panel shows. */
export interface Model {
  readonly shown?: ShownPlan;
  /** Instead of a plan that is being read. */
  readonly reading?: { readonly title: string; readonly says: string; readonly step: number; readonly of: number };
  /** Instead of a plan. */
  readonly problem?: { readonly title: string; readonly message: string; readonly fix: string };
  readonly grouping: Grouping;
  readonly filter: Filter;
  readonly toggled: ReadonlyMap<string, boolean>;
  /** Of all groups at once; absent: few rows are open, many are not. */
  readonly allOpen?: boolean;
  readonly details: ReadonlyMap<number, PlanDetails>;
  /** Key of the line the keyboard is on. */
  readonly active?: string;
  readonly notice?: { readonly level: 'info' | 'warning' | 'error'; readonly text: string };
  readonly isMisunderstood: boolean;
}

export const emptyModel: Model = { grouping: 'module', filter: noFilter, toggled: new Map(), details: new Map(), isMisunderstood: false };

/** Plans with up to so many rows are open from the start. */
const openAtFirstMax = 200;

/** What is worked out of a model, by the parts it depends on: a key press works out as little as it can. */
export class Derived {
  #index: { readonly of: ShownPlan; readonly value: SearchIndex } | undefined;
  #rows: { readonly of: readonly [ShownPlan, Filter]; readonly value: readonly number[] } | undefined;
  #groups: { readonly of: readonly [readonly number[], Grouping]; readonly value: readonly Group[] } | undefined;
  #nodes: { readonly of: readonly unknown[]; readonly value: readonly TreeNode[] } | undefined;

  rows({ shown, filter }: Model): readonly number[] {
    if (shown === undefined) return [];
    if (this.#index?.of !== shown) this.#index = { of: shown, value: searchIndex(shown) };
    if (this.#rows?.of[0] !== shown || this.#rows.of[1] !== filter) this.#rows = { of: [shown, filter], value: matching(shown, this.#index.value, filter) };
    return this.#rows.value;
  }

  groups(m: Model): readonly Group[] {
    if (m.shown === undefined) return [];
    const rows = this.rows(m);
    if (this.#groups?.of[0] !== rows || this.#groups.of[1] !== m.grouping)
      this.#groups = { of: [rows, m.grouping], value: groupsOf(m.shown, rows, m.grouping) };
    return this.#groups.value;
  }

  nodes(m: Model): readonly TreeNode[] {
    if (m.shown === undefined) return [];
    const groups = this.groups(m);
    const areGroupsOpen = m.allOpen ?? (isFiltering(m.filter) || m.shown.rows.length <= openAtFirstMax);
    const of = [groups, m.toggled, m.details, areGroupsOpen];
    if (this.#nodes === undefined || this.#nodes.of.some((part, i) => part !== of[i]))
      this.#nodes = { of, value: treeOf(m.shown, groups, { toggled: m.toggled, areGroupsOpen, details: m.details }) };
    return this.#nodes.value;
  }
}

/** What the page keeps over being hidden and over a reload. */
export function toKeep({ grouping, filter, toggled, allOpen, active }: Model, scroll: number): object {
  return {
    grouping,
    text: filter.text,
    actions: [...filter.actions],
    risk: filter.risk,
    toggled: [...toggled].slice(-toggledMax),
    ...(allOpen === undefined ? {} : { allOpen }),
    ...(active === undefined ? {} : { active }),
    scroll,
  };
}
const toggledMax = 500;

/** The other way round; what is not understood is as if it was not there. */
export function fromKept(kept: unknown): { readonly model: Partial<Model>; readonly scroll: number } {
  if (typeof kept !== 'object' || kept === null) return { model: {}, scroll: 0 };
  const { grouping, text, actions, risk, toggled, allOpen, active, scroll } = kept as Readonly<Record<string, unknown>>;
  const known = groupings.find(([one]) => one === grouping)?.[0];
  const least = risks.find((one) => one === risk);
  return {
    model: {
      ...(known === undefined ? {} : { grouping: known }),
      filter: { text: typeof text === 'string' ? text : '', actions: new Set(Array.isArray(actions) ? actions : []), risk: least ?? '' },
      toggled: new Map(
        Array.isArray(toggled) ? toggled.filter((pair) => Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1] === 'boolean') : [],
      ),
      ...(typeof allOpen === 'boolean' ? { allOpen } : {}),
      ...(typeof active === 'string' ? { active } : {}),
    },
    scroll: typeof scroll === 'number' ? scroll : 0,
  };
}
