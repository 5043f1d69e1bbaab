import { renameSync, symlinkSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { workspaceFiles } from '../../src/machine/files.ts';
import { tempFolder } from '../support/temp.ts';
import { plant, tree } from '../support/tree.ts';

/** Does something once, right before a file's folder is made sure of: after its path was found to be inside. */
function beforeFolder(meanwhile: () => void): void {
  const { mkdir } = promises;
  const put = (one: typeof mkdir) => {
    promises.mkdir = one;
    syncBuiltinESMExports();
  };
  put(((...given: Parameters<typeof mkdir>) => {
    put(mkdir);
    meanwhile();
    return mkdir(...given);
  }) as typeof mkdir);
  onTestFinished(() => put(mkdir));
}

const bytes = (text: string) => new TextEncoder().encode(text);

/** Writes `work/in/a.txt` while somebody puts a link in the place of `work/in`; what failed, and what is outside then. */
async function check(
  to: string,
  when: 'before it is opened' | 'while it is filled',
  closed?: string,
): Promise<{ readonly code?: string; readonly there: unknown }> {
  const root = tempFolder();
  plant(root, { 'outside/a.txt': 'theirs', 'work/in/a.txt': 'a', 'work/own/a.txt': 'ours' });
  const work = join(root, 'work');
  const exchange = () => {
    renameSync(join(work, 'in'), join(work, 'was'));
    symlinkSync(to, join(work, 'in'));
  };
  const files = workspaceFiles(work, closed === undefined ? undefined : join(work, closed));
  if (when === 'before it is opened') beforeFolder(exchange);
  const done =
    when === 'before it is opened'
      ? await files.write('in/a.txt', bytes('b'))
      : await files.fill('in/a.txt', async (file) => {
          await file.writeAt(bytes('b'), 0);
          exchange();
        });
  return { ...(done.ok ? {} : { code: done.failure.code }), there: [tree(join(root, 'outside')), tree(join(work, 'own'))] };
}

const untouched = [{ 'a.txt': 'theirs' }, { 'a.txt': 'ours' }];

test.each([
  ['out of the workspace', '../outside', undefined, 'files/outside-workspace'],
  ['into Nimbus’s own folder', 'own', 'own', 'files/own-folder'],
])('a folder that becomes a link %s after it was looked at leads nowhere', async (_what, to, closed, code) => {
  expect(await check(to, 'before it is opened', closed)).toEqual({ code, there: untouched });
});

test('nor while the file is filled', async () => {
  const { code, there } = await check('../outside', 'while it is filled');
  expect([code !== undefined, there]).toEqual([true, untouched]);
});
