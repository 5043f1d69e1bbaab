import type { PlanAction, PlanDetails, PlanRisk, ShownPlan } from '../../../src/protocol/tfplan.ts';

/** A row as a test writes it: `replace module.net.aws_vpc.a critical`, and the attributes that change. */
export type RowCase = readonly [what: string, attributes?: readonly string[]];

export function planShown(cases: readonly RowCase[]): ShownPlan {
  const modules = [''];
  const types: string[] = [];
  const attributeNames: string[] = [];
  const at = (all: string[], value: string): number => (all.includes(value) ? all.indexOf(value) : all.push(value) - 1);
  const rows = cases.map(([what, attributes = []]) => {
    const [action, address = '', risk = 'low'] = what.split(' ');
    const [, module = '', name = address] = /^((?:module\.[^.]+\.)+)(.*)$/.exec(address) ?? [];
    return {
      action: action as PlanAction,
      risk: risk as PlanRisk,
      name,
      module: at(modules, module.replace(/\.$/, '')),
      type: at(types, name.split('.')[0] ?? ''),
      set: attributes.map((one) => at(attributeNames, one)),
    };
  });
  return {
    type: 'show',
    protocol: 1,
    title: 'infra/',
    where: [],
    now: 0,
    remarks: [],
    decision: 'confirm',
    risk: 'low',
    environment: { name: 'staging', because: 'the test says so' },
    reasons: [],
    reach: { dependents: 0, modules: 1, providers: [] },
    unchanged: 0,
    modules,
    types,
    attributeNames,
    attributeSets: rows.map(({ set }) => set),
    rows: rows.map(({ set: _, ...row }, index) => ({ ...row, attributes: index })),
    hasCode: true,
  };
}

export const detailsOf = (row: number, more: Partial<PlanDetails> = {}): PlanDetails => ({
  row,
  address: '',
  why: [],
  attributes: [],
  attributesLeft: 0,
  dependents: [],
  dependentsLeft: 0,
  provider: '',
  ...more,
});
