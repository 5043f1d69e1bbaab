import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { workspaceFiles } from '../../src/machine/files.ts';
import { listedFiles } from '../../src/machine/listed-files.ts';
import { tempFolder } from '../support/temp.ts';
import { plant } from '../support/tree.ts';

const text = async (files: ReturnType<typeof listedFiles>, path: string): Promise<string | undefined> => {
  const content = await files.read(path);
  if (!content.ok) return content.failure.code;
  return content.value && new TextDecoder().decode(content.value);
};

function work(): string {
  const root = tempFolder();
  plant(root, { 'outside/secret': 'secret', 'work/a.txt': 'a', 'work/b/c.txt': 'c', 'work/node_modules/x/y.txt': 'y', 'work/.git/z': 'z' });
  symlinkSync('../outside', join(root, 'work/link'));
  symlinkSync('a.txt', join(root, 'work/same'));
  return join(root, 'work');
}

test.each(['.', 'b', 'a.txt', 'nowhere', '../outside', 'link'])('lists what the careful way lists: %s', async (path) => {
  const folder = work();
  expect(await listedFiles(folder).list(path)).toEqual(await workspaceFiles(folder).list(path));
});

test('what was listed is read, and what was not is read as ever', async () => {
  const files = listedFiles(work());
  expect(await text(files, 'b/c.txt')).toBe('c');
  await files.list('.');
  expect(await text(files, 'b/c.txt')).toBe('c');
  expect(await text(files, '../outside/secret')).toBe('files/outside-workspace');
  expect(await text(files, 'link/secret')).toBe('files/outside-workspace');
});

test.each(['nowhere/a.txt', 'b/nowhere', 'b/nowhere/c.txt', 'a.txt/below', 'b/c.txt', 'link/secret', 'link/nothing', 'b/../a.txt', '.'])(
  'says what is there as the careful way does: %s',
  async (path) => {
    const folder = work();
    expect(await listedFiles(folder).kind(path)).toEqual(await workspaceFiles(folder).kind(path));
  },
);

test.each([0, 1, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 200_000])('a file of %i bytes is read whole', async (length) => {
  const folder = work();
  const written = 'abcdefghij'.repeat(length / 10 + 1).slice(0, length);
  writeFileSync(join(folder, 'b/c.txt'), written);
  const files = listedFiles(folder);
  await files.list('.');
  expect(await text(files, 'b/c.txt')).toBe(written);
});

test('what becomes something else after it was listed', async () => {
  const folder = work();
  const files = listedFiles(folder);
  await files.list('.');
  rmSync(join(folder, 'a.txt'));
  expect(await text(files, 'a.txt')).toBeUndefined();
  symlinkSync('../outside/secret', join(folder, 'a.txt'));
  expect(await text(files, 'a.txt')).toBe('files/outside-workspace');
  renameSync(join(folder, 'b'), join(folder, 'd'));
  mkdirSync(join(folder, 'b/c.txt'), { recursive: true });
  expect(await text(files, 'b/c.txt')).toMatch(/^files\//);
  writeFileSync(join(folder, 'd/c.txt'), 'changed');
  expect(await text(files, 'd/c.txt')).toBe('changed');
});
