import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { gitFailed } from '../../../domain/failure/git.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { explain } from './explain.ts';
import type { GitOptions } from './git.ts';
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

/**
 * The repository as it would be with everything below `targets` staged: what is asked of it reads a copy of the index, and the
 * contents of what is staged there are thrown away after `work`.
 */
export async function withAllStaged<T>(
  repo: Repository,
  at: Workplace,
  targets: readonly string[],
  work: (staged: Repository) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return withIndexCopy(repo, at, async (index, objects) => {
    const env = { ...index, GIT_OBJECT_DIRECTORY: objects, GIT_ALTERNATE_OBJECT_DIRECTORIES: alternate(repo) };
    const staged: Repository = { ...repo, run: (args, options) => repo.run(args, { ...options, env: { ...env, ...options?.env } }) };
    const added = await addAll(staged, targets);
    return added.ok ? work(staged) : added;
  });
}

/**
 * Stages everything below `targets`. The answer puts the index back to the byte, through git's own lock; false: a git that is
 * at work holds that, and the index is left as it is.
 */
export async function stageAll(repo: Repository, targets: readonly string[]): Promise<Outcome<() => Promise<boolean>>> {
  const real = join(repo.gitDir, 'index');
  const before = await readFile(real).catch(() => undefined);
  const added = await addAll(repo, targets, { writes: true });
  if (!added.ok) return added;
  return ok(async () => {
    const lock = `${real}.lock`;
    const held = await writeFile(lock, before ?? '', { flag: 'wx' }).then(
      () => true,
      () => false,
    );
    if (!held) return false;
    if (before === undefined) await Promise.all([real, lock].map((path) => rm(path, { force: true })));
    else await rename(lock, real);
    return true;
  });
}

async function addAll(repo: Repository, targets: readonly string[], options: GitOptions = {}): Promise<Outcome<void>> {
  const done = await repo.run(['add', '--all', '--', ...targets], { ...options, timeoutMs: 300_000 });
  if (!done.ok) return done;
  return done.value.code === 0 ? ok(undefined) : failed(await explain(repo, 'add', done.value));
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
