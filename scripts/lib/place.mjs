import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout these scripts belong to. */
export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Node 24, which arrives with `npm ci`; the machine's own Node may be older and only starts these scripts. */
export const node24 = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** A program of a dev dependency. */
export const bin = (name) => join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

/** Heavy things that outlive a checkout: one folder a user, keyed by version inside. */
export function cacheFolder() {
  if (process.env.NIMBUS_DEV_CACHE) return resolve(process.env.NIMBUS_DEV_CACHE);
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'nimbus-dev');
}

/** Whether the module was started by itself (`node scripts/x.mjs`) and not imported. */
export function isMain(moduleUrl) {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(moduleUrl);
}

/** For people and logs: progress never goes to standard output, which belongs to the program that is run. */
export const say = (line) => process.stderr.write(`${line}\n`);
