import { posix, relative } from 'node:path';
import { isInGit } from '../../base/git-folder.ts';
import { digestOf } from '../../base/hash.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { insideGit } from '../../domain/failure/files.ts';
import { branchInUse, noCommitYet } from '../../domain/failure/git.ts';
import { worktreeGone } from '../../domain/failure/git-worktree.ts';
import type { Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { type Target, targetOf } from './checkout.ts';
import { ended, explain } from './repository/explain.ts';
import { type FreeFolder, freeFolder } from './repository/free-folder.ts';
import { readRef, short } from './repository/head.ts';
import { branchName, shown } from './repository/names.ts';
import { commonWarnings, readyFor } from './repository/ready.ts';
import type { Repository } from './repository/repository.ts';
import { placeOf, realOf, toldOf, worktreesOf } from './repository/worktrees.ts';
import type { Change, WorktreeInput } from './worktree.ts';

const hooks = ['post-checkout'];

/** Files of another branch in a folder of their own. */
export async function creating(what: WorktreeInput, at: Workplace): Promise<Outcome<Change>> {
  const ready = await readyFor(what.directory, at, {});
  if (!ready.ok) return ready;
  const { repo, head } = ready.value;
  const place = await placeFor(what.path ?? '', at);
  if (!place.ok) return place;
  const { path, absolute, folders } = place.value;
  if (head.commit === undefined && what.from === 'HEAD') return failed(noCommitYet('there are no files for a worktree'));
  const isMade = what.branch !== undefined && what.from !== undefined;
  const named = what.branch === undefined && branchName.safeParse(what.from).success ? await readRef(repo, `refs/heads/${what.from}`) : ok(undefined);
  if (!named.ok) return named;
  // A branch alone is that branch, whichever way it is named.
  const wanted = named.value === undefined ? { ...what, create: isMade } : { branch: what.from, from: undefined, create: false };
  const target = await targetOf(wanted, ready.value);
  const worktrees = await worktreesOf(repo);
  if (!worktrees.ok) return worktrees;
  const real = await realOf(absolute);
  const taken = worktrees.value.find((one) => one.path === real || (wanted.branch !== undefined && !isMade && one.branch === wanted.branch));
  if (taken !== undefined)
    return failed(taken.isGone ? worktreeGone(shown(await placeOf(taken.path, at)), taken.branch) : branchInUse(taken.branch ?? path, taken.path));
  if (!target.ok)
    return target.failure.code === 'git/branch-unknown'
      ? failed({ ...target.failure, fix: `${target.failure.fix} With \`from\` it is made; a tag or commit is named by \`from\` alone.` })
      : target;
  const { branch, commit, isNew, tracks } = target.value;
  if (commit === undefined) return failed(noCommitYet('there are no files for a worktree'));

  const undo: Undo = undoOf(what, path, target.value, folders);
  return ok({
    preview: {
      digest: digestOf({ what, path, target: target.value, worktrees: worktrees.value }),
      summary: summaryOf(path, target.value),
      files: [],
      undo,
      warnings: [
        ...(await commonWarnings({ repo, head: { ...head, branch: head.branch ?? '' } }, at, hooks)),
        ...(branch === undefined ? ['no branch will be checked out there (detached HEAD): commits made there are easy to lose'] : []),
        ...((await isSeenBy(repo, absolute)) ? [`git will list ${shown(path)}/ as new in the files around it; a line in .gitignore keeps it out of them`] : []),
      ],
    },
    async run() {
      const args =
        branch === undefined
          ? ['--detach', absolute, commit]
          : isNew
            ? ['-b', branch, tracks === undefined ? '--no-track' : '--track', absolute, tracks ?? commit]
            : [absolute, branch];
      const timeoutMs = what.timeoutSeconds * 1000;
      const ran = await repo.run(['worktree', 'add', '--quiet', ...args], { writes: true, timeoutMs });
      const done = await ended(repo, 'worktree add', ran, hooks, timeoutMs);
      const after = await worktreesOf(repo);
      if (!after.ok) return after;
      const made = after.value.find((one) => one.path === real);
      // Git locks it until all its files are there.
      if (made === undefined || made.locked !== undefined) {
        const failure = done.ok ? await explain(repo, 'worktree add', done.value) : done.failure;
        return made === undefined ? failed(failure) : { ok: false, failure, undo };
      }
      const hookFailed = !done.ok || done.value.code !== 0;
      return {
        ok: true,
        output: { worktrees: [await toldOf(made, at)] },
        summary: `${shown(path)}/ holds ${branch ?? short(commit)}${isNew ? ', a new branch' : ''}.${hookFailed ? ' A hook that ran after it failed.' : ''}`,
        undo,
      };
    },
  });
}

interface Place extends FreeFolder {
  /** Relative to the workspace folder. */
  readonly path: string;
}

async function placeFor(named: string, at: Workplace): Promise<Outcome<Place>> {
  const path = posix.normalize(named).replace(/(?<=.)\/$/, '');
  if (isInGit(path)) return failed(insideGit(path));
  const free = await freeFolder(path, 'path', at);
  return free.ok ? ok({ path, ...free.value }) : free;
}

/** Whether it lies among the files of the repository, and nothing there says to ignore it. */
async function isSeenBy(repo: Repository, absolute: string): Promise<boolean> {
  const inside = relative(repo.root, absolute);
  if (inside.startsWith('..')) return false;
  const ignored = await repo.run(['check-ignore', '--quiet', '--', `${inside}/`]);
  return !ignored.ok || ignored.value.code !== 0;
}

function summaryOf(path: string, { branch, commit, isNew, tracks }: Target): string {
  const folder = `${shown(path)}/`;
  if (branch === undefined) return `Make the worktree ${folder} at ${short(commit ?? '')}, without a branch`;
  if (tracks !== undefined) return `Make ${branch} from ${tracks} and the worktree ${folder} with it`;
  return isNew ? `Make branch ${branch} at ${short(commit ?? '')} and the worktree ${folder} with it` : `Make the worktree ${folder} with ${branch}`;
}

const undoOf = ({ directory }: WorktreeInput, path: string, { branch, commit, isNew, tracks }: Target, folders: readonly string[]): Undo => ({
  steps: [
    { tool: 'git.worktree', input: { directory, action: 'delete', path } },
    ...(isNew
      ? [
          {
            tool: 'git.restoreRef',
            input: { directory, ref: `refs/heads/${branch}`, to: null, expect: commit, ...(tracks === undefined ? {} : { upstream: null }) },
          },
        ]
      : []),
    ...(folders.length > 0 ? [{ tool: 'files.restore', input: { files: [], folders } }] : []),
  ],
});
