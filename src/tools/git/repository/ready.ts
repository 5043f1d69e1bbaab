import { type Failure, failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { noIdentity } from '../../../domain/failure/git.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { type Head, headOf } from './head.ts';
import { lockedIndex } from './lock.ts';
import { hooksOf, isAbove, openForFiles, openRepository, type Repository, requireQuiet } from './repository.ts';

export interface Ready {
  readonly repo: Repository;
  readonly head: Head;
}

/**
 * The repository, when it can be written to: its index is free, and nothing is in progress that `what` would get in the
 * way of (`what` absent: anything may be). `files`: also refused where it reaches above the workspace.
 */
export async function readyFor(directory: string, at: Workplace, needs: { readonly quietFor?: string; readonly files?: boolean }): Promise<Outcome<Ready>> {
  const repo = await (needs.files ? openForFiles : openRepository)(directory, at);
  if (!repo.ok) return repo;
  const [head, locked, busy] = await Promise.all([
    headOf(repo.value),
    lockedIndex(repo.value),
    needs.quietFor === undefined ? undefined : requireQuiet(repo.value, needs.quietFor),
  ]);
  if (!head.ok) return head;
  const failure: Failure | undefined = locked ?? busy;
  return failure === undefined ? ok({ repo: repo.value, head: head.value }) : failed(failure);
}

/** Fails unless git knows, without guessing from the machine's name, whose commit it would be. */
export async function requireIdentity(repo: Repository): Promise<Failure | undefined> {
  const asked = await Promise.all(['GIT_AUTHOR_IDENT', 'GIT_COMMITTER_IDENT'].map((whose) => repo.run(['-c', 'user.useConfigOnly=true', 'var', whose])));
  for (const one of asked) {
    if (!one.ok) return one.failure;
    if (one.value.code !== 0) return noIdentity();
  }
  return undefined;
}

/**
 * Names under which a team usually keeps what is deployed: changing one directly deserves a second look. The only list:
 * by it a change of a remote branch is marked, and what policies say of protected branches goes by that mark.
 */
export const looksProtected = (branch: string): boolean => /^(?:main|master|trunk|prod|production|release.*|stable)$/i.test(branch);

/** What a person should know before saying yes, whatever the step is. */
export async function commonWarnings({ repo, head }: Ready, at: Workplace, hooks: readonly string[]): Promise<readonly string[]> {
  const running = await hooksOf(repo, hooks);
  return [
    ...(head.branch === undefined ? ['no branch is checked out (detached HEAD): commits made here are easy to lose'] : []),
    ...(isAbove(repo, at) ? [`the repository is ${repo.root}, above the workspace: more than the workspace is concerned`] : []),
    ...(running.length > 0 ? [`hooks of the repository will run: ${running.join(', ')}`] : []),
  ];
}
