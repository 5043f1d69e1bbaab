import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutLock, withLock } from './lock.mjs';
import { node24, root, say } from './place.mjs';
import { mustRun } from './process.mjs';

/**
 * Whether node_modules holds what package-lock.json asks for.
 *
 * npm leaves what it installed in node_modules/.package-lock.json; packages of other platforms are missing there rightly.
 */
export function isInstalled() {
  const placed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(node24) || !existsSync(placed)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const there = JSON.parse(readFileSync(placed, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional }]) => path === '' || (there[path] ? there[path].version === version : optional === true));
}

/** `npm ci` when it is needed. Needs nothing but the Node and npm of the machine. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await withLock(
    checkoutLock('install'),
    async () => {
      if (isInstalled()) return;
      say('Installing packages (npm ci), about half a minute.');
      // stdout of npm is not ours to show: it would end in what the CLI prints.
      await mustRun('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, timeoutMs: 600_000 });
      if (!existsSync(node24)) throw new Error(`npm ci finished but Node 24 is not at ${node24}. Delete node_modules and try again.`);
    },
    () => say('Another process is installing packages; waiting for it.'),
  );
}
