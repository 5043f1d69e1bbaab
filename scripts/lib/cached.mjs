import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { cacheFolder, say } from './place.mjs';

/**
 * The folder `<cache>/<name>/<key>`, filled by `fill(folder)` the first time.
 *
 * It is filled under another name and renamed when it is whole (`.complete` says so), so a half-filled one is never used
 * and a second process waits for the first.
 */
export async function cached(name, key, fill) {
  const parent = join(cacheFolder(), name);
  const folder = join(parent, key);
  const whole = () => existsSync(join(folder, '.complete'));
  if (whole()) return folder;

  return withLock(
    join(parent, `${key}.lock`),
    async () => {
      if (whole()) return folder;
      const draft = join(parent, `.${key}-${randomUUID().slice(0, 8)}`);
      await mkdir(draft, { recursive: true });
      try {
        await fill(draft);
        await writeFile(join(draft, '.complete'), `${new Date().toISOString()}\n`);
        await rm(folder, { recursive: true, force: true });
        await rename(draft, folder);
      } finally {
        await rm(draft, { recursive: true, force: true });
      }
      return folder;
    },
    () => say(`Another process is setting up ${name} ${key}; waiting for it.`),
  );
}

/** Whether {@link cached} would answer at once. */
export const isCached = (name, key) => existsSync(join(cacheFolder(), name, key, '.complete'));
