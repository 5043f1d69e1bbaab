export const name = 'Best practices: the slowest of 10,000 broken files';
export const limit = 1_000;
export const unit = 'ms';

/** Seeded, so the same files each time; what they must not break is tested in test/rules/fuzz.test.ts. */
export async function run() {
  const { look } = await import('../src/rules/engine/look.ts');
  const { noSettings } = await import('../src/rules/engine/settings.ts');
  const { allRules } = await import('../src/rules/all.ts');
  const { mutated } = await import('../test/rules/mutate.ts');
  const { randomFrom } = await import('../test/support/random.ts');
  const options = { rules: allRules, settings: noSettings, today: '2026-01-01' };
  let slowest = 0;
  let at = 0;
  const started = performance.now();
  for (let seed = 1; seed <= 10_000; seed++) {
    const source = mutated(randomFrom(seed));
    const before = performance.now();
    await look([source], options);
    const took = performance.now() - before;
    if (took > slowest) [slowest, at] = [took, seed];
  }
  return { samples: [slowest], detail: `seed ${at}; all of them in ${((performance.now() - started) / 1000).toFixed(1)} s` };
}
