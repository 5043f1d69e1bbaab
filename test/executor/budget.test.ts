import { expect, test } from 'vitest';
import { Budget } from '../../src/executor/budget.ts';

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
