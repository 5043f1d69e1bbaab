import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { packageVsix } from '../../scripts/package.mjs';
import { setUpChromium } from '../../scripts/setup/chromium.mjs';
import { ensureCodeServer } from '../../scripts/setup/codeserver.mjs';

/** Once for all files here: the extension as it would be shipped, and what it takes to look at it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await Promise.all([ensureCodeServer(), setUpChromium()]);
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-vsix-'));
  project.provide('vsix', await packageVsix(join(folder, 'nimbus.vsix')));
  project.provide('compiled', join(folder, 'compiled'));
  return () => rm(folder, { recursive: true, force: true });
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the packaged extension. */
    vsix: string;
    /** Where Node keeps what it compiled of code-server, for the next one of this run. */
    compiled: string;
  }
}
