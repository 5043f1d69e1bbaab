import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cacheFolder, root } from './place.mjs';

const pollMs = 300;

/**
 * Runs `work` while no other process runs work under the same lock file. The lock of a process that died is taken over.
 *
 * It saves doing the same thing twice; it is no guarantee. What is made under it must be put in place by one rename.
 */
export async function withLock(path, work, onWait = () => {}) {
  await mkdir(dirname(path), { recursive: true });
  for (let told = false; !(await take(path)); ) {
    if (!told) onWait();
    told = true;
    await pause(pollMs);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** Lock file for something that happens to this checkout. It lies outside, as `npm ci` empties node_modules. */
export const checkoutLock = (name) => join(cacheFolder(), 'locks', `${name}-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`);

async function take(path) {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (await holderLives(path)) return false;
  await rm(path, { force: true });
  return false;
}

async function holderLives(path) {
  let pid;
  try {
    pid = Number(await readFile(path, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
  // Written in two steps by the system (made, then filled), so an empty file is a lock being taken.
  if (!pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
