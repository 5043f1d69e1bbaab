import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256 } from '../../src/base/hash.ts';
import { all, start, testHouse, transcript } from '../support/house.ts';
import { plant, tree } from '../support/tree.ts';

/** A run wrote `after` over `before`; what is on disk now is `now`. */
async function check({
  before,
  after,
  now = after,
  folders = [],
}: {
  before: Record<string, string>;
  after: Record<string, string>;
  now?: Record<string, string>;
  folders?: string[];
}) {
  const house = testHouse([]);
  const at = house.workplace(house.folder, new AbortController().signal, () => {});
  plant(house.folder, now);
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const hash = (text: string | undefined) => (text === undefined ? null : sha256(text));
  for (const text of Object.values(before)) at.blobs.keep(new TextEncoder().encode(text));
  const events = await all(
    start(house, [
      { id: 'back', tool: 'files.restore', input: { files: paths.map((path) => ({ path, to: hash(before[path]), expect: hash(after[path]) })), folders } },
    ]),
  );
  return { end: transcript(events.slice(-1)), tree: tree(house.folder), failure: events.at(-1)?.event };
}

test('puts back what was overwritten and removed, takes away what was new', async () => {
  const before = { 'a.tf': 'old a', 'gone.tf': 'was here' };
  expect(await check({ before, after: { 'a.tf': 'new a', 'dir/new.tf': 'new' }, folders: ['dir'] })).toMatchObject({
    end: 'run-ended succeeded',
    tree: before,
  });
});

test('a run that was cut off in the middle: what it had not reached is left alone', async () => {
  const before = { 'a.tf': 'old a', 'b.tf': 'old b' };
  expect(await check({ before, after: { 'a.tf': 'new a', 'b.tf': 'new b' }, now: { 'a.tf': 'new a', 'b.tf': 'old b' } })).toMatchObject({
    end: 'run-ended succeeded',
    tree: before,
  });
});

test('a file a person changed since keeps all of it as it is, and is named', async () => {
  const now = { 'a.tf': 'new a', 'b.tf': 'my own words' };
  const result = await check({ before: { 'a.tf': 'old a', 'b.tf': 'old b' }, after: { 'a.tf': 'new a', 'b.tf': 'new b' }, now });
  expect(result.tree).toEqual(now);
  expect(JSON.stringify(result.failure)).toContain('b.tf changed after the run wrote it');
});

test('a folder that holds something else now stays', async () => {
  const result = await check({ before: {}, after: { 'dir/new.tf': 'new' }, now: { 'dir/new.tf': 'new', 'dir/mine.txt': 'mine' }, folders: ['dir'] });
  expect(result).toMatchObject({ end: 'run-ended succeeded', tree: { 'dir/mine.txt': 'mine' } });
});

test('what a killed write left beside a file goes too', async () => {
  const house = testHouse([]);
  mkdirSync(join(house.folder, 'd'));
  writeFileSync(join(house.folder, 'd/.nimbus-0123456789ab.tmp'), 'half');
  writeFileSync(join(house.folder, 'd/a.tf'), 'new');
  const events = await all(
    start(house, [{ id: 'back', tool: 'files.restore', input: { files: [{ path: 'd/a.tf', to: null, expect: sha256('new') }], folders: ['d'] } }]),
  );
  expect(transcript(events.slice(-1))).toBe('run-ended succeeded');
  expect(tree(house.folder)).toEqual({});
});

test('a content that is no longer kept is said before anything is touched', async () => {
  const house = testHouse([]);
  writeFileSync(join(house.folder, 'a.tf'), 'new');
  const events = await all(
    start(house, [{ id: 'back', tool: 'files.restore', input: { files: [{ path: 'a.tf', to: sha256('lost'), expect: sha256('new') }] } }]),
  );
  expect(transcript(events.slice(-1))).toBe('run-ended failed files/content-lost');
  expect(readFileSync(join(house.folder, 'a.tf'), 'utf8')).toBe('new');
});
