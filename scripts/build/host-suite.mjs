import { join } from 'node:path';
import esbuild from 'esbuild';
import { root } from '../lib/place.mjs';

/** The suite for the extension host as one CommonJS file, which every VS Code can load. Resolves to its path. */
export async function buildHostSuite() {
  const outfile = join(root, '.vscode-test', 'suite', 'run.cjs');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/electron/run.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    logLevel: 'silent',
  });
  return outfile;
}
