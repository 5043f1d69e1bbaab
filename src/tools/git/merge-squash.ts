import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { gitFailed, mergeConflicts, stagedGoesAlong } from '../../domain/failure/git.ts';
import type { Observation } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { conflictProblems, openConflicts } from './repository/conflicts.ts';
import { ended, explain } from './repository/explain.ts';
import { fields } from './repository/git.ts';
import { headOf, inWords, short } from './repository/head.ts';
import { watchFiles } from './repository/put-back.ts';
import type { Ready } from './repository/ready.ts';
import { inWorkspace, type Repository } from './repository/repository.ts';
import { backTo } from './repository/switching.ts';

export const squashHooks = ['pre-commit', 'prepare-commit-msg', 'commit-msg', 'post-commit', 'post-merge'];

/** Git would put into the one commit whatever is staged besides. */
export async function stagedAlready(repo: Repository, at: Workplace): Promise<Outcome<void>> {
  const asked = await repo.run(['diff', '--cached', '--name-only', '-z', 'HEAD', '--']);
  if (!asked.ok) return asked;
  if (asked.value.code !== 0) return failed(gitFailed('diff', asked.value.code, asked.value.stderr));
  const staged = fields(asked.value.stdout);
  return staged.length === 0
    ? ok(undefined)
    : failed(
        stagedGoesAlong(
          'Merging as one commit',
          staged.map((path) => inWorkspace(repo, at, path)),
        ),
      );
}

interface Squash {
  readonly directory: string;
  readonly from: string;
  readonly message?: string | undefined;
  readonly timeoutSeconds: number;
}

/** Stages what the merge would bring and commits it; where either does not go, what is checked out is put back. */
export async function squash(what: Squash, at: Workplace, { repo, head }: Ready) {
  const timeoutMs = what.timeoutSeconds * 1000;
  const start = async (args: readonly string[]) =>
    ended(repo, 'merge', await repo.run(args, { writes: true, timeoutMs, onLine: (line) => at.progress(line.slice(0, 200)) }), squashHooks, timeoutMs);
  const watched = await watchFiles(repo, at, [[`${head.commit}...${what.from}`]], { saving: true });
  if (!watched.ok) return watched;
  const brought = await start(['merge', '--squash', '--no-stat', what.from]);
  if (!brought.ok || brought.value.code !== 0) {
    const failure = await watched.value(brought.ok ? await explain(repo, 'merge', brought.value, squashHooks) : brought.failure);
    const conflicts = await openConflicts(repo, at);
    const back = await putBack(repo);
    if (back !== undefined) return back;
    if (conflicts.ok && conflicts.value.length > 0) return failed(mergeConflicts(`Merging ${what.from}`, conflictProblems(conflicts.value)));
    return failed(failure);
  }
  const made = await start(['commit', '--quiet', '--no-edit', ...(what.message === undefined ? [] : [`--message=${what.message}`])]);
  const now = await headOf(repo);
  if (!now.ok) return now;
  if (now.value.commit === head.commit) {
    const back = await putBack(repo);
    if (back !== undefined) return back;
    return made.ok ? failed(await explain(repo, 'commit', made.value, squashHooks)) : made;
  }
  return {
    ok: true,
    output: { result: 'squashed' as const, before: head.commit, commit: now.value.commit, conflicts: [] },
    summary: `Merged ${what.from} as one commit: ${inWords(head)} is at ${short(now.value.commit ?? '')}.`,
    undo: backTo(what.directory, head, now.value),
  } as const;
}

/** Nothing was staged before and no edited file was touched, so what the merge brought can go; edits elsewhere stay. */
async function putBack(repo: Repository): Promise<Observation<never> | undefined> {
  const reset = await repo.run(['reset', '--quiet', '--merge'], { writes: true });
  if (!reset.ok) return reset;
  return reset.value.code === 0 ? undefined : failed(gitFailed('reset --merge', reset.value.code, reset.value.stderr));
}
