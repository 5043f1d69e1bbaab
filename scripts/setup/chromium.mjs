import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isMain } from '../lib/place.mjs';
import { aptInstall, Missing } from './apt.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** Path of a Chromium on this machine, or `undefined`. `NIMBUS_CHROMIUM` names one. */
export function findChromium() {
  if (process.env.NIMBUS_CHROMIUM) return process.env.NIMBUS_CHROMIUM;
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) if (folder && runs(join(folder, name))) return join(folder, name);
  }
  return applications.find(existsSync);
}

/** A Chromium for the tests; Debian's own is installed when there is none and we may. */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  await aptInstall('chromium');
  const path = findChromium();
  if (!path) throw new Missing('chromium was installed but is not on the PATH. Name it in NIMBUS_CHROMIUM.');
  return path;
}

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (isMain(import.meta.url)) console.log(await ensureChromium());
