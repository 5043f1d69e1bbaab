import { isAbsolute, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { dataFolder } from '../../src/machine/folders.ts';

/** Wherever it is called, what Nimbus keeps never lies in a workspace. */
for (const [what, home, env] of [
  ['an empty HOME', '', {}],
  ['a HOME that is not absolute', 'here', {}],
  ['an XDG_DATA_HOME that is not absolute', '/home/ada', { XDG_DATA_HOME: 'here' }],
] as const)
  test.skipIf(process.platform === 'win32')(`${what}: the data folder is absolute all the same`, () => {
    vi.stubEnv('HOME', home);
    onTestFinished(() => void vi.unstubAllEnvs());
    const folder = dataFolder(env, 'linux');
    expect(isAbsolute(folder) && !folder.startsWith(process.cwd())).toBe(true);
    if (home.startsWith('/')) expect(folder).toBe(join(home, '.local/share/nimbus'));
  });
