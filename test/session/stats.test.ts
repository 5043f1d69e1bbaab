import { expect, test } from 'vitest';
import type { RecordedEvent, RunEvent } from '../../src/domain/event.ts';
import type { RunRow } from '../../src/domain/journal.ts';
import { callsOf, statsFrom, statsOf } from '../../src/session/stats.ts';

const day = 86_400_000;
const utcDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

const rowOf = (n: number, status: RunRow['status'], durationMs: number, startedAt = Date.UTC(2026, 0, 1)): RunRow => ({
  id: `r${n}`,
  goal: 'g',
  folder: '/w',
  status,
  startedAt,
  durationMs,
});

const recorded = (events: readonly RunEvent[]): RecordedEvent[] => events.map((event, i) => ({ runId: 'r', seq: i + 1, at: 0, event }));

const ended = (id: string, status: 'succeeded' | 'failed' | 'skipped', durationMs: number): RunEvent => ({
  type: 'step-ended',
  id,
  status,
  durationMs,
  summary: '',
  undo: 'nothing-changed',
});
const planned = (steps: Readonly<Record<string, string>>): RunEvent => ({
  type: 'plan-ready',
  plan: {
    goal: 'g',
    hash: 'h',
    warnings: [],
    steps: Object.entries(steps).map(([id, tool]) => ({
      id,
      tool,
      input: {},
      dependsOn: [],
      effect: 'read',
      risk: 'low',
      reason: '',
      optional: false,
      continueOnError: false,
      estimateMs: 1,
    })),
  },
});

test('no history, no rates', () => {
  expect(statsOf([], () => [])).toEqual({ count: 0, successRate: undefined, durationMs: undefined, tools: [], days: [] });
});

test('what was refused or cancelled says nothing of how well and how long things run', () => {
  const { count, successRate, durationMs } = statsOf(
    [rowOf(1, 'succeeded', 10), rowOf(2, 'failed', 30), rowOf(3, 'refused', 9_000), rowOf(4, 'cancelled', 9_000)],
    () => [],
  );
  expect({ count, successRate, durationMs }).toEqual({ count: 4, successRate: 0.5, durationMs: { p50: 10, p90: 30, p95: 30 } });
});

test('percentiles are values that occurred: of 1 to 100, the 50th, the 90th and the 95th', () => {
  const rows = Array.from({ length: 100 }, (_, i) => rowOf(i, 'succeeded', 100 - i));
  expect(statsOf(rows, () => []).durationMs).toEqual({ p50: 50, p90: 90, p95: 95 });
});

test('steps count for the tool they called, those that were skipped for none', () => {
  const events = recorded([
    planned({ a: 'files.list', b: 'files.write' }),
    ended('a', 'succeeded', 5),
    ended('b', 'failed', 7),
    ended('b', 'succeeded', 9),
    ended('c', 'skipped', 1),
  ]);
  expect(callsOf(events).map(({ tool, failed, durationMs }) => `${tool} ${failed ? 'failed' : 'done'} ${durationMs}`)).toEqual([
    'files.list done 5',
    'files.write failed 7',
    'files.write done 9',
  ]);
  expect(statsOf([rowOf(1, 'succeeded', 1)], () => events).tools).toEqual([
    { name: 'files.write', count: 2, failed: 1, p50Ms: 7, p95Ms: 9 },
    { name: 'files.list', count: 1, failed: 0, p50Ms: 5, p95Ms: 5 },
  ]);
});

test('days come in order, each with its own numbers, and with what was spent where that is known', () => {
  const start = Date.UTC(2026, 0, 1, 12);
  const rows = [rowOf(3, 'failed', 40, start + day), rowOf(2, 'running', 5, start), rowOf(1, 'succeeded', 20, start)];
  const spend = new Map([['r3', { tokens: 100, costUsd: 0.5 }]]);
  expect(statsFrom(rows, [], { dayOf: utcDay, spendOf: (id) => spend.get(id) })).toMatchObject({
    tokens: 100,
    costUsd: 0.5,
    days: [
      { day: '2026-01-01', succeeded: 1, failed: 0, other: 1, durationMs: { p50: 20, p90: 20, p95: 20 } },
      { day: '2026-01-02', succeeded: 0, failed: 1, other: 0, tokens: 100, costUsd: 0.5 },
    ],
  });
  expect(statsFrom(rows, [], { dayOf: utcDay })).not.toHaveProperty('tokens');
});

test('what the runs change of the bill adds up, and what has no price is nobody’s nothing', () => {
  const start = Date.UTC(2026, 0, 1, 12);
  const rows = [
    { ...rowOf(1, 'succeeded', 1, start), bill: { monthlyDelta: 73.2, priced: 3, unpriced: 1 } },
    { ...rowOf(2, 'succeeded', 1, start), bill: { monthlyDelta: -73.1, priced: 3, unpriced: 0 } },
    { ...rowOf(3, 'failed', 1, start + day), bill: { priced: 0, unpriced: 4 } },
    rowOf(4, 'succeeded', 1, start + 2 * day),
  ];
  const stats = statsFrom(rows, [], { dayOf: utcDay });
  expect(stats.bill).toEqual({ monthlyDelta: 0.1, priced: 6, unpriced: 5 });
  expect(stats.days.map(({ bill }) => bill)).toEqual([{ monthlyDelta: 0.1, priced: 6, unpriced: 1 }, { priced: 0, unpriced: 4 }, undefined]);
  expect(statsFrom(rows.slice(3), [], { dayOf: utcDay })).not.toHaveProperty('bill');
});

test('a roll-back that left what can’t be taken back counts neither way', () => {
  const left = [{ step: 'note', reason: 'it was read' }];
  const rows = [rowOf(1, 'succeeded', 1), { ...rowOf(2, 'failed', 1), rollbackOf: 'r1', left }, { ...rowOf(3, 'failed', 1), left }];
  const stats = statsFrom(rows, [], { dayOf: utcDay });
  expect([stats.successRate, stats.days.map(({ succeeded, failed, other }) => [succeeded, failed, other])]).toEqual([0.5, [[1, 1, 1]]]);
});
