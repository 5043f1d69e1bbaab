import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { escapes, hostileInputs, hostileTexts, recorder, spread, textPlaces } from './fuzz-input.ts';
import { tempFolder } from './temp.ts';

const schema = z.strictObject({
  name: z.string().optional(),
  files: z.array(z.string()).default([]),
  vars: z.record(z.string(), z.unknown()).default({}),
  kind: z.enum(['a', 'b']).default('a'),
  deep: z.strictObject({ id: z.union([z.number(), z.string()]) }).optional(),
});
const sample = { name: 'benign', files: ['benign.txt'], vars: { key: 'benign' }, deep: { id: 'benign' } };

test('every text an input takes is found, keys of records too', () => {
  expect(textPlaces(schema, sample).map(({ name }) => name)).toEqual(['name', 'files[0]', 'vars.{key}', 'vars.key', 'deep.id']);
  expect(() => textPlaces(schema, { ...sample, files: [] })).toThrow('the sample has nothing at files, which takes text');
  expect([...hostileInputs(schema, sample)].length).toBeGreaterThan(hostileTexts.length * 5 * 4);
});

/** How many inputs of each sort and form every place gets, and the texts that one sort puts into a place as they are. */
function shares(seed: string): { readonly counts: ReadonlySet<string>; readonly ways: number; readonly texts: readonly string[] } {
  const isGiven = spread();
  const given = [...hostileInputs(schema, sample, { seed })].filter(isGiven);
  const each = new Map<string, number>();
  for (const { place, sort, form } of given) each.set(`${place.name} ${sort} ${form}`, (each.get(`${place.name} ${sort} ${form}`) ?? 0) + 1);
  const texts = given.filter(({ place, sort, form }) => place.name === 'name' && sort === 'shell' && form === 'alone').map(({ value }) => value);
  return { counts: new Set([...each].map(([what, count]) => `${count} ${what.endsWith('alone') ? 'alone' : 'mixed'}`)), ways: each.size, texts };
}

test('a tool is given every sort of text in every place and form, another text for another tool', () => {
  const { counts, ways, texts } = shares('one.tool');
  expect([...counts].sort()).toEqual(['1 mixed', '3 alone']);
  expect(ways).toBe(5 * 8 * 5);
  expect(shares('one.tool').texts).toEqual(texts);
  expect(shares('another.tool').texts).not.toEqual(texts);
});

test('asked for, a tool is given all of them', () => {
  vi.stubEnv('NIMBUS_FUZZ', 'full');
  const all = [...hostileInputs(schema, sample, { seed: 'one.tool' })];
  expect(all.filter(spread())).toHaveLength(all.length);
  expect(new Set(all.map(({ place, value }) => `${place.name} ${value}`))).toEqual(
    new Set([...hostileInputs(schema, sample)].map(({ place, value }) => `${place.name} ${value}`)),
  );
});

/** What a program that is started like this tells of a hostile text. */
async function check(start: (value: string) => readonly string[], value: string): Promise<readonly string[]> {
  const folder = tempFolder();
  const program = recorder(join(folder, 'bin', 'program'), 'echo "{}"');
  const calls = async (text: string) => {
    program.forget();
    await execa(program.program, [...start(text)], { cwd: folder });
    return program.calls();
  };
  return escapes(await calls('benign'), await calls(value), 'benign', value, { roots: [folder] });
}

test.each<[string, (value: string) => readonly string[], string, readonly string[]]>([
  ['a text in its place', (v) => ['show', `--name=${v}`], 'a\nb; "c"', []],
  ['a text behind --', (v) => ['show', '--', v], '-x', []],
  ['a text taken for an option', (v) => ['show', v], '-x', ['started with ["show","-x"]']],
  ['a text that became two', (v) => ['show', ...v.split(' ')], 'a b', ['started with ["show","a","b"]']],
])('the judge tells %s', async (_what, start, value, problems) => expect(await check(start, value)).toEqual(problems));
