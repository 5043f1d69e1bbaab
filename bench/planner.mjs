import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { importBundled } from '../scripts/generate/import-bundled.mjs';

export const name = 'Offline planner: one request to a plan (slowest 1 %)';
export const limit = 20;
export const unit = 'ms';

const requests = ['requests', 'strangers', 'strangers-2'].map((folder) => join(import.meta.dirname, '..', 'test', 'planner', 'offline', folder));
const strangers = ['strangers', 'strangers-2', 'strangers-3', 'strangers-4', 'strangers-5', 'strangers-6'];
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
  const wrong = await unasked(specs);
  return {
    samples,
    detail: `${asks.length} requests, median ${Math.min(...medians).toFixed(1)} ms; reading ${specs.size} tools once ${first.toFixed(0)} ms; ${wrong}`,
  };
}

/** How many of the strangers' requests that nothing was tuned on get a plan, and no question, that changes what nobody asked for. */
async function unasked(specs) {
  const { halfOf, readLabelled, score } = await importBundled('test/planner/offline/labelled.ts');
  const { terraformQuestionnaire } = await importBundled('src/generators/terraform/questionnaire.ts');
  const rows = strangers.flatMap((set) => readLabelled(join(import.meta.dirname, '..', 'test', 'planner', 'offline', set)));
  const { requests: plain, harmful } = score(
    rows.filter((row) => halfOf(row.ask) === 'held out'),
    specs,
    new Map([['generate.terraform', terraformQuestionnaire]]),
  );
  return `${harmful.length} of ${plain} held-out requests of strangers change what nobody asked for`;
}
