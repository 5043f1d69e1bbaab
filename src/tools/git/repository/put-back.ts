import { lstat, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Failure, failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { diskFull, gitNoRoom, saysNoRoom } from '../../../domain/failure/git.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { changedFiles } from './changes.ts';
import { inWorkspace, type Repository } from './repository.ts';

/** Takes back what a full disk stopped half-way, and says what came of it; of any other failure nothing is taken back. */
export type PutBack = (failure: Failure) => Promise<Failure>;

/**
 * Git stops in the middle when a disk gets full while it changes files: those it has written stay, and its index does not know
 * of them. Looks at the files that differ (`abouts`: what `git diff` is asked, each time) before it begins, so that
 * those which it touched, and no others, can be put back as the index has them. `saving`: git is going to put uncommitted work
 * aside and may not find room to bring it back, so a copy is made first; fails where there is no room even for that.
 */
export async function watchFiles(repo: Repository, at: Workplace, abouts: readonly (readonly string[])[], { saving = false } = {}): Promise<Outcome<PutBack>> {
  const paths = new Set<string>();
  for (const about of abouts) {
    const changed = await changedFiles(repo, [...about, '--']);
    if (!changed.ok) return changed;
    for (const { path, from } of changed.value) paths.add(path).add(from ?? path);
  }
  const saved = saving ? await saveWork(repo) : ok(undefined);
  if (!saved.ok) return saved;
  const before = await versions(repo, paths);
  const workBefore = await versions(repo, saved.value?.paths ?? []);
  return ok(async (failure) => {
    if (failure.code !== diskFull) return failure;
    const touched = await changedSince(repo, before);
    // First, so that there is room for the others.
    for (const path of touched.filter((one) => before.get(one) === undefined)) await remove(repo, at, path);
    const others = touched.filter((one) => before.get(one) !== undefined);
    const left = await restore(repo, ['checkout-index', '--force', '-z', '--stdin'], others);
    const work = await changedSince(repo, workBefore);
    const from = ['restore', `--source=${saved.value?.commit}`, '--worktree', '--pathspec-from-file=-', '--pathspec-file-nul'];
    const lost = await restore(repo, from, work);
    const named = [...left, ...lost].map((path) => inWorkspace(repo, at, path));
    return gitNoRoom(failure.details ?? '', named, lost.length > 0 ? saved.value?.commit : undefined);
  });
}

/** A commit of what is not committed, which nothing refers to: git keeps such for two weeks. `undefined`: there is none. */
async function saveWork(repo: Repository): Promise<Outcome<{ readonly commit: string; readonly paths: readonly string[] } | undefined>> {
  const made = await repo.run(['stash', 'create'], { writes: true });
  if (!made.ok) return made;
  // Git can't copy all work (a file that is only going to be added): then it goes on as it would without us.
  if (made.value.code !== 0) return saysNoRoom(made.value.stderr) ? failed(gitNoRoom(made.value.stderr)) : ok(undefined);
  const commit = made.value.stdout.trim();
  if (commit === '') return ok(undefined);
  const changed = await changedFiles(repo, [`${commit}^1`, commit, '--']);
  return changed.ok ? ok({ commit, paths: changed.value.map(({ path }) => path) }) : changed;
}

/** By path what differs when a file was written to, or is another one; `undefined`: there is none. */
async function versions(repo: Repository, paths: Iterable<string>): Promise<ReadonlyMap<string, string | undefined>> {
  const found = new Map<string, string | undefined>();
  for (const path of paths) {
    const seen = await lstat(join(repo.root, path), { bigint: true }).catch(() => undefined);
    found.set(path, seen && `${seen.ino} ${seen.size} ${seen.mtimeNs}`);
  }
  return found;
}

async function changedSince(repo: Repository, before: ReadonlyMap<string, string | undefined>): Promise<readonly string[]> {
  const now = await versions(repo, [...before.keys()]);
  return [...before.keys()].filter((path) => now.get(path) !== before.get(path));
}

/** Those that could not be put back. */
async function restore(repo: Repository, args: readonly string[], paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const done = await repo.run(args, { writes: true, input: paths.map((path) => `${path}\0`).join('') });
  return done.ok && done.value.code === 0 ? [] : paths;
}

/** A file git has made, with the folders that held nothing else. */
async function remove(repo: Repository, at: Workplace, path: string): Promise<void> {
  await rm(join(repo.root, path), { force: true });
  for (let up = dirname(path); up !== '.'; up = dirname(up)) {
    const gone = await at.files.removeEmptyFolder(inWorkspace(repo, at, up));
    if (!gone.ok || !gone.value) return;
  }
}
