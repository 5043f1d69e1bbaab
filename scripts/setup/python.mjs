import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, isCached } from '../lib/cached.mjs';
import { isMain, say } from '../lib/place.mjs';
import { mustRun, run } from '../lib/process.mjs';
import { aptInstall, Missing } from './apt.mjs';

/** The scanner that generated code must satisfy, and the AWS it is planned against. */
const checkovVersion = '3.3.30';
const motoVersion = '5.2.5';
const key = `checkov${checkovVersion}-moto${motoVersion}-${process.platform}-${process.arch}`;
const pythonMin = [3, 10];

/** Whether {@link ensurePython} would answer at once. */
export const hasPython = () => isCached('python', key);

/** Paths of `checkov` and `moto_server`, in a virtual environment of their own that is built once a user, about a minute. */
export async function ensurePython() {
  const folder = await cached('python', key, fill);
  return { checkov: join(folder, 'checkov'), moto: join(folder, 'moto_server') };
}

async function fill(folder) {
  if (process.platform === 'win32') throw new Missing('checkov and moto are set up on Linux and macOS only.');
  const python = await findPython();
  say(`Installing checkov ${checkovVersion} and moto ${motoVersion} from PyPI: once, about a minute.`);
  const environment = join(folder, 'environment');
  await mustRun(python, ['-m', 'venv', environment], { timeoutMs: 120_000 });
  const inside = join(environment, 'bin', 'python');
  await mustRun(inside, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `checkov==${checkovVersion}`, `moto[server]==${motoVersion}`], {
    timeoutMs: 600_000,
  });
  // The scripts pip writes name the folder they were made in, and this one is renamed: ours look beside themselves.
  await launcher(join(folder, 'checkov'), 'checkov.main');
  await launcher(join(folder, 'moto_server'), 'moto.server');
  await mustRun(join(folder, 'checkov'), ['--version'], { timeoutMs: 120_000 });
  await mustRun(join(folder, 'moto_server'), ['--help'], { timeoutMs: 120_000 });
  say('checkov and moto are ready.');
}

async function launcher(path, module) {
  await writeFile(path, `#!/bin/sh\nexec "$(dirname "$0")/environment/bin/python" -m ${module} "$@"\n`);
  await chmod(path, 0o755);
}

/** A Python that is new enough and can make virtual environments; Debian keeps those in a package of their own. */
async function findPython() {
  const found = await usable();
  if (found) return found;
  await aptInstall('python3', 'python3-venv');
  const installed = await usable();
  if (!installed) throw new Missing(`Python ${pythonMin.join('.')} or newer with its venv module not found; checkov and moto need it.`);
  return installed;
}

async function usable() {
  const question = `import sys, venv, ensurepip; sys.exit(sys.version_info < (${pythonMin.join(', ')}))`;
  for (const name of ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10']) {
    try {
      if ((await run(name, ['-c', question], { timeoutMs: 30_000 })).code === 0) return name;
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
  return undefined;
}

if (isMain(import.meta.url)) console.log(JSON.stringify(await ensurePython(), undefined, 2));
