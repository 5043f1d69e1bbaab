import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sourceStamp, stampFile } from './build/stamp.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { checkoutLock, withLock } from './lib/lock.mjs';
import { rerunOnNode24 } from './lib/node24.mjs';
import { isMain, root, say } from './lib/place.mjs';

/**
 * `npm run build`: everything under dist/, minified. `--sourcemap` adds maps for debugging.
 *
 * Files are replaced one by one and stale ones removed last, so that a CLI that is running finds the chunks it was started with
 * for as long as possible.
 */
export async function build({ sourcemap = false } = {}) {
  return withLock(
    checkoutLock('build'),
    () => write({ sourcemap }),
    () => say('Another build is running; waiting for it.'),
  );
}

async function write(options) {
  const started = performance.now();
  const [{ bundle, missingEntries }, { assets, plannerAsset }] = await Promise.all([import('./build/bundle.mjs'), import('./build/assets.mjs')]);
  // Taken before reading: what changes while we build is built again next time.
  const stamp = sourceStamp();
  const { files, meta } = await bundle(options);
  for (const [path, bytes] of assets()) files.set(path, bytes);
  files.set('dist/assets/planner.json', await plannerAsset());
  files.set('dist/meta.json', Buffer.from(JSON.stringify(meta)));
  const cli = files.get('dist/cli/main.js');
  if (cli) files.set('dist/cli/main.js', withShebang(cli));

  await rm(stampFile, { force: true });
  for (const [path, bytes] of files) await put(join(root, path), bytes);
  if (cli) await chmod(join(root, 'dist/cli/main.js'), 0o755);
  await removeOthers(files);
  await writeFile(stampFile, stamp);

  for (const path of missingEntries()) say(`Not built, as there is no such file: ${path}`);
  say(`Built ${files.size} files in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

function withShebang(code) {
  const text = Buffer.from(code);
  return text.subarray(0, 2).toString() === '#!' ? text : Buffer.concat([Buffer.from('#!/usr/bin/env node\n'), text]);
}

async function put(path, bytes) {
  const before = await readFile(path).catch(() => undefined);
  if (before?.equals(bytes)) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

async function removeOthers(files) {
  for (const entry of await readdir(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !files.has(path.slice(root.length + 1).replaceAll('\\', '/'))) await rm(path);
  }
}

if (isMain(import.meta.url)) {
  await ensureInstalled();
  await rerunOnNode24();
  try {
    await build({ sourcemap: process.argv.includes('--sourcemap') });
  } catch (error) {
    const { formatMessages } = await import('esbuild');
    if (!error.errors) throw error;
    for (const text of await formatMessages(error.errors, { kind: 'error', color: process.stderr.isTTY })) say(text);
    process.exit(1);
  }
}
