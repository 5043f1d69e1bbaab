import { expect, test } from 'vitest';
import { planText } from '../../src/cli/plan-text.ts';
import type { Decision, Plan, Step } from '../../src/domain/plan.ts';
import type { Preview } from '../../src/domain/tool.ts';

const step = (id: string, over: Partial<Step> = {}): Step => ({
  id,
  tool: 'terraform.apply',
  input: {},
  dependsOn: [],
  effect: 'destroy',
  risk: 'high',
  reason: 'It was asked for.',
  optional: false,
  continueOnError: false,
  estimateMs: 1000,
  ...over,
});
const preview: Preview = { digest: 'd', summary: 'Apply it', files: [], undo: 'nothing-changed', warnings: [] };
const cost = { currency: 'USD', priced: 1, unpriced: 2, asOf: '2026-11-21' } as const;

/** The lines of a plan's text that speak of money and of risk. */
function told(steps: readonly Step[], previews: Readonly<Record<string, Partial<Preview>>>, decisions: Readonly<Record<string, Decision>>): readonly string[] {
  const plan: Plan = { goal: 'Do it', steps, hash: 'h', warnings: [] };
  const seen = new Map(Object.entries(previews).map(([id, over]) => [id, { ...preview, ...over }]));
  return planText(plan, seen, new Map(Object.entries(decisions)))
    .split('\n')
    .filter((line) => /risk|priced/.test(line));
}

test('what a plan costs is told once for all of its steps, and what has no price with it', () => {
  const two = [step('a', { risk: 'low' }), step('b', { risk: 'low' })];
  expect(told(two, { a: { cost: { ...cost, monthlyDelta: 30 } }, b: { cost: { ...cost, monthlyDelta: 4 } } }, {})).toEqual([
    'about +34 US dollars a month; 2 priced, 4 not (prices of 2026-11-21)',
  ]);
  expect(told(two, { a: { cost } }, {})).toEqual(['cost not known; 1 priced, 2 not (prices of 2026-11-21)']);
  expect(told(two, { a: {} }, {})).toEqual([]);
});

test('the risk of a step is told where it is not low: as it was decided, else as its tool is', () => {
  const decided: Decision = { kind: 'confirm', risk: 'critical', reasons: ['data would be lost'] };
  expect(told([step('a')], {}, { a: decided })).toEqual(['    risk critical']);
  expect(told([step('a')], {}, {})).toEqual(['    risk high']);
  expect(told([step('a')], {}, { a: { kind: 'allow', risk: 'low', reasons: ['it would change nothing'] } })).toEqual([]);
  expect(told([step('a')], {}, { a: { kind: 'later', risk: 'high', reasons: ['it is asked about later'] } })).toEqual([]);
});
