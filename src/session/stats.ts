import type { RecordedEvent } from '../domain/event.ts';
import type { Bill } from '../domain/impact.ts';
import type { RunRow } from '../domain/journal.ts';

/** One step of a run that ended by itself. */
export interface ToolCall {
  readonly tool: string;
  readonly failed: boolean;
  readonly durationMs: number;
}

/** What a run used of models; absent where nothing is known of it. */
export interface Spend {
  readonly tokens?: number;
  readonly costUsd?: number;
}

/** What runs that took effect changed of the bill a month; absent where none of them said. */
interface Billed {
  readonly bill?: Bill;
}

export interface DayStats extends Spend, Billed {
  /** `2026-11-21`. */
  readonly day: string;
  readonly succeeded: number;
  readonly failed: number;
  /** Refused, cancelled, cut off, not ended yet, or rolled back in part. */
  readonly other: number;
  readonly durationMs: Durations | undefined;
}

export interface Durations {
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
}

export interface RunStats extends Spend, Billed {
  readonly count: number;
  /** Of the runs that ended by themselves, 0 to 1; `undefined` when there is none. */
  readonly successRate: number | undefined;
  readonly durationMs: Durations | undefined;
  readonly tools: readonly { readonly name: string; readonly count: number; readonly failed: number; readonly p50Ms: number; readonly p95Ms: number }[];
  /** Days with runs, the first first. */
  readonly days: readonly DayStats[];
}

export interface StatsOptions {
  /** The day of a time in ms since 1970. Default: the person's own. */
  readonly dayOf?: (at: number) => string;
  readonly spendOf?: (runId: string) => Spend | undefined;
}

/** History in numbers. Pure; linear in the events. */
export const statsOf = (rows: readonly RunRow[], eventsOf: (runId: string) => readonly RecordedEvent[], options: StatsOptions = {}): RunStats =>
  statsFrom(
    rows,
    rows.flatMap(({ id }) => callsOf(eventsOf(id))),
    options,
  );

/** The steps of a run that ended by themselves. */
export function callsOf(events: readonly RecordedEvent[]): readonly ToolCall[] {
  const tools = new Map<string, string>();
  const calls: ToolCall[] = [];
  for (const { event } of events) {
    if (event.type === 'plan-ready') for (const step of event.plan.steps) tools.set(step.id, step.tool);
    if (event.type !== 'step-ended' || (event.status !== 'succeeded' && event.status !== 'failed')) continue;
    calls.push({ tool: tools.get(event.id) ?? event.id, failed: event.status === 'failed', durationMs: event.durationMs });
  }
  return calls;
}

/** The same from what is known of the steps already. */
export function statsFrom(rows: readonly RunRow[], calls: readonly ToolCall[], { dayOf = ownDay, spendOf = () => undefined }: StatsOptions = {}): RunStats {
  const ended = rows.filter(hasEnded);
  return {
    count: rows.length,
    successRate: ended.length === 0 ? undefined : ended.filter((row) => row.status === 'succeeded').length / ended.length,
    durationMs: durations(ended.map((row) => row.durationMs)),
    tools: [...groups(calls, ({ tool }) => tool)]
      .map(([name, of]) => {
        const times = sorted(of.map(({ durationMs }) => durationMs));
        return { name, count: of.length, failed: of.filter(({ failed }) => failed).length, p50Ms: percentile(times, 0.5), p95Ms: percentile(times, 0.95) };
      })
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
    days: [...groups(rows, (row) => dayOf(row.startedAt))].map(([day, of]) => dayStats(day, of, spendOf)).sort((a, b) => (a.day < b.day ? -1 : 1)),
    ...spent(rows, spendOf),
    ...billed(rows),
  };
}

function dayStats(day: string, rows: readonly RunRow[], spendOf: NonNullable<StatsOptions['spendOf']>): DayStats {
  const succeeded = rows.filter(({ status }) => status === 'succeeded').length;
  const failed = rows.filter(isFailed).length;
  const times = rows.filter(hasEnded).map((row) => row.durationMs);
  return { day, succeeded, failed, other: rows.length - succeeded - failed, durationMs: durations(times), ...spent(rows, spendOf), ...billed(rows) };
}

/** By itself: a roll back of it or a refusal says nothing of how well things work. */
const hasEnded = (row: RunRow): boolean => row.status === 'succeeded' || isFailed(row);

/** A roll-back that took back all that can be, and left the rest, is no failure of anything. */
const isFailed = ({ status, rollbackOf, left }: RunRow): boolean => status === 'failed' && (rollbackOf === undefined || left === undefined);

function spent(rows: readonly RunRow[], spendOf: NonNullable<StatsOptions['spendOf']>): Spend {
  const all = rows.map(({ id }) => spendOf(id));
  const sum = (key: keyof Spend) => {
    const known = all.flatMap((one) => one?.[key] ?? []);
    return known.length === 0 ? {} : { [key]: known.reduce((a, b) => a + b, 0) };
  };
  return { ...sum('tokens'), ...sum('costUsd') };
}

/** What has no price is counted, and taken for nothing nowhere. A roll-back's own bill takes that of its run away again. */
function billed(rows: readonly RunRow[]): Billed {
  const all = rows.flatMap(({ bill }) => bill ?? []);
  if (all.length === 0) return {};
  const known = all.flatMap(({ monthlyDelta }) => monthlyDelta ?? []);
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  return {
    bill: {
      ...(known.length === 0 ? {} : { monthlyDelta: Math.round(sum(known) * 100) / 100 }),
      priced: sum(all.map(({ priced }) => priced)),
      unpriced: sum(all.map(({ unpriced }) => unpriced)),
    },
  };
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const made = new Map<string, T[]>();
  for (const item of items) {
    const group = made.get(keyOf(item));
    if (group === undefined) made.set(keyOf(item), [item]);
    else group.push(item);
  }
  return made;
}

function durations(values: readonly number[]): Durations | undefined {
  if (values.length === 0) return undefined;
  const times = sorted(values);
  return { p50: percentile(times, 0.5), p90: percentile(times, 0.9), p95: percentile(times, 0.95) };
}

const sorted = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);

/** The smallest of sorted values that at least this share of them does not exceed. */
const percentile = (values: readonly number[], share: number): number => values[Math.max(0, Math.ceil(values.length * share) - 1)] ?? 0;

function ownDay(at: number): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
