import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from '../lib/cached.mjs';
import { isMain, say } from '../lib/place.mjs';
import { mustRun } from '../lib/process.mjs';
import { Missing } from './apt.mjs';

/** What a sync with S3 is measured beside. */
const version = '1.46.2';
const key = `awscli${version}-${process.platform}-${process.arch}`;

/** Path of `aws`, in a virtual environment of its own that is built once a user. Only benches need it. */
export async function ensureAwsCli() {
  return join(await cached('python', key, fill), 'aws');
}

async function fill(folder) {
  if (process.platform === 'win32') throw new Missing('the AWS command line is set up on Linux and macOS only.');
  say(`Installing awscli ${version} from PyPI: once.`);
  const environment = join(folder, 'environment');
  await mustRun('python3', ['-m', 'venv', environment], { timeoutMs: 120_000 });
  const inside = join(environment, 'bin', 'python');
  await mustRun(inside, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `awscli==${version}`], { timeoutMs: 600_000 });
  // The script pip writes names the folder it was made in, and this one is renamed: ours looks beside itself.
  const launcher = join(folder, 'aws');
  await writeFile(launcher, '#!/bin/sh\nexec "$(dirname "$0")/environment/bin/python" -m awscli "$@"\n');
  await chmod(launcher, 0o755);
  await mustRun(launcher, ['--version'], { timeoutMs: 120_000 });
}

if (isMain(import.meta.url)) console.log(await ensureAwsCli());
