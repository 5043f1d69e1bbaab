import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where heavy things that outlive a checkout are kept; the same place as in `scripts/lib/place.mjs`. */
export function cacheFolder(): string {
  if (process.env.NIMBUS_DEV_CACHE) return resolve(process.env.NIMBUS_DEV_CACHE);
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'nimbus-dev');
}
