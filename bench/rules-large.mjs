import { synthetic } from './rules-synthetic.mjs';

export const name = 'Best practices: 1,000 files with 10,000 resources';
export const limit = 10_000;
export const unit = 'ms';

/** Said beside it: how it grows from a tenth of that, and what memory it takes. */
export async function run() {
  const { look } = await import('../src/rules/engine/look.ts');
  const { noSettings } = await import('../src/rules/engine/settings.ts');
  const { allRules } = await import('../src/rules/all.ts');
  const options = { rules: allRules, settings: noSettings, today: '2026-01-01' };
  const time = async (resources) => {
    const sources = synthetic(resources);
    const started = performance.now();
    const { hits } = await look(sources, options);
    return { ms: performance.now() - started, hits: hits.length };
  };
  await time(100);
  const small = await time(1_000);
  const samples = [];
  let found = 0;
  for (let round = 0; round < 3; round++) {
    const { ms, hits } = await time(10_000);
    samples.push(ms);
    found = hits;
  }
  const large = samples.toSorted((a, b) => a - b)[1];
  return {
    samples,
    detail: `${found} findings; 1,000 resources in ${small.ms.toFixed(0)} ms, so ten times as many take ${(large / small.ms).toFixed(1)} times as long; peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
  };
}
