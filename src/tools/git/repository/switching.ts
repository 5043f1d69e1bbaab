import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import type { FileChange, Undo } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { changedFiles, emptyTree } from './changes.ts';
import { explain } from './explain.ts';
import type { Head } from './head.ts';
import { inWorkspace, isThere, type Repository } from './repository.ts';

/** Files that going from one commit to another changes; fails when one of them holds work that is not committed. */
export async function filesBetween(
  repo: Repository,
  at: Workplace,
  what: string,
  from: string | undefined,
  to: string,
): Promise<Outcome<readonly FileChange[]>> {
  const older = from ?? (await emptyTree(repo));
  const stopped = await wouldStop(repo, at, what, older, to);
  if (!stopped.ok) return stopped;
  const files = await changedFiles(repo, [older, to, '--']);
  if (!files.ok) return files;
  return ok(
    files.value.slice(0, 1000).map(
      (f): FileChange => ({
        path: inWorkspace(repo, at, f.path),
        action: f.change === 'added' ? 'create' : f.change === 'deleted' ? 'delete' : 'update',
        before: undefined,
        after: undefined,
        added: f.added ?? 0,
        removed: f.removed ?? 0,
        conflicts: [],
      }),
    ),
  );
}

/** Git's own check, on a copy of the index: the real one is neither locked nor refreshed. */
async function wouldStop(repo: Repository, at: Workplace, what: string, from: string, to: string): Promise<Outcome<void>> {
  const folder = await mkdtemp(join(await at.scratch('git'), 'index-'));
  try {
    const env = { GIT_INDEX_FILE: join(folder, 'index') };
    if (await isThere(join(repo.gitDir, 'index'))) await copyFile(join(repo.gitDir, 'index'), env.GIT_INDEX_FILE);
    const fresh = await repo.run(['update-index', '-q', '--refresh'], { env });
    if (!fresh.ok) return fresh;
    const tried = await repo.run(['read-tree', '--dry-run', '-m', '-u', from, to], { env });
    if (!tried.ok) return tried;
    return tried.value.code === 0 ? ok(undefined) : failed(await explain(repo, what, tried.value));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Back to what was checked out, when the step left `after`. */
export const backTo = (directory: string, before: Head, after: Head): Undo =>
  before.branch === after.branch && before.commit === after.commit
    ? 'nothing-changed'
    : { steps: [{ tool: 'git.restoreHead', input: { directory, to: placeOf(before), expect: placeOf(after) } }] };

const placeOf = (head: Head) => ({ branch: head.branch ?? null, commit: head.commit ?? null });
