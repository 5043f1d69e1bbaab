import { expect, inject, test } from 'vitest';
import { allRules } from '../../src/rules/all.ts';
import { fix } from '../../src/rules/engine/fix.ts';
import { look } from '../../src/rules/engine/look.ts';
import { randomFrom } from '../support/random.ts';
import { watched } from './contract.ts';
import { mutated, mutatedTogether } from './mutate.ts';
import { options } from './support.ts';

/** In the quick half some; a failure names the seed. */
const times = inject('share') === 1 ? 10_000 : 400;
/** One in so many is of files that belong together. */
const togetherEvery = 8;
/** Processor time in milliseconds; the slowest take a third of it. */
const lookMax = 1_000;

/** Lines that are nothing but a comment: what a fix must never take away. */
const comments = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line.startsWith('#'));

const processorTime = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

test('broken files neither break a rule nor make it slow, and a fix changes nothing but what it is about', { timeout: 600_000 }, async () => {
  const wrong: string[] = [];
  const broken: string[] = [];
  const rules = watched(allRules, broken);
  for (let seed = 1; seed <= times; seed++) {
    const random = randomFrom(seed);
    const sources = seed % togetherEvery === 0 ? mutatedTogether(random) : [mutated(random)];
    const begun = processorTime();
    const fixed = await fix(sources, { ...options, rules, replacing: true });
    // It looks several times: only one that takes long on the whole may have a look that does.
    if (processorTime() - begun > lookMax) {
      const alone = processorTime();
      await look(sources, options);
      const took = processorTime() - alone;
      if (took > lookMax) wrong.push(`seed ${seed}: looked for ${Math.round(took)} ms`);
    }
    const threw = fixed.after.notes.find((note) => /^Rule .* failed/.test(note));
    if (threw) wrong.push(`seed ${seed}: ${threw}`);
    for (const why of broken.splice(0)) wrong.push(`seed ${seed}: ${why}`);
    for (const { path, text } of sources) {
      const after = fixed.files.get(path);
      if (after === undefined) continue;
      const left = comments(after);
      const lost = comments(text).find((line) => !left.includes(line));
      if (lost !== undefined) wrong.push(`seed ${seed}: lost ${lost}`);
    }
    if (fixed.files.size === 0) continue;
    const before = await look(sources, options);
    for (const path of fixed.files.keys())
      if ((fixed.after.errors.get(path) ?? 0) > (before.errors.get(path) ?? 0)) wrong.push(`seed ${seed}: ${path} is less readable`);
  }
  expect(wrong).toEqual([]);
});
