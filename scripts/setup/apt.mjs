import { say } from '../lib/place.mjs';
import { mustRun, run } from '../lib/process.mjs';

/** What is missing and can't be put there by us; the message says what the person can do. */
export class Missing extends Error {}

// One apt at a time, also within one process: Debian's own lock makes the second one fail, not wait.
let last = Promise.resolve();

/** Installs Debian packages when we may (root, or sudo that asks nothing); otherwise says the command to type. */
export function aptInstall(...packages) {
  last = last.catch(() => {}).then(() => install(packages));
  return last;
}

async function install(packages) {
  const typed = `sudo apt-get install -y ${packages.join(' ')}`;
  if (!(await answers('apt-get', ['--version']))) throw new Missing(`${packages.join(', ')} not found. Install it with this system's package manager.`);
  const root = process.getuid?.() === 0;
  if (!root && !(await answers('sudo', ['-n', 'true']))) throw new Missing(`${packages.join(', ')} not found. Type: ${typed}`);

  const apt = (...args) => (root ? ['apt-get', args] : ['sudo', ['-n', 'apt-get', ...args]]);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=300', '-q'];
  say(`Installing ${packages.join(', ')} with apt-get.`);
  await mustRun(...apt(...wait, 'update'), { env, timeoutMs: 300_000 });
  await mustRun(...apt(...wait, 'install', '-y', '--no-install-recommends', ...packages), { env, timeoutMs: 600_000 });
}

async function answers(program, args) {
  try {
    return (await run(program, args)).code === 0;
  } catch {
    return false;
  }
}
