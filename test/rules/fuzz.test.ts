import { expect, test } from 'vitest';
import { fix } from '../../src/rules/engine/fix.ts';
import { look } from '../../src/rules/engine/look.ts';
import { randomFrom } from '../support/random.ts';
import { mutated } from './mutate.ts';
import { options } from './support.ts';

/** `NIMBUS_FUZZ=10000` for the long one; a failure names the seed. */
const times = Number(process.env.NIMBUS_FUZZ ?? 400);

/** Lines that are nothing but a comment: what a fix must never take away. */
const comments = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line.startsWith('#'));

test('broken files neither break a rule nor lose a comment in a fix, and a fix leaves nothing less readable', { timeout: 600_000 }, async () => {
  const wrong: string[] = [];
  for (let seed = 1; seed <= times; seed++) {
    const source = mutated(randomFrom(seed));
    const before = await look([source], options);
    const threw = before.notes.find((note) => note.startsWith('Rule '));
    if (threw) wrong.push(`seed ${seed}: ${threw}`);
    const fixed = await fix([source], { ...options, replacing: true });
    const after = fixed.files.get(source.path);
    if (after === undefined) continue;
    const left = comments(after);
    const lost = comments(source.text).filter((line) => !left.includes(line));
    if (lost.length > 0) wrong.push(`seed ${seed}: lost ${lost[0]}`);
    if ((fixed.after.errors.get(source.path) ?? 0) > (before.errors.get(source.path) ?? 0)) wrong.push(`seed ${seed}: less readable`);
  }
  expect(wrong).toEqual([]);
});
