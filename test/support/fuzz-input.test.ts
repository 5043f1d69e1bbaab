import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { escapes, hostileInputs, hostileTexts, recorder, textPlaces } from './fuzz-input.ts';
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
