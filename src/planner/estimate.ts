import type { Spread, Step } from '../domain/plan.ts';

/** How long calls that succeeded took on this machine, in ms, by tool; the newest first. */
export interface PastDurations {
  get(tool: string): readonly number[] | undefined;
}

/** Fewer runs than this say nothing of the next one. */
export const runsMin = 3;
/** Older runs than so many do not count: machines, networks and folders change. */
export const runsMax = 50;

/** What a call of a tool will take: the median of its past with its spread, or the tool's own guess, said to be one. Pure. */
export function estimateOf(tool: string, guessMs: number, past: PastDurations): Required<Pick<Step, 'estimate' | 'estimateMs'>> {
  const times = (past.get(tool) ?? []).slice(0, runsMax).toSorted((a, b) => a - b);
  if (times.length < runsMin) return { estimateMs: guessMs, estimate: 'guess' };
  const estimate: Spread = { p50: percentile(times, 0.5), p90: percentile(times, 0.9), runs: times.length };
  return { estimateMs: estimate.p50, estimate };
}

/** Of sorted values: the smallest that at least this share of them does not exceed. */
const percentile = (times: readonly number[], share: number): number => times[Math.max(0, Math.ceil(times.length * share) - 1)] ?? 0;

/** The same steps with estimates from the past. */
export const estimated = (steps: readonly Step[], past: PastDurations): readonly Step[] =>
  steps.map((step) => ({ ...step, ...estimateOf(step.tool, step.estimateMs, past) }));
