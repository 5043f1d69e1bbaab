import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { gitFailed } from '../../../domain/failure/git.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { hold } from './hold.ts';
import { isThere, type Repository } from './repository.ts';

/**
 * What is staged, as the id of a tree; `undefined` while there are conflicts, which a tree can't hold.
 *
 * Works on a copy of the index, so that neither its lock is taken nor its cache rewritten. With `keep` the tree is
 * written into the repository and held there, so that what was staged can be put back however
 * much `git gc` runs in between; without, its objects go to a folder that is thrown away and nothing is left.
 */
export async function indexTree(repo: Repository, at: Workplace, keep: boolean): Promise<Outcome<string | undefined>> {
  return withIndexCopy(repo, at, async (env, objects) => {
    const written = await repo.run(['write-tree'], {
      env: keep ? env : { ...env, GIT_OBJECT_DIRECTORY: objects, GIT_ALTERNATE_OBJECT_DIRECTORIES: alternate(repo) },
    });
    if (!written.ok) return written;
    if (written.value.code !== 0)
      return /unmerged/.test(written.value.stderr) ? ok(undefined) : failed(gitFailed('write-tree', written.value.code, written.value.stderr));
    const tree = written.value.stdout.trim();
    const held = keep ? await hold(repo, tree) : ok(undefined);
    return held.ok ? ok(tree) : held;
  });
}

/** Where new objects go so that the repository gets none, while all of its own can be read. */
export async function withoutTrace<T>(repo: Repository, at: Workplace, work: (env: Record<string, string>) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(await at.scratch('git'), 'objects-'));
  try {
    return await work({ GIT_OBJECT_DIRECTORY: folder, GIT_ALTERNATE_OBJECT_DIRECTORIES: alternate(repo) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function withIndexCopy<T>(repo: Repository, at: Workplace, work: (env: Record<string, string>, objects: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(await at.scratch('git'), 'index-'));
  try {
    const real = join(repo.gitDir, 'index');
    const copy = join(folder, 'index');
    if (await isThere(real)) await copyFile(real, copy);
    const objects = join(folder, 'objects');
    await mkdir(objects);
    return await work({ GIT_INDEX_FILE: copy }, objects);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Quoted as git reads it: a path may hold the separator. */
const alternate = (repo: Repository): string => JSON.stringify(join(repo.commonDir, 'objects'));
