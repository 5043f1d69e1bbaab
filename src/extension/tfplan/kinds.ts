import type { SavedPlan } from '../../tools/terraform/saved/record.ts';

const kinds: Readonly<Record<SavedPlan['kind'], string>> = {
  plan: 'plan',
  destroy: 'plan to destroy',
  drift: 'drift',
  import: 'import',
  revert: 'plan to bring back',
};
const outcomes: Readonly<Record<NonNullable<SavedPlan['outcome']>, string>> = {
  begun: 'being applied',
  applied: 'applied',
  partly: 'applied in part',
  interrupted: 'interrupted',
  failed: 'applying failed',
};

/** `plan to destroy · 3 changes · applied`. */
export const kindWords = ({ kind, changes, outcome }: Pick<SavedPlan, 'kind' | 'changes' | 'outcome'>): string =>
  [kinds[kind], changes === 1 ? '1 change' : `${changes.toLocaleString('en-US')} changes`, ...(outcome === undefined ? [] : [outcomes[outcome]])].join(' · ');
