import { importBundled } from '../scripts/generate/import-bundled.mjs';
import type { Measured } from './bench.ts';
import { limits } from './limits.ts';

export const name = 'cancel: from the cancellation of a run to no process left of a step that forks and is deaf to being asked';
export const unit = 'ms';
export const limit = `< ${limits.cancelMs} ms, the slowest too`;

export async function run(): Promise<Measured> {
  if (process.platform !== 'linux') return { missing: 'what went away into a session of its own is found on Linux only' };
  const { cancelTimes } = (await importBundled('bench/support/cancel-times.ts')) as { cancelTimes: () => Promise<readonly number[]> };
  const times = await cancelTimes();
  const worst = times.at(-1) ?? 0;
  return {
    value: (times[Math.floor(times.length / 2)] ?? 0).toFixed(0),
    ok: worst < limits.cancelMs,
    detail: `slowest of ${times.length}: ${worst.toFixed(0)} ms; it is given 1,000 ms to end by itself; one of its four processes is in a session of its own, another there with an empty environment, and all hold on to the output`,
  };
}
