import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { movedSince } from '../../../domain/failure/git.ts';
import { changesNothing, tool, type Undo } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { emptyTree } from '../repository/changes.ts';
import { explain, succeeded } from '../repository/explain.ts';
import { headOf, readRef, short } from '../repository/head.ts';
import { lockedIndex } from '../repository/lock.ts';
import { branchName, directory, objectId } from '../repository/names.ts';
import { openForFiles, type Repository, requireQuiet } from '../repository/repository.ts';

const place = z.strictObject({ branch: branchName.nullable().describe('null: none, detached.'), commit: objectId.nullable().describe('null: no commit yet.') });
const left = z.strictObject({
  branch: branchName.nullable(),
  commit: objectId.nullable().optional().describe('Absent when the run was cut off: then the last move of HEAD must have begun at `to`.'),
});
export const restoreHeadInput = z.strictObject({
  directory,
  to: place.describe('What was checked out before.'),
  expect: left.describe('What the run left checked out.'),
});
type Input = z.output<typeof restoreHeadInput>;
type Place = z.output<typeof place>;

/**
 * The undo of checkouts, merges and pulls: the way git itself goes from one commit to another. Files that are the same
 * in both are left alone, with what is edited and staged in them; one that differs and was edited since stops it
 * before anything is touched.
 */
export const restoreHead = tool({
  name: 'git.restoreHead',
  effect: 'write',
  summary: 'Go back to the branch and commit that were checked out before a run; edits since are kept or stop it.',
  input: restoreHeadInput,
  output: z.object({ branch: z.string().nullable(), commit: z.string().nullable() }),
  says: [],
  guessMs: 300,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    return ok({
      digest: digestOf({ what, now: seen.value.now }),
      summary: seen.value.isBack ? `Nothing to put back: ${inWords(what.to)} is checked out` : `Go back to ${inWords(what.to)}`,
      files: [],
      undo: undoOf(what, seen.value),
      ...changesNothing(seen.value.isBack),
      warnings: [],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { repo, now, isBack } = seen.value;
    if (!isBack) {
      const moved = await goBack(repo, what, now);
      if (!moved.ok) return moved;
    }
    return { ok: true, output: what.to, summary: `${inWords(what.to)} is checked out, as before.`, undo: undoOf(what, seen.value) };
  },

  async verify(what, _seen, at) {
    const seen = await look(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    return seen.value.isBack ? { met: true } : { met: false, missing: [`${inWords(what.to)} is not checked out`] };
  },
});

async function look(what: Input, at: Workplace): Promise<Outcome<{ repo: Repository; now: Place; isBack: boolean }>> {
  const opened = await openForFiles(what.directory, at);
  if (!opened.ok) return opened;
  const repo = opened.value;
  const head = await headOf(repo);
  if (!head.ok) return head;
  const now = { branch: head.value.branch ?? null, commit: head.value.commit ?? null };
  const isBack = same(now, what.to);
  if (!isBack && !(await isWhereLeft(repo, what, now))) return failed(movedSince(what.expect.branch ?? 'HEAD'));
  const busy = (await requireQuiet(repo, 'nothing can be taken back')) ?? (await lockedIndex(repo));
  if (busy !== undefined) return failed(busy);
  if (!isBack && what.to.branch !== null && what.to.branch !== what.expect.branch) {
    const branch = await readRef(repo, `refs/heads/${what.to.branch}`);
    if (!branch.ok) return branch;
    if ((branch.value ?? null) !== what.to.commit) return failed(movedSince(what.to.branch));
  }
  return ok({ repo, now, isBack });
}

async function isWhereLeft(repo: Repository, { to, expect }: Input, now: Place): Promise<boolean> {
  if (now.branch !== expect.branch) return false;
  if (expect.commit !== undefined) return now.commit === expect.commit;
  const before = await readRef(repo, 'HEAD@{1}');
  return before.ok && before.value === to.commit;
}

async function goBack(repo: Repository, { to }: Input, expect: Place): Promise<Outcome<string>> {
  const nothing = await emptyTree(repo);
  if (to.commit !== expect.commit) {
    const read = await repo.run(['read-tree', '-m', '-u', expect.commit ?? nothing, to.commit ?? nothing], { writes: true });
    if (!read.ok) return read;
    if (read.value.code !== 0) return failed(await explain(repo, 'going back', read.value));
  }
  const message = ['-m', 'nimbus: taken back'];
  const args =
    to.branch !== expect.branch
      ? to.branch === null
        ? ['update-ref', ...message, '--no-deref', 'HEAD', to.commit ?? '']
        : ['symbolic-ref', ...message, 'HEAD', `refs/heads/${to.branch}`]
      : to.commit === null
        ? ['update-ref', '-d', `refs/heads/${to.branch}`, expect.commit ?? '']
        : ['update-ref', ...message, 'HEAD', to.commit, expect.commit ?? ''];
  if (to.branch === expect.branch && to.commit === expect.commit) return ok('');
  return succeeded('update-ref', await repo.run(args, { writes: true }));
}

const same = (a: Place, b: Place): boolean => a.branch === b.branch && a.commit === b.commit;
const inWords = ({ branch, commit }: Place): string => branch ?? short(commit ?? 'nothing');

const undoOf = (what: Input, { now, isBack }: { readonly now: Place; readonly isBack: boolean }): Undo =>
  isBack ? 'nothing-changed' : { steps: [{ tool: 'git.restoreHead', input: { directory: what.directory, to: now, expect: what.to } }] };
