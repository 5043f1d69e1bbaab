import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { workspaceFiles } from '../../src/machine/files.ts';
import { tempFolder } from '../support/temp.ts';
import { plant, tree } from '../support/tree.ts';

const bytes = new TextEncoder().encode('x');

/** A folder of the kernel's in which nobody makes a file, root neither. */
const readOnly = '/sys/kernel';

test.runIf(existsSync(readOnly))('a folder in which nothing can be written says so, and keeps all it has', async () => {
  const before = readdirSync(readOnly);
  const files = workspaceFiles(readOnly);
  for (const path of ['main.tf', 'infra/main.tf'])
    expect(await files.write(path, bytes), path).toMatchObject({
      ok: false,
      failure: { code: 'files/not-allowed', recoverable: true, fix: 'Change its permissions, or choose another folder.' },
    });
  expect(readdirSync(readOnly)).toEqual(before);
});

test('a file where a folder would have to be says so, and is kept', async () => {
  const root = tempFolder();
  plant(root, { infra: 'notes' });
  const wrote = await workspaceFiles(root).write('infra/main.tf', bytes);
  expect(wrote).toMatchObject({ ok: false, failure: { recoverable: true } });
  expect(wrote.ok ? '' : wrote.failure.message).toContain('infra');
  expect(tree(root)).toEqual({ infra: 'notes' });
});
