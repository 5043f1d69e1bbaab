import { eventsIfReadable, type Journal, type RunRow } from '../../domain/journal.ts';
import type { Day } from '../../protocol/dashboard.ts';
import { callsOf, type RunStats, statsFrom, type ToolCall } from '../../session/stats.ts';

/** The newest of so many runs are counted. */
export const runsMax = 10_000;
/** Between two breaths, so that a long history does not hold the editor up. */
const runsAtOnce = 25;
const dayMs = 86_400_000;

/** Figures over the runs of some folders. What the steps of an ended run were is read once. */
export class Figures {
  readonly #journal: Pick<Journal, 'runs' | 'events'>;
  readonly #calls = new Map<string, readonly ToolCall[]>();

  constructor(journal: Pick<Journal, 'runs' | 'events'>) {
    this.#journal = journal;
  }

  /** Runs of the last days, today included, the newest first. */
  rows(folders: readonly string[], period: number, now: number): readonly RunRow[] {
    const since = startOfDay(now) - (period - 1) * dayMs;
    return folders
      .flatMap((folder) => this.#journal.runs({ folder, since, limit: runsMax }))
      .sort((a, b) => b.startedAt - a.startedAt)
      .slice(0, runsMax);
  }

  /** All of it, the steps of every run included. Rejects when `signal` fires. */
  async of(rows: readonly RunRow[], signal: AbortSignal): Promise<RunStats> {
    const calls: ToolCall[] = [];
    for (const [i, row] of rows.entries()) {
      if (i % runsAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      for (const call of this.#callsOf(row)) calls.push(call);
    }
    return statsFrom(rows, calls);
  }

  #callsOf({ id, status }: RunRow): readonly ToolCall[] {
    const known = this.#calls.get(id);
    if (known !== undefined) return known;
    const calls = callsOf(eventsIfReadable(this.#journal, id));
    if (status === 'succeeded' || status === 'failed' || status === 'cancelled' || status === 'refused') this.#calls.set(id, calls);
    return calls;
  }
}

/** Every day of the period, those without a run too, so that a chart's time runs evenly; none where there is no run at all. */
export function everyDay(days: RunStats['days'], today: string, period: number): Day[] {
  if (days.length === 0) return [];
  const byDay = new Map(days.map((one) => [one.day, one]));
  const all: Day[] = [];
  for (let day = today; all.length < period; day = before(day)) {
    const known = byDay.get(day);
    if (known === undefined) all.push({ day, succeeded: 0, failed: 0, other: 0 });
    else {
      const { durationMs, ...rest } = known;
      all.push({ ...rest, ...(durationMs === undefined ? {} : { durationMs: { p50: durationMs.p50, p95: durationMs.p95 } }) });
    }
  }
  return all.reverse();
}

/** The day before, by the calendar. */
const before = (day: string): string => new Date(Date.parse(`${day}T12:00:00Z`) - dayMs).toISOString().slice(0, 10);

function startOfDay(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** `2026-11-21`, in the person's own time. */
export function dayOf(now: number): string {
  const date = new Date(startOfDay(now) + dayMs / 2);
  return new Date(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())).toISOString().slice(0, 10);
}
