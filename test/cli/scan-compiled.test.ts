import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { loadCompiled } from '../../src/cli/scan/compiled.ts';
import { countedFiles } from '../../src/cli/scan/compilers.ts';
import { workspaceFiles } from '../../src/machine/files.ts';
import { tempFolder } from '../support/temp.ts';

interface Sample {
  readonly answer: (of: number) => number;
  readonly part: () => string;
}

let root: string;
let cache: string;
beforeEach(() => {
  root = tempFolder();
  cache = join(root, 'cache');
  const many = Array.from({ length: 200 }, (_, n) => `function f${n}(x) { let sum = x; for (let i = 0; i < ${n}; i++) sum += i * ${n}; return sum - ${n}; }`);
  const called = many.map((_, n) => `f${n}(0);`);
  writeFileSync(
    join(root, 'sample.cjs'),
    `${many.join('\n')}\nexports.answer = (of) => { ${called.join(' ')} return f3(of); };\nexports.part = () => require('./part.cjs').name;\n`,
  );
  writeFileSync(join(root, 'part.cjs'), 'exports.name = __filename.split(/[\\\\/]/).at(-1);\n');
});

/** `compiled`: how many KB are compiled by the time it is kept. */
function load({ content = 'one', compiled = 100 } = {}) {
  const file = join(root, 'sample.cjs');
  return loadCompiled<Sample>(file, content, cache, createRequire(file), () => compiled * 1024);
}
const kept = (): readonly string[] => readdirSync(cache).filter((name) => name.startsWith('scan-'));
const only = (): string => join(cache, kept()[0] ?? 'nothing is kept');

test('it answers the same the first time, and with what was kept; parts beside it are found', () => {
  for (const _time of ['first', 'second', 'third']) {
    const { exports, keep } = load();
    expect([exports.answer(5), exports.part()]).toEqual([11, 'part.cjs']);
    keep();
  }
  expect(kept()).toHaveLength(1);
});

test('what is compiled late is kept, once it is worth it', () => {
  const sizes = [100, 130, 180, 170, 190].map((compiled, time) => {
    const { exports, keep } = load({ compiled });
    if (time > 0) exports.answer(5);
    keep();
    return readFileSync(only()).length;
  });
  const [little = 0, same, much = 0, ...later] = sizes;
  expect(same).toBe(little);
  expect(much).toBeGreaterThan(little * 1.3);
  expect(later).toEqual([much, much]);
});

test.each<[string, (kept: Buffer) => Buffer]>([
  ['nothing', () => Buffer.alloc(0)],
  ['its head only', (all) => all.subarray(0, 12)],
  ['cut short', (all) => all.subarray(0, all.length / 2)],
  ['one bit off', (all) => Buffer.from(all).fill((all[2_000] ?? 0) ^ 1, 2_000, 2_001)],
  ['something else', () => Buffer.from('{"not": "compiled"}')],
])('what was kept is damaged (%s): it is made anew', (_how, damage) => {
  const first = load();
  first.exports.answer(5);
  first.keep();
  const whole = readFileSync(only()).length;
  writeFileSync(only(), damage(readFileSync(only())));
  const { exports, keep } = load();
  expect(exports.answer(5)).toBe(11);
  keep();
  expect(readFileSync(only()).length).toBeGreaterThan(whole / 2);
});

test('other content has a place of its own; what nobody made anew for a month is gone', () => {
  load().keep();
  utimesSync(only(), 1_000_000_000, 1_000_000_000);
  load({ content: 'two' }).keep();
  expect(kept().map((name) => name.split('-')[1])).toEqual(['two']);
});

test('a folder that can not be written to costs time only', () => {
  writeFileSync(cache, 'a file, not a folder');
  const { exports, keep } = load();
  expect(exports.answer(5)).toBe(11);
  keep();
  expect(readFileSync(cache, 'utf8')).toBe('a file, not a folder');
});

test.each([
  [{ 'main.tf': 200_000, 'more.tf': 200_000 }, 'off'],
  [{ 'main.tf': 200_000, 'more.tf': 200_001 }, 'on after 2'],
  [{ 'all.yaml': 200_000 }, 'off'],
  [{ 'all.yaml': 200_001, 'more.yml': 900_000 }, 'on after 1'],
])('the compilers come on where there is much to do: %j %s', async (sizes, expected) => {
  let read = 0;
  let told = 'off';
  for (const [path, size] of Object.entries(sizes)) writeFileSync(join(root, path), ' '.repeat(size));
  const files = countedFiles(workspaceFiles(root), () => (told = told === 'off' ? `on after ${read + 1}` : 'on twice'));
  for (const path of Object.keys(sizes)) {
    await files.read(path);
    read += 1;
  }
  expect(told).toBe(expected);
});
