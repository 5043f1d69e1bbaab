import { readdir, readFile, readlink, stat as statFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Failure } from '../../../domain/failure/failure.ts';
import { indexLocked } from '../../../domain/failure/git.ts';
import type { Repository } from './repository.ts';

/** Says so when the index is locked, and by whom: a git that lives, or one that was cut off. */
export async function lockedIndex(repo: Repository, now = Date.now()): Promise<Failure | undefined> {
  const path = join(repo.gitDir, 'index.lock');
  const lock = await statFile(path).catch(() => undefined);
  return lock === undefined ? undefined : indexLocked(path, Math.max(0, now - lock.mtimeMs), await gitAtWork(repo));
}

/** A git process whose folder is in this repository. Where processes can't be listed (not Linux), nothing can tell. */
async function gitAtWork(repo: Repository): Promise<{ pid: number; command: string } | undefined | 'unknown'> {
  if (process.platform !== 'linux') return 'unknown';
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const [cwd, command, stat] = await Promise.all([
      readlink(`/proc/${name}/cwd`).catch(() => ''),
      readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => ''),
      readFile(`/proc/${name}/stat`, 'utf8').catch(() => ''),
    ]);
    // What this process asks git meanwhile takes no lock.
    if (/\) \S (\d+)/.exec(stat)?.[1] === String(process.pid)) continue;
    const [program = '', ...args] = command.split('\0');
    if (!/^git(?:$|-)/.test(basename(program))) continue;
    const isHere = [repo.root, repo.gitDir, repo.commonDir].some((folder) => cwd === folder || cwd.startsWith(`${folder}/`));
    // The arguments may hold a message or an address: only the verb is told.
    if (isHere) return { pid, command: `git ${args.find((arg) => /^[a-z][a-z-]*$/.test(arg)) ?? ''}`.trim() };
  }
  return undefined;
}
