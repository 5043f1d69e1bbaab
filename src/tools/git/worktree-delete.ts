import { lstat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { digestOf } from '../../base/hash.ts';
import { count, list } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { worktreeBusy, worktreeEdited, worktreeGone, worktreeHere, worktreeLocked, worktreeMain, worktreeUnknown } from '../../domain/failure/git-worktree.ts';
import type { FileChange, Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { named } from './add.ts';
import { explain, succeeded } from './repository/explain.ts';
import { short } from './repository/head.ts';
import { hold } from './repository/hold.ts';
import { shown } from './repository/names.ts';
import { readyFor } from './repository/ready.ts';
import { inWorkspace, openRepository, operationOf, type Repository } from './repository/repository.ts';
import { stashesOf } from './repository/stashes.ts';
import { statusBelow } from './repository/status-below.ts';
import { placeOf, realOf, type Worktree, worktreesOf } from './repository/worktrees.ts';
import { stash } from './stash.ts';
import { stashPush } from './stash-push.ts';
import type { Change, WorktreeInput } from './worktree.ts';

/** So many files are told and looked at one by one. */
const toldMax = 1000;

/** The folder of a worktree and what git knows of it; its branch and its commits stay. */
export async function deleting(what: WorktreeInput, at: Workplace): Promise<Outcome<Change>> {
  const ready = await readyFor(what.directory, at, {});
  if (!ready.ok) return ready;
  const { repo } = ready.value;
  const found = await worktreeAt(what.path ?? '', repo, at);
  if (!found.ok) return found;
  const { entry, absolute, path } = found.value;
  const there = await openRepository(path, at);
  if (!there.ok) return there;
  const [status, operation] = await Promise.all([statusBelow(there.value, { untracked: 'all', ignored: true }), operationOf(there.value)]);
  if (!status.ok) return status;
  const inside = (names: readonly string[]) => names.map((name) => inWorkspace(there.value, at, name));
  const { changed, conflicts, untracked } = status.value;
  const edited = [...changed.map((one) => one.path), ...conflicts.map((one) => one.path), ...untracked].sort();
  const ignored = inside(status.value.ignored);
  if (operation !== undefined) return failed(worktreeBusy(path, operation));
  if (!what.force && edited.length > 0) return failed(worktreeEdited(path, inside(edited).map(shown)));

  const stamps = await Promise.all(edited.slice(0, toldMax).map((name) => stamp(join(there.value.root, name))));
  return ok({
    preview: {
      digest: digestOf({ what, entry, edited, stamps, ignored }),
      summary: `Delete the worktree ${shown(path)}/${edited.length > 0 ? `, with ${count(edited.length, 'file')} that ${edited.length === 1 ? 'is' : 'are'} not committed` : ''}`,
      files: inside(edited.slice(0, toldMax)).map((name): FileChange => named(name, 'delete')),
      undo: undoOf(what, path, entry, ignored),
      warnings: [
        ...(edited.length > 0 ? [`not committed, and kept for rolling back only: ${some(inside(edited))}`] : []),
        ...(ignored.length > 0 ? [`what git ignores there goes too, and nothing keeps it: ${some(ignored)}`] : []),
        ...(entry.branch === undefined && (await isLoose(repo, entry.commit))
          ? [`no branch has its commit ${short(entry.commit ?? '')}; rolling back brings it back`]
          : []),
      ],
    },
    async run() {
      // Without a branch nothing else keeps its commits.
      if (entry.branch === undefined && entry.commit !== undefined) {
        const held = await hold(repo, entry.commit);
        if (!held.ok) return held;
      }
      const message = `of the worktree ${path}`.slice(0, 500);
      const aside = edited.length === 0 ? undefined : await putAside(repo, path, message, at);
      if (aside?.ok === false) return aside;
      // Not by force: git looks for itself that nothing is left in it.
      const done = await repo.run(['worktree', 'remove', absolute], { writes: true, timeoutMs: what.timeoutSeconds * 1000 });
      if (!done.ok || done.value.code !== 0) {
        const failure = done.ok ? await explain(repo, 'worktree remove', done.value) : done.failure;
        return aside === undefined ? failed(failure) : { ok: false, failure, undo: { steps: [popIn(path, aside.value)] } };
      }
      const dropped = aside === undefined ? ok(undefined) : await dropStash(repo, aside.value);
      if (!dropped.ok) return dropped;
      return {
        ok: true,
        output: { worktrees: [] },
        summary: `Deleted the worktree ${shown(path)}/; ${entry.branch === undefined ? `it was at ${short(entry.commit ?? '')}` : `${entry.branch} stays`}.`,
        undo: undoOf(what, path, entry, ignored, aside === undefined ? undefined : { stash: aside.value, message }),
      };
    },
  });
}

/** What is not committed there, new files too, as a stash that git keeps: its commit. */
async function putAside(repo: Repository, path: string, message: string, at: Workplace): Promise<Outcome<string>> {
  const pushed = await stashPush(stash.input.parse({ directory: path, untracked: true, message }), at);
  if (!pushed.ok) return pushed;
  const commit = pushed.output.stashes[0]?.commit ?? '';
  const held = await hold(repo, commit);
  return held.ok ? ok(commit) : held;
}

/** From the list, which all worktrees share; it is held elsewhere. */
async function dropStash(repo: Repository, commit: string): Promise<Outcome<void>> {
  const stashes = await stashesOf(repo);
  if (!stashes.ok) return stashes;
  const entry = stashes.value.find((one) => one.commit === commit);
  const done = entry === undefined ? ok('') : succeeded('stash drop', await repo.run(['stash', 'drop', '--quiet', `stash@{${entry.index}}`], { writes: true }));
  return done.ok ? ok(undefined) : done;
}

interface Found {
  readonly entry: Worktree;
  readonly absolute: string;
  /** Relative to the workspace folder. */
  readonly path: string;
}

/** The worktree in a folder, where it is one that can be deleted. */
async function worktreeAt(name: string, repo: Repository, at: Workplace): Promise<Outcome<Found>> {
  const path = posix.normalize(name).replace(/(?<=.)\/$/, '');
  const absolute = await at.files.locate(path);
  if (!absolute.ok) return absolute;
  const worktrees = await worktreesOf(repo);
  if (!worktrees.ok) return worktrees;
  const real = await realOf(absolute.value);
  const entry = worktrees.value.find((one) => one.path === real);
  if (entry === undefined) return failed(worktreeUnknown(shown(path)));
  if (entry.isMain) return failed(worktreeMain(shown(await placeOf(real, at))));
  if (entry.isGone) return failed(worktreeGone(shown(path), entry.branch));
  if (real === (await realOf(repo.root)) || path === '.') return failed(worktreeHere(shown(path)));
  if (entry.locked !== undefined) return failed(worktreeLocked(shown(path), shown(entry.locked)));
  return ok({ entry, absolute: absolute.value, path });
}

function undoOf(
  { directory }: WorktreeInput,
  path: string,
  { branch, commit }: Worktree,
  ignored: readonly string[],
  aside?: { stash: string; message: string },
): Undo {
  if (ignored.length > 0) {
    const work = aside === undefined ? '' : `, and git stash apply ${aside.stash} there what was not committed`;
    return { impossible: `what git ignores there is not kept; git.worktree with \`action: create\` brings back what is committed${work}` };
  }
  if (commit === undefined) return { impossible: 'its branch has no commit yet' };
  return {
    steps: [
      { tool: 'git.worktree', input: { directory, action: 'create', path, ...(branch === undefined ? { from: commit } : { branch }) } },
      ...(aside === undefined ? [] : [{ tool: 'git.restoreStash', input: { directory, ...aside } }, popIn(path, aside.stash)]),
    ],
  };
}

const popIn = (directory: string, commit: string) => ({ tool: 'git.stash', input: { directory, action: 'pop', stash: commit, index: true } });

async function isLoose(repo: Repository, commit: string | undefined): Promise<boolean> {
  if (commit === undefined) return false;
  const named = await repo.run(['for-each-ref', `--contains=${commit}`, '--count=1', '--format=%(refname)', 'refs/heads', 'refs/remotes', 'refs/tags']);
  return named.ok && named.value.stdout.trim() === '';
}

async function stamp(absolute: string): Promise<readonly [number, number]> {
  const found = await lstat(absolute).catch(() => undefined);
  return [found?.size ?? -1, found?.mtimeMs ?? 0];
}

const some = (names: readonly string[]): string => `${list(names.slice(0, 5).map(shown))}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
