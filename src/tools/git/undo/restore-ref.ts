import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { branchInUse, movedSince } from '../../../domain/failure/git.ts';
import { changesNothing, tool, type Undo } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { succeeded } from '../repository/explain.ts';
import { branchesOf, headOf, readRef, short } from '../repository/head.ts';
import { branchName, directory, fullRef, objectId } from '../repository/names.ts';
import { openRepository, type Repository } from '../repository/repository.ts';

const input = z.strictObject({
  directory,
  ref: fullRef.describe('`HEAD` where none is checked out.'),
  to: objectId.nullable().describe('Where it was; null: there was none.'),
  expect: objectId.nullable().optional().describe('Where the run left it; absent when it was cut off: then its last move must have begun at `to`.'),
  upstream: branchName.nullable().optional().describe('What the branch followed; null: nothing. Absent: left as it is.'),
});
type Input = z.output<typeof input>;

/** The undo of commits and of branches made or deleted. Moves a name and nothing else: files and what is staged stay. */
export const restoreRef = tool({
  name: 'git.restoreRef',
  effect: 'write',
  summary: 'Put a branch back to the commit it was at before a run; files and what is staged stay.',
  input,
  output: z.object({ ref: z.string(), commit: z.string().nullable() }),
  says: [],
  guessMs: 100,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { now } = seen.value;
    return ok({
      digest: digestOf({ what, now }),
      summary: summaryOf(what, now),
      ...changesNothing(now === what.to),
      files: [],
      undo: undoOf(what, now),
      warnings: now !== what.to && now !== null ? [`${short(now)} loses its name but not its content: git reflog keeps it for about 90 days`] : [],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { repo, now } = seen.value;
    if (now !== what.to) {
      const used = await inUse(repo, what);
      if (!used.ok) return used;
      // Only a detached HEAD is moved as such; look() made sure of it.
      const args =
        what.to === null
          ? ['update-ref', '-d', what.ref, ...(now === null ? [] : [now])]
          : ['update-ref', '--create-reflog', '--no-deref', '-m', 'nimbus: taken back', what.ref, what.to, now ?? '0'.repeat(what.to.length)];
      if (what.to === null && what.upstream === null) await repo.run(['branch', '--unset-upstream', what.ref.replace('refs/heads/', '')], { writes: true });
      const moved = succeeded('update-ref', await repo.run(args, { writes: true }));
      if (!moved.ok) return moved;
    }
    if (what.to !== null && what.upstream !== undefined) {
      const name = what.ref.replace('refs/heads/', '');
      const args = what.upstream === null ? ['branch', '--unset-upstream', name] : ['branch', `--set-upstream-to=${what.upstream}`, name];
      const follows = await repo.run(args, { writes: true });
      if (!follows.ok) return follows;
    }
    return { ok: true, output: { ref: what.ref, commit: what.to }, summary: `${summaryOf(what, now)}.`, undo: undoOf(what, now) };
  },

  async verify(what, _seen, at) {
    const repo = await openRepository(what.directory, at);
    if (!repo.ok) return { met: false, missing: [repo.failure.message] };
    const now = await readRef(repo.value, what.ref);
    return now.ok && (now.value ?? null) === what.to ? { met: true } : { met: false, missing: [`${shortName(what.ref)} is not where it was`] };
  },
});

async function look(what: Input, at: Workplace): Promise<Outcome<{ repo: Repository; now: string | null }>> {
  const opened = await openRepository(what.directory, at);
  if (!opened.ok) return opened;
  const repo = opened.value;
  const [found, head] = await Promise.all([readRef(repo, what.ref), headOf(repo)]);
  if (!found.ok) return found;
  if (!head.ok) return head;
  const now = found.value ?? null;
  const moved = failed(movedSince(shortName(what.ref)));
  if (what.ref === 'HEAD' && head.value.branch !== undefined) return moved;
  if (now === what.to) return ok({ repo, now });
  if (what.expect === undefined ? !(await cameFrom(repo, what.ref, what.to, now)) : now !== what.expect) return moved;

  return ok({ repo, now });
}

/** Fails while the branch is checked out somewhere that its move would leave behind. Asked when it runs: a step before it may switch away. */
async function inUse(repo: Repository, what: Input): Promise<Outcome<void>> {
  const branches = await branchesOf(repo, 'heads');
  if (!branches.ok) return branches;
  const branch = branches.value.find((b) => `refs/heads/${b.name}` === what.ref);
  if (branch?.worktree !== undefined) return failed(branchInUse(branch.name, branch.worktree));
  // Taking back a first commit leaves its branch without one; any other branch that is checked out must stay.
  if (what.to === null && branch?.current && (await parentOf(repo, what.ref)) !== null) return failed(branchInUse(branch.name, repo.root));
  return ok(undefined);
}

/** Whether the last move of a ref began there. */
async function cameFrom(repo: Repository, ref: string, to: string | null, now: string | null): Promise<boolean> {
  if (now === null) return true;
  if (to === null) return (await parentOf(repo, ref)) === null;
  const before = await readRef(repo, `${ref}@{1}`);
  return before.ok && before.value === to;
}

async function parentOf(repo: Repository, ref: string): Promise<string | null> {
  const parent = await readRef(repo, `${ref}^`);
  return parent.ok ? (parent.value ?? null) : null;
}

const undoOf = (what: Input, now: string | null): Undo =>
  now === what.to ? 'nothing-changed' : { steps: [{ tool: 'git.restoreRef', input: { directory: what.directory, ref: what.ref, to: now, expect: what.to } }] };

function summaryOf(what: Input, now: string | null): string {
  const name = shortName(what.ref);
  if (now === what.to) return `Nothing to put back: ${name} is where it was`;
  if (what.to === null) return `Remove ${name} again`;
  return now === null ? `Bring ${name} back at ${short(what.to)}` : `Put ${name} back to ${short(what.to)}`;
}

const shortName = (ref: string): string => ref.replace(/^refs\/(?:heads|tags|remotes)\//, '');
