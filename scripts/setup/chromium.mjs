import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isMain, say } from '../lib/place.mjs';
import { run } from '../lib/process.mjs';
import { aptInstall, Missing } from './apt.mjs';

/** Debian's package of Chromium without what a window needs: it takes three quarters of the processor time. */
const shell = 'chromium-headless-shell';
// The one on the PATH is a script that starts the other and stays.
const shells = [`/usr/lib/chromium/${shell}`, `/usr/bin/${shell}`];
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** Path of a Chromium on this machine, the headless shell where there is one, or `undefined`. `NIMBUS_CHROMIUM` names one. */
export function findChromium() {
  if (process.env.NIMBUS_CHROMIUM) return process.env.NIMBUS_CHROMIUM;
  const light = shells.find(runs);
  if (light) return light;
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

/** For a whole test run, before it begins: the headless shell beside it, where apt has that and we may. Without it the tests take longer. */
export async function setUpChromium() {
  const there = findChromium();
  const light = process.env.NIMBUS_CHROMIUM || shells.some(runs);
  if (!light && (!there || (await offered(shell))))
    await aptInstall(shell).catch((error) => say(`No ${shell}, so tests in a browser take longer: ${error.message.split('\n')[0]}`));
  return ensureChromium();
}

async function offered(name) {
  try {
    const { code, output } = await run('apt-cache', ['show', '--no-all-versions', name]);
    return code === 0 && output.includes(`Package: ${name}`);
  } catch {
    return false; // Not Debian.
  }
}

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (isMain(import.meta.url)) console.log(await setUpChromium());
