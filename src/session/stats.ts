import type { RecordedEvent } from '../domain/event.ts';
import type { RunRow } from '../domain/journal.ts';

export interface RunStats {
  readonly count: number;
  /** Of the runs that ended by themselves, 0 to 1; `undefined` when there is none. */
  readonly successRate: number | undefined;
  readonly durationMs: { readonly p50: number; readonly p90: number } | undefined;
  readonly tools: readonly { readonly name: string; readonly count: number; readonly failed: number; readonly p50Ms: number }[];
}

/** History in numbers. Pure; linear in the events. */
export function statsOf(rows: readonly RunRow[], eventsOf: (runId: string) => readonly RecordedEvent[]): RunStats {
  const ended = rows.filter((row) => row.status === 'succeeded' || row.status === 'failed');
  const times = ended.map((row) => row.durationMs);
  const calls = new Map<string, { failed: number; times: number[] }>();
  for (const row of rows) {
    const tools = new Map<string, string>();
    for (const { event } of eventsOf(row.id)) {
      if (event.type === 'plan-ready') for (const step of event.plan.steps) tools.set(step.id, step.tool);
      if (event.type !== 'step-ended' || (event.status !== 'succeeded' && event.status !== 'failed')) continue;
      const name = tools.get(event.id) ?? event.id;
      const call = calls.get(name) ?? { failed: 0, times: [] };
      calls.set(name, call);
      call.times.push(event.durationMs);
      if (event.status === 'failed') call.failed++;
    }
  }
  return {
    count: rows.length,
    successRate: ended.length === 0 ? undefined : ended.filter((row) => row.status === 'succeeded').length / ended.length,
    durationMs: times.length === 0 ? undefined : { p50: percentile(times, 0.5), p90: percentile(times, 0.9) },
    tools: [...calls]
      .map(([name, call]) => ({ name, count: call.times.length, failed: call.failed, p50Ms: percentile(call.times, 0.5) }))
      .sort((a, b) => b.count - a.count),
  };
}

/** The smallest value that at least this share of the values does not exceed. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
