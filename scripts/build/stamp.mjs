import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/place.mjs';

const sources = ['src', 'webview', 'templates', 'scripts/build', 'scripts/build.mjs', 'package-lock.json'];
export const stampFile = join(root, 'dist', '.stamp');

/** One line that changes whenever something the build reads changes: names, sizes and times, so it takes milliseconds. */
export function sourceStamp() {
  const hash = createHash('sha256');
  for (const path of sources) add(hash, path);
  return hash.digest('hex');
}

function add(hash, path) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  const { mtimeMs, size } = statSync(full);
  if (!statSync(full).isDirectory()) return hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  for (const entry of readdirSync(full).sort()) add(hash, `${path}/${entry}`);
}

/** Whether dist/ is older than what it is made from. */
export const needsBuild = () => !existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== sourceStamp();
