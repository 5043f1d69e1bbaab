import { count, list } from '../../base/say.ts';
import type { Failure } from './failure.ts';

const user = { category: 'user', severity: 'low', recoverable: true } as const;

export const worktreeUnknown = (path: string): Failure => ({
  ...user,
  code: 'git/worktree-unknown',
  message: `${path} is no worktree of this repository. Nothing was changed.`,
  fix: 'git.worktree lists them.',
});

export const worktreeMain = (path: string): Failure => ({
  ...user,
  code: 'git/worktree-main',
  message: `${path} is the repository itself, not a worktree that was made from it. Nothing was changed.`,
  fix: 'git.worktree lists those that can be deleted.',
});

export const worktreeHere = (path: string): Failure => ({
  ...user,
  code: 'git/worktree-here',
  message: `${path} is the worktree this is run from. Nothing was changed.`,
  fix: 'Run it from another one: name that as `directory`, or open it.',
});

export const worktreeEdited = (path: string, edited: readonly string[]): Failure => ({
  ...user,
  code: 'git/worktree-edited',
  message: `${path} holds ${count(edited.length, 'file')} with changes that are not committed: ${list(edited.slice(0, 5))}${edited.length > 5 ? ' …' : ''}. Nothing was changed.`,
  fix: `Commit them there, or put them aside (git.stash with \`directory: ${path}\` and \`untracked: true\`). With \`force: true\` it is deleted all the same, and only rolling that back brings them back.`,
  problems: edited.map((file) => ({ path: file, message: 'it has changes that are not committed' })),
});

export const worktreeBusy = (path: string, operation: string): Failure => ({
  ...user,
  code: 'git/operation-in-progress',
  message: `A ${operation} is in progress in ${path}. It was left as it is.`,
  fix: `Finish it there (git ${operation} --continue) or give it up (--abort) first.`,
});

export const worktreeLocked = (path: string, reason: string): Failure => ({
  ...user,
  code: 'git/worktree-locked',
  message: `${path} is locked${reason === '' ? '' : `: ${reason}`}. Nothing was changed.`,
  fix: `If it may go: git worktree unlock ${path}, then try again.`,
});

/** Git remembers a worktree whose folder is not there any more. */
export const worktreeGone = (path: string, branch: string | undefined): Failure => ({
  ...user,
  code: 'git/worktree-gone',
  message: `Git remembers a worktree ${path}${branch === undefined ? '' : ` with ${branch}`}, and its folder is gone. Nothing was changed.`,
  fix: 'git.worktree with `action: prune` forgets it; if it was moved: git worktree repair, with its new place.',
});
