import { addressOf, type PlanAction, type PlanRisk, type ShownPlan } from '../../src/protocol/tfplan.ts';
import { risks } from './words.ts';

export interface Filter {
  /** Words that all must be in an address, a type or the name of an attribute that changes. */
  readonly text: string;
  /** Empty: all. */
  readonly actions: ReadonlySet<PlanAction>;
  /** This and graver; empty: all. */
  readonly risk: PlanRisk | '';
}

export const noFilter: Filter = { text: '', actions: new Set(), risk: '' };
export const isFiltering = ({ text, actions, risk }: Filter): boolean => text.trim() !== '' || actions.size > 0 || risk !== '';

/** What is looked through, in small letters: made once for a plan. */
export interface SearchIndex {
  readonly addresses: readonly string[];
  readonly types: readonly string[];
  readonly attributes: readonly string[];
}

export const searchIndex = (shown: ShownPlan): SearchIndex => ({
  addresses: shown.rows.map((_, index) => addressOf(shown, index).toLowerCase()),
  types: shown.types.map((type) => type.toLowerCase()),
  attributes: shown.attributeNames.map((name) => name.toLowerCase()),
});

/** Indexes of the rows that pass, in the plan's order. */
export function matching(shown: ShownPlan, index: SearchIndex, { text, actions, risk }: Filter): readonly number[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const least = risk === '' ? risks.length : risks.indexOf(risk);
  // By word: which types, and which sets of attributes, have it. Rows share them, so they are few.
  const found = words.map((word) => {
    const attributes = index.attributes.map((name) => name.includes(word));
    return {
      word,
      types: index.types.map((type) => type.includes(word)),
      sets: shown.attributeSets.map((set) => set.some((attribute) => attributes[attribute])),
    };
  });
  const rows: number[] = [];
  for (const [at, row] of shown.rows.entries()) {
    if (actions.size > 0 && !actions.has(row.action)) continue;
    if (risks.indexOf(row.risk) > least) continue;
    const address = index.addresses[at] ?? '';
    if (found.every(({ word, types, sets }) => address.includes(word) || types[row.type] || (row.attributes !== undefined && sets[row.attributes])))
      rows.push(at);
  }
  return rows;
}
