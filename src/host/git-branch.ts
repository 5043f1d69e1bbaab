import { realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { textWithin } from './text-within.ts';

/** Longer than any branch's name and any path. */
const bytesMax = 16 * 1024;

/**
 * The branch that is checked out where a folder, absolute, lies: the repository is looked for upwards as git does, and a `.git` file
 * leads to that of a linked worktree or a submodule. Starts no program. `undefined`: no repository, or between branches.
 */
export async function checkedOutBranch(folder: string): Promise<string | undefined> {
  // Git looks upwards from where a link leads.
  for (let at = await realpath(folder).catch(() => folder); ; at = dirname(at)) {
    const own = join(at, '.git');
    const elsewhere = /^gitdir: (.+)$/.exec((await textWithin(own, bytesMax)) ?? '')?.[1];
    const head = await textWithin(join(elsewhere === undefined ? own : resolve(at, elsewhere), 'HEAD'), bytesMax);
    // Where references lie in tables, HEAD names a branch that can't be one.
    if (head !== undefined) return /^ref: refs\/heads\/((?!\.invalid$).+)$/.exec(head)?.[1];
    if (elsewhere !== undefined || dirname(at) === at) return undefined;
  }
}
