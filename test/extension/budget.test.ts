import { expect, test } from 'vitest';
import type { Cost } from '../../src/domain/impact.ts';
import { budgetLook, ceilingsOf, ceilingWords } from '../../src/extension/budget.ts';
import { emptyRun, type RunView, type StepView } from '../../src/protocol/run-fold.ts';
import { readPolicy } from '../../src/safety/policy/read.ts';
import { shippedPolicies } from '../../src/safety/review.ts';

const at = Date.UTC(2026, 0, 1);
const step = (id: string, status: StepView['status'], more: Partial<StepView> = {}): StepView =>
  ({
    step: { id, tool: 'a.b' },
    status,
    attempts: status === 'waiting' ? 0 : 1,
    output: [],
    dropped: 0,
    summary: '',
    undo: 'nothing-changed',
    findings: [],
    ...more,
  }) as unknown as StepView;
const cost = (monthlyDelta: number | undefined, priced: number, unpriced: number): Partial<StepView> => {
  const of: Cost = { ...(monthlyDelta === undefined ? {} : { monthlyDelta }), currency: 'USD', priced, unpriced, asOf: '2026-01-01' };
  return { preview: { cost: of } as unknown as NonNullable<StepView['preview']> };
};

/** The run has worked for `seconds`; what the bar says, and the tooltip's table as lines. */
function check(steps: readonly StepView[], seconds: number, limits: string, expected: string): void {
  const policy = readPolicy(`nimbus: 1\nlimits: ${limits}\n`, 'policy.yaml');
  if (!policy.ok) throw new Error(policy.failure.message);
  const view: RunView = { ...emptyRun.view, goal: 'A [goal]', phase: 'running', steps, runningSince: at };
  const look = budgetLook(view, ceilingsOf({ ...shippedPolicies, user: policy.value }, 'dev'), at + seconds * 1000);
  const rows = look.tooltip.split('\n').filter((line) => /^\| \w/.test(line));
  expect([`${look.isNearEnd ? '!' : ' '} ${look.text}`, ...rows].join('\n')).toBe(
    expected
      .replaceAll(/^ {4}/gm, '')
      .trim()
      .replace(/^[^!]/, (c) => `  ${c}`),
  );
  expect(look.tooltip).toContain('**A \\[goal\\]**');
}

test.each([
  [
    'at work, far from any end',
    [step('a', 'succeeded'), step('b', 'running'), step('c', 'waiting')],
    42.7,
    '{}',
    `
    $(dashboard) 1 of 3 steps · 42.0 s
    | steps | 1 of 3 steps |
    | time | 42.0 s of 240 min |
    | calls | 2 of 10,000 |`,
  ],
  [
    'calls nearly used up, repeats included',
    [step('a', 'succeeded', { attempts: 3 }), step('b', 'running')],
    1,
    '{ calls: 5 }',
    `
    ! $(warning) 1 of 2 steps · calls 4 of 5
    | steps | 1 of 2 steps |
    | time | 1.0 s of 240 min |
    | calls | 4 of 5 $(warning) |`,
  ],
  [
    'time nearly used up',
    [step('a', 'running')],
    59,
    '{ minutes: 1 }',
    `
    ! $(warning) 0 of 1 step · time 59.0 s of 1 min
    | steps | 0 of 1 step |
    | time | 59.0 s of 1 min $(warning) |
    | calls | 1 of 10,000 |`,
  ],
  [
    'the worst of two is told',
    [step('a', 'running', { attempts: 4 })],
    57,
    '{ minutes: 1, calls: 5 }',
    `
    ! $(warning) 0 of 1 step · time 57.0 s of 1 min
    | steps | 0 of 1 step |
    | time | 57.0 s of 1 min $(warning) |
    | calls | 4 of 5 $(warning) |`,
  ],
  [
    'money, over all steps; what has no price is counted',
    [step('a', 'running', cost(300, 2, 1)), step('b', 'waiting', cost(150.5, 1, 0))],
    0,
    '{ monthlyCost: { dev: 500 } }',
    `
    ! $(warning) 0 of 2 steps · cost +$450.50 a month of $500 in dev (3 priced, 1 unpriced)
    | steps | 0 of 2 steps |
    | time | 0 ms of 240 min |
    | calls | 1 of 10,000 |
    | cost | +$450.50 a month of $500 in dev (3 priced, 1 unpriced) $(warning) |`,
  ],
  [
    'less money than before is near no end',
    [step('a', 'running', cost(-20, 1, 0))],
    0,
    '{ monthlyCost: { dev: 0 } }',
    `
    $(dashboard) 0 of 1 step · 0 ms
    | steps | 0 of 1 step |
    | time | 0 ms of 240 min |
    | calls | 1 of 10,000 |
    | cost | −$20.00 a month of $0 in dev (1 priced, 0 unpriced) |`,
  ],
] as const)('%s', (_what, steps, seconds, limits, expected) => check(steps, seconds, limits, expected));

test('the ceilings where nothing runs', () =>
  expect(ceilingWords(ceilingsOf())).toBe('A run may take at most:\n- 10,000 calls of tools\n- 240 min of work\n- $1,000 a month more in unknown'));
