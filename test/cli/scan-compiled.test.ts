import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { loadCompiled } from '../../src/cli/scan/compiled.ts';
import { countedFiles, noWork } from '../../src/cli/scan/compilers.ts';
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
const done = (terraform = 1_000) => ({ ...noWork(), terraform });
const kept = (): readonly string[] => readdirSync(cache).filter((name) => name.startsWith('scan-'));
const only = (): string => join(cache, kept()[0] ?? 'nothing is kept');

test('it answers the same the first time, and with what was kept; parts beside it are found', () => {
  for (const _time of ['first', 'second', 'third']) {
    const { exports, keep } = load();
    expect([exports.answer(5), exports.part()]).toEqual([11, 'part.cjs']);
    keep(done());
  }
  expect(kept()).toHaveLength(1);
});

test('what is compiled late is kept, once it is worth it', () => {
  const sizes = [100, 130, 180, 170, 190].map((compiled, time) => {
    const { exports, keep } = load({ compiled });
    if (time > 0) exports.answer(5);
    keep(done(1_000 + time));
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
  first.keep(done());
  const whole = readFileSync(only()).length;
  writeFileSync(only(), damage(readFileSync(only())));
  const { exports, keep } = load();
  expect(exports.answer(5)).toBe(11);
  keep(done());
  expect(readFileSync(only()).length).toBeGreaterThan(whole / 2);
});

test('other content has a place of its own; what nobody made anew for a month is gone', () => {
  load().keep(done());
  utimesSync(only(), 1_000_000_000, 1_000_000_000);
  load({ content: 'two' }).keep(done());
  expect(kept().map((name) => name.split('-')[1])).toEqual(['two']);
});

test('a folder that can not be written to costs time only', () => {
  writeFileSync(cache, 'a file, not a folder');
  const { exports, keep } = load();
  expect(exports.answer(5)).toBe(11);
  keep(done());
  expect(readFileSync(cache, 'utf8')).toBe('a file, not a folder');
});

test('how much was compiled is asked only where more was done than before, of any kind', () => {
  const asked = [
    { terraform: 1_000, yaml: 0, docker: 0 },
    { terraform: 1_000, yaml: 0, docker: 0 },
    { terraform: 900, yaml: 0, docker: 0 },
    { terraform: 900, yaml: 1, docker: 0 },
    { terraform: 1_000, yaml: 1, docker: 0 },
    { terraform: 0, yaml: 0, docker: 20 },
  ].map((work, time) => {
    let isAsked = false;
    const file = join(root, 'sample.cjs');
    const { keep } = loadCompiled<Sample>(file, 'one', cache, createRequire(file), () => {
      isAsked = true;
      return (time + 1) * 100 * 1024;
    });
    keep(work);
    return isAsked;
  });
  expect(asked).toEqual([true, false, false, true, false, true]);
});

test.each([
  [{ 'main.tf': 16_000, 'more.tf': 16_000 }, '-'],
  [{ 'main.tf': 16_000, 'more.tf': 16_001 }, 'some after 2'],
  [{ 'main.tf': 200_000, 'more.tf': 200_000 }, 'some after 1'],
  [{ 'main.tf': 200_000, 'more.tf': 200_001 }, 'some after 1, much after 2'],
  [{ 'all.yaml': 200_000 }, 'some after 1'],
  [{ 'all.yaml': 200_001, 'more.yml': 900_000 }, 'much after 1'],
  [{ Dockerfile: 16_000, 'dev.tfvars': 16_001, 'main.tf': 10 }, 'some after 2'],
])('the compilers are off where there is something to do, and on where there is much: %j %s', async (sizes, expected) => {
  let read = 0;
  const told: string[] = [];
  for (const [path, size] of Object.entries(sizes)) writeFileSync(join(root, path), ' '.repeat(size));
  const files = countedFiles(workspaceFiles(root), noWork(), (how) => told.push(`${how} after ${read + 1}`));
  for (const path of Object.keys(sizes)) {
    await files.read(path);
    read += 1;
  }
  expect(told.join(', ') || '-').toBe(expected);
});
