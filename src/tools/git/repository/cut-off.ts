import { join } from 'node:path';
import type { Undo } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { restoreHeadInput } from '../undo/restore-head.ts';
import { fields } from './git.ts';
import { readRef } from './head.ts';
import { readyFor } from './ready.ts';
import { isThere, type Repository } from './repository.ts';

/**
 * What became of a checkout, merge or pull that was cut off. Git moves HEAD last, once all files are written, so where HEAD stands
 * as it was to, it is done; where it stands as before, it never began only if no file shows that it did. `theirs`: the
 * revision that was to come in, where the commit it would end in was not known.
 */
export async function headAfterCutOff(directory: string, at: Workplace, begun: Undo | undefined, theirs?: string): Promise<'done' | 'not-started' | 'unknown'> {
  const meant = restoreHeadInput.safeParse(typeof begun === 'object' && 'steps' in begun ? begun.steps[0]?.input : undefined);
  if (!meant.success) return 'unknown';
  const ready = await readyFor(directory, at, { files: true, quietFor: 'nothing can be told' });
  if (!ready.ok) return 'unknown';
  const { repo, head } = ready.value;
  const { to, expect } = meant.data;
  const now = { branch: head.branch ?? null, commit: head.commit ?? null };
  if (now.branch === to.branch && now.commit === to.commit) return (await isUntouched(repo, to.commit, expect.commit ?? theirs)) ? 'not-started' : 'unknown';
  if (now.branch !== expect.branch) return 'unknown';
  if (expect.commit !== undefined) return now.commit === expect.commit ? 'done' : 'unknown';
  const [before, isIn] = await Promise.all([
    readRef(repo, 'HEAD@{1}'),
    theirs === undefined ? undefined : repo.run(['merge-base', '--is-ancestor', '--end-of-options', theirs, 'HEAD']),
  ]);
  return before.ok && before.value === to.commit && isIn?.ok === true && isIn.value.code === 0 ? 'done' : 'unknown';
}

/** Nothing that is tracked differs from what is checked out, and none of the files that were to come is there. */
async function isUntouched(repo: Repository, before: string | null, after: string | null | undefined): Promise<boolean> {
  const status = await repo.run(['status', '--porcelain=v2', '-z', '--untracked-files=no'], { timeoutMs: 120_000 });
  if (!status.ok || status.value.code !== 0 || status.value.stdout !== '') return false;
  if (before === null || after === null || after === undefined) return before === after;
  const added = await repo.run(['diff', '--name-only', '-z', '--no-renames', '--diff-filter=A', '--end-of-options', before, after, '--']);
  if (!added.ok || added.value.code !== 0) return false;
  for (const file of fields(added.value.stdout)) if (await isThere(join(repo.root, file))) return false;
  return true;
}
