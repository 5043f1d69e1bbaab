import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { RecordedEvent, RunEvent } from '../../src/domain/event.ts';
import type { Step } from '../../src/domain/plan.ts';
import { registry } from '../../src/domain/registry.ts';
import { Budget } from '../../src/executor/budget.ts';
import { usedBy } from '../../src/session/spent.ts';
import { gives, testTool } from '../support/house.ts';

const limits = { calls: 3, identicalCalls: 2, workMs: 1_000 };

test('calls add up over the stages of a run; the time in which a person is asked does not', () => {
  let now = 0;
  const budget = new Budget(limits, () => now);
  budget.work();
  now = 900;
  expect(budget.take('t.a', {})).toBeUndefined();
  budget.rest();
  now = 60_000;
  budget.work();
  expect(budget.take('t.b', {})).toBeUndefined();
  now = 60_101;
  expect(budget.take('t.c', {})).toMatchObject({ code: 'safety/over-budget', message: expect.stringContaining('worked for longer') });
  expect(budget.take('t.d', {})?.message).toContain('call 4');
});

test('the same call with the same input is one that goes round in circles', () => {
  const budget = new Budget({ ...limits, calls: 10 }, () => 0);
  budget.work();
  expect([1, 2, 3].map(() => budget.take('t.a', { n: 1 })?.code)).toEqual([undefined, undefined, 'safety/over-budget']);
  expect(budget.take('t.a', { n: 2 })).toBeUndefined();
});

describe('what a run used in another process', () => {
  const at = (seconds: number, event: RunEvent): RecordedEvent => ({ runId: 'r', seq: seconds, at: seconds * 1000, event });
  const step = (id: string, input: unknown): Step => ({
    id,
    tool: 't.a',
    input,
    dependsOn: [],
    effect: 'read',
    risk: 'low',
    reason: '',
    optional: false,
    continueOnError: false,
    estimateMs: 1,
  });
  const began = (id: string): RunEvent => ({ type: 'step-started', id, attempt: 1, undo: 'nothing-changed' });
  const ended = (id: string, output?: unknown): RunEvent => ({
    type: 'step-ended',
    id,
    status: 'succeeded',
    durationMs: 1,
    summary: '',
    undo: 'nothing-changed',
    output,
  });
  const tools = registry([testTool('t.a', { ...gives({}), input: z.looseObject({ page: z.number().default(1) }) })]);
  const killed = [
    at(0, {
      type: 'plan-ready',
      plan: { goal: '', hash: '', warnings: [], steps: [step('a', {}), step('b', { page: '${steps.a.output.next}' }), step('c', { page: 2 })] },
    }),
    at(100, { type: 'consent-asked', hash: '' }),
    at(3_000, { type: 'consent-given', hash: '', by: 'test' }),
    at(3_001, began('a')),
    at(3_011, ended('a', { next: 2 })),
    at(3_012, began('b')),
    at(3_031, ended('b')),
    at(3_032, { type: 'run-paused', hash: '', failure: { code: 'a/b', category: 'user', severity: 'low', recoverable: true, message: '', fix: '' } }),
    at(9_000, { type: 'run-resumed', finished: ['a', 'b'] }),
    at(9_001, began('c')),
    // Here its process was killed.
  ];
  const used = usedBy(killed, tools);

  test('calls, the same calls whoever made their input, and the time it worked, not the time it waited', () => {
    expect([used.calls, used.workedMs, [...used.same.values()]]).toEqual([3, 30_000, [1, 2]]);
  });

  test.each([
    ['counts up to the last sign of life of a process that was killed', 9_021, 50_000],
    ['counts up to its last event, where there was none after it', 8_000, 30_000],
    ['counts no longer than till it was taken up, whatever it is said to have told', 99_000, 30_000 + 99_000],
    ['counts up to its last event, where nobody told', undefined, 30_000],
  ])('%s', (_what, seconds, expected) => {
    const resumed: RunEvent = { type: 'run-resumed', finished: [], ...(seconds === undefined ? {} : { aliveAt: seconds * 1000 }) };
    expect(usedBy([...killed, at(9_100, resumed)], tools).workedMs).toBe(expected);
    // Waiting for the next yes is no work, whatever was told before.
    expect(usedBy([...killed, at(9_100, resumed), at(9_900, { type: 'consent-asked', hash: '' })], tools).workedMs).toBe(expected);
  });

  test('is used', () => {
    const budget = new Budget({ calls: 10, identicalCalls: 2, workMs: 30_000 }, () => 0, used);
    budget.work();
    expect(budget.take('t.a', { page: 1 })).toBeUndefined();
    expect(budget.take('t.a', { page: 2 })?.message).toContain('t.a was called 3 times with the same input');
    expect(new Budget({ calls: 3, identicalCalls: 9, workMs: 60_000 }, () => 0, used).take('t.b', {})?.message).toContain('call 4');
    expect(new Budget({ calls: 9, identicalCalls: 9, workMs: 29_000 }, () => 0, used).take('t.b', {})?.message).toContain('worked for longer');
  });
});
