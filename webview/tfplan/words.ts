import type { PlanAction, PlanRisk } from '../../src/protocol/tfplan.ts';

/** A sign and a word: never a colour alone. */
export const signs: Readonly<Record<PlanAction, string>> = {
  delete: '−',
  replace: '±',
  forget: '∅',
  update: '~',
  create: '+',
  import: '↓',
  move: '→',
  unknown: '?',
  read: '○',
  deferred: '…',
  drift: '≠',
  invoke: '▷',
  output: '=',
};

/** As a row says it. */
export const verbs: Readonly<Record<PlanAction, string>> = {
  delete: 'destroy',
  replace: 'replace',
  forget: 'forget',
  update: 'change',
  create: 'create',
  import: 'import',
  move: 'move',
  unknown: 'not understood',
  read: 'read',
  deferred: 'later',
  drift: 'drifted',
  invoke: 'run',
  output: 'output',
};

/** As the summary counts them: `3 to create`, `1 output`. */
export const counted = (action: PlanAction, count: number): string => (count === 1 ? (ones[action] ?? several[action]) : several[action]);

const ones: Readonly<Partial<Record<PlanAction, string>>> = { invoke: 'provider action', output: 'output' };
const several: Readonly<Record<PlanAction, string>> = {
  delete: 'to destroy',
  replace: 'to replace',
  forget: 'to forget',
  update: 'to change',
  create: 'to create',
  import: 'to import',
  move: 'to move',
  unknown: 'not understood',
  read: 'to read',
  deferred: 'left for later',
  drift: 'changed outside',
  invoke: 'provider actions',
  output: 'outputs',
};

/** What a group of rows that are no changes of resources is called. */
export const asides: Readonly<Partial<Record<PlanAction, string>>> = {
  deferred: 'Left for a later plan',
  drift: 'Changed outside Terraform',
  invoke: 'Provider actions',
  output: 'Outputs',
};

export const risks: readonly PlanRisk[] = ['critical', 'high', 'medium', 'low'];

export const n = (count: number): string => count.toLocaleString('en-US');

/** `+$14.02`, `−$3.00`. */
export const money = (amount: number): string =>
  `${amount < 0 ? '−' : '+'}$${Math.abs(amount).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
