import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { importBundled } from '../scripts/generate/import-bundled.mjs';

export const name = 'Offline planner: one request to a plan (slowest 1 %)';
export const limit = 20;
export const unit = 'ms';

const requests = ['requests', 'strangers', 'strangers-2'].map((folder) => join(import.meta.dirname, '..', 'test', 'planner', 'offline', folder));
const rounds = 5;

/** Every labelled request in turn, over every tool; the first round reads the tools and is told apart. */
export async function run() {
  const { planRequest } = await importBundled('src/planner/offline/plan-request.ts');
  const { allSpecs } = await importBundled('src/host/specs.ts');
  const specs = allSpecs();
  const asks = requests.flatMap((folder) =>
    readdirSync(folder)
      .sort()
      .flatMap((file) => parse(readFileSync(join(folder, file), 'utf8'))),
  );
  const begun = performance.now();
  planRequest('git status', {}, specs);
  const first = performance.now() - begun;
  const samples = [];
  const medians = [];
  for (let round = 0; round < rounds; round++) {
    const times = asks.map(({ ask, context }) => {
      const started = performance.now();
      planRequest(ask, context ?? {}, specs);
      return performance.now() - started;
    });
    times.sort((a, b) => a - b);
    samples.push(times[Math.floor(times.length * 0.99)]);
    medians.push(times[Math.floor(times.length / 2)]);
  }
  return { samples, detail: `${asks.length} requests, median ${Math.min(...medians).toFixed(1)} ms; reading ${specs.size} tools once ${first.toFixed(0)} ms` };
}
