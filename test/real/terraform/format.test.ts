import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { call, preview, takeBack } from '../../support/drive-tool.ts';
import { tree } from '../../support/tree.ts';
import { world } from './support.ts';

const ragged = 'locals {\n a = 1\n  longer   = "é"\n}\n';
const neat = 'locals {\n  a      = 1\n  longer = "é"\n}\n';

test('formatting is shown before it is done, and taken back byte for byte', async () => {
  const at = world({ 'infra/main.tf': ragged, 'infra/modules/a/main.tf': ragged, 'infra/neat.tf': neat, 'other.tf': ragged });
  const before = tree(at.folder);
  expect(await preview(at, 'terraform.fmt', { directory: 'infra' })).toMatchObject({
    summary: 'Format 2 files in infra',
    files: [
      { path: 'infra/main.tf', action: 'update', before: ragged, after: neat, added: 2, removed: 2 },
      { path: 'infra/modules/a/main.tf', action: 'update', after: neat },
    ],
  });
  expect(tree(at.folder)).toEqual(before);
  const done = await call(at, 'terraform.fmt', { directory: 'infra' });
  expect([done.failure, done.summary, done.verdict, done.output]).toEqual([
    undefined,
    'Formatted 2 files.',
    { met: true },
    { directory: 'infra', changed: ['main.tf', 'modules/a/main.tf'] },
  ]);
  expect(tree(at.folder)).toEqual({ ...before, 'infra/main.tf': neat, 'infra/modules/a/main.tf': neat });
  expect((await takeBack(at, done)).failure).toBeUndefined();
  expect(tree(at.folder)).toEqual(before);
});

test('a file that changed after the yes is not formatted', async () => {
  const at = world({ 'main.tf': ragged });
  const meanwhile = () => writeFileSync(join(at.folder, 'main.tf'), `${ragged}# mine\n`);
  const done = await call(at, 'terraform.fmt', { directory: '.' }, { meanwhile });
  expect([done.failure?.code, tree(at.folder)]).toEqual(['plan/changed-since-approval', { 'main.tf': `${ragged}# mine\n` }]);
});

test('what does not parse is told before anything is written', async () => {
  const at = world({ 'main.tf': ragged, 'broken.tf': 'locals {\n' });
  expect(await preview(at, 'terraform.fmt', { directory: '.' })).toMatchObject({ code: 'program/failed', details: expect.stringContaining('broken.tf') });
});
