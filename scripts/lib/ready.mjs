import { join } from 'node:path';
import { needsBuild } from '../build/stamp.mjs';
import { ensureInstalled } from './install.mjs';
import { node24, root } from './place.mjs';
import { mustRun } from './process.mjs';

/** Packages installed and dist/ up to date. Some milliseconds when there is nothing to do; progress goes to standard error. */
export async function ensureBuilt() {
  await ensureInstalled();
  if (!needsBuild()) return;
  await mustRun(node24, [join(root, 'scripts', 'build.mjs')], { cwd: root, onOutput: (text) => process.stderr.write(text) });
}
