import { count, list, shorten } from '../../base/say.ts';
import type { Failure, Problem } from './failure.ts';

const user = { category: 'user', severity: 'low', recoverable: true } as const;
const system = { category: 'system', severity: 'medium', recoverable: true } as const;
const auth = { category: 'auth', severity: 'medium', recoverable: true } as const;

export const notARepository = (directory: string): Failure => ({
  ...user,
  code: 'git/not-a-repository',
  message: `${place(directory)} is not in a git repository.`,
  fix: 'Choose a folder that is (`directory`), or make one there: git init.',
});

export const bareRepository = (directory: string): Failure => ({
  ...user,
  code: 'git/bare-repository',
  message: `${place(directory)} is a bare repository, or the inside of one: it has no files to work on.`,
  fix: 'Work in a clone or a worktree of it: git worktree add ../work main.',
});

export const repositoryAbove = (root: string, folder: string): Failure => ({
  ...user,
  code: 'git/repository-above',
  message: `The repository is ${root}, above the workspace ${folder}, so this would change files outside the workspace. Nothing was changed.`,
  fix: `Make ${root} the workspace (open that folder, or --cwd ${root}) and run it there.`,
});

export const notTrustedByGit = (root: string): Failure => ({
  ...system,
  code: 'git/other-owner',
  message: `${root} belongs to another user, so git won't work in it.`,
  fix: `If you trust it: git config --global --add safe.directory ${root}`,
});

export const noCommitYet = (what: string): Failure => ({
  ...user,
  code: 'git/no-commit-yet',
  message: `There is no commit yet on this branch, so ${what}.`,
  fix: 'Make the first commit: git.add, then git.commit.',
});

export const detachedHead = (what: string): Failure => ({
  ...user,
  code: 'git/detached-head',
  message: `No branch is checked out here (detached HEAD), so ${what}. Nothing was changed.`,
  fix: 'Check out a branch first, or make one here: git.checkout with `create`.',
});

export const operationInProgress = (operation: string, what: string): Failure => ({
  ...user,
  code: 'git/operation-in-progress',
  message: `A ${operation} is in progress here, so ${what}. Nothing was changed.`,
  fix:
    operation === 'merge'
      ? 'Commit it once its conflicts are resolved, or give it up: git.merge with `abort`.'
      : `Finish it (git ${operation} --continue) or give it up (--abort).`,
});

export const noOperation = (): Failure => ({
  ...user,
  code: 'git/no-merge',
  message: 'No merge is in progress here. Nothing was changed.',
  fix: 'git.status shows what is.',
});

export const noIdentity = (): Failure => ({
  ...user,
  code: 'git/no-identity',
  missing: true,
  message: 'git does not know whose commit this would be: no name and address are set. Nothing was changed.',
  fix: 'Set them once: git config --global user.name "Your Name" and git config --global user.email you@example.com',
});

/** `ageMs` of the lock; `holder`: a living git at work in this repository, `undefined` where there is none, `'unknown'` where nothing can tell. */
export const indexLocked = (path: string, ageMs: number, holder: { pid: number; command: string } | undefined | 'unknown'): Failure => {
  const age = ageMs < 60_000 ? `${Math.max(1, Math.round(ageMs / 1000))} s` : `${Math.round(ageMs / 60_000)} min`;
  const base = { ...system, code: 'git/index-locked' } as const;
  if (holder === 'unknown')
    return {
      ...base,
      message: `${path} has been there for ${age}: another git is at work in this repository, or one was cut off. Nothing was changed.`,
      fix: 'Wait for it; if no git is running, remove that file and try again.',
    };
  return holder === undefined
    ? {
        ...base,
        message: `${path} has been there for ${age} and no git is at work in this repository: it was left behind by one that was cut off. Nothing was changed.`,
        fix: `Remove ${path}, then try again.`,
      }
    : {
        ...base,
        message: `Another git is at work in this repository (${holder.command}, process ${holder.pid}) and holds ${path}. Nothing was changed.`,
        fix: 'Wait until it is done, then try again.',
      };
};

export const nothingStaged = (hasChanges: boolean): Failure => ({
  ...user,
  code: 'git/nothing-staged',
  message: hasChanges ? 'Nothing is staged, so no commit was made.' : 'There is nothing to commit: no file differs from the last commit.',
  fix: hasChanges ? 'Stage files first (git.add), or commit with `all: true`.' : 'Nothing needs to be done.',
});

export const conflictsOpen = (paths: readonly string[]): Failure => ({
  ...user,
  code: 'git/conflicts-open',
  message: `${count(paths.length, 'file')} still ${paths.length === 1 ? 'has a conflict' : 'have conflicts'}: ${some(paths)}. Nothing was changed.`,
  fix: 'Resolve them, stage the result (git.add), then commit; or give the merge up: git.merge with `abort`.',
  problems: paths.map((path) => ({ path, message: 'both sides changed it; choose what stays and stage it' })),
});

export const mergeConflicts = (what: string, problems: readonly Problem[]): Failure => ({
  ...user,
  code: 'git/merge-conflicts',
  message: `${what} would conflict in ${count(problems.length, 'file')}: ${some(problems.map((p) => p.path))}. Everything is as it was before.`,
  fix: 'To resolve them by hand, run it with `conflicts: keep`; or bring the two sides closer first.',
  problems,
});

/** A hook of the repository said no, or broke. */
export const hookRefused = (what: string, output: string): Failure => ({
  ...user,
  code: 'git/hook-refused',
  message: `A hook of this repository stopped the ${what}: ${lastLine(output)}. Nothing was changed.`,
  fix: 'Do what the hook asks for; its whole output is in the details.',
  details: output.slice(-4000),
});

export const gitTimedOut = (what: string, after: string, hooks: readonly string[]): Failure => ({
  ...system,
  code: 'git/timeout',
  message: `git ${what} was not done after ${after} and was stopped, with everything it had started. Nothing was changed.`,
  fix:
    hooks.length > 0
      ? `A hook may hang (${list(hooks)}): run it by hand, or allow more time (timeoutSeconds).`
      : 'Try again, or allow more time (timeoutSeconds).',
});

export const signingFailed = (details: string): Failure => ({
  ...auth,
  code: 'git/signing-failed',
  missing: true,
  message: 'This repository wants signed commits and git could not sign, so nothing was committed.',
  fix: 'See that the key in `git config user.signingKey` is on this machine and unlocked (gpg --list-secret-keys, or ssh-add -l), then try again.',
  details,
});

export const branchUnknown = (name: string, near: string | undefined): Failure => ({
  ...user,
  code: 'git/branch-unknown',
  message: `There is no branch ${name} here. Nothing was changed.`,
  fix: near === undefined ? 'git.branch lists them.' : `Did you mean ${near}? git.branch lists them all.`,
});

export const branchExists = (name: string): Failure => ({
  ...user,
  code: 'git/branch-exists',
  message: `There is a branch ${name} already. It was left as it is.`,
  fix: 'Choose another name, or check that one out.',
});

export const branchInUse = (name: string, where: string): Failure => ({
  ...user,
  code: 'git/branch-in-use',
  message: `${name} is checked out in ${where}. Nothing was changed.`,
  fix: 'Check out another branch there first.',
});

export const branchNotMerged = (name: string): Failure => ({
  ...user,
  code: 'git/branch-not-merged',
  message: `${name} has commits that no other branch here has; deleting it would leave them without a name. It was left as it is.`,
  fix: 'Merge it first, or delete it with `force: true`; rolling that back brings it back.',
});

export const revisionUnknown = (revision: string): Failure => ({
  ...user,
  code: 'git/revision-unknown',
  message: `There is no commit ${revision} here.`,
  fix: 'Check the name; git.log and git.branch show what there is. A branch that is only on the remote is named origin/NAME.',
});

export const wouldOverwrite = (what: string, paths: readonly string[]): Failure => ({
  ...user,
  code: 'git/would-overwrite',
  message: `${what} would overwrite changes that are not committed${paths.length > 0 ? `: ${some(paths)}` : ''}. Nothing was changed.`,
  fix: 'Commit them or put them aside (git.stash), then try again.',
  problems: paths.map((path) => ({ path, message: 'it has changes that are not committed' })),
});

export const stagedGoesAlong = (what: string, paths: readonly string[]): Failure => ({
  ...user,
  code: 'git/staged-goes-along',
  message: `${what} would take along what is staged already: ${some(paths)}. Nothing was changed.`,
  fix: 'Commit it first, or unstage it (git.unstage), then try again.',
  problems: paths.map((path) => ({ path, message: 'it is staged' })),
});

export const cannotFastForward = (what: string): Failure => ({
  ...user,
  code: 'git/diverged',
  message: `${what}: both sides have commits the other has not, so it can't be fast-forwarded. Nothing was changed.`,
  fix: 'Say how to join them: `how: merge` or `how: rebase`.',
});

export const unrelatedHistories = (what: string): Failure => ({
  ...user,
  code: 'git/unrelated-histories',
  message: `${what}: the two have no commit in common. Nothing was changed.`,
  fix: 'Check that it is the right repository and branch.',
});

export const stashUnknown = (which: string): Failure => ({
  ...user,
  code: 'git/stash-unknown',
  message: `There is no stash ${which}. Nothing was changed.`,
  fix: 'git.stash with `action: list` shows them.',
});

export const movedSince = (what: string): Failure => ({
  ...user,
  code: 'git/moved-since',
  severity: 'medium',
  message: `${what} moved on after the run; taking the run back would lose that. Nothing was changed.`,
  fix: 'Take back what came after first, or leave it. git reflog shows every step.',
});

/** `input`: of the tool that was to fill the folder. */
export const folderTaken = (path: string, input: 'into' | 'path'): Failure => ({
  ...user,
  code: 'git/folder-taken',
  message: `${path} is there already and is not empty. It was left as it is.`,
  fix: `Choose another folder (\`${input}\`).`,
});

export const cloneEdited = (path: string, what: string): Failure => ({
  ...user,
  code: 'git/clone-used',
  severity: 'medium',
  message: `${path} holds something that is not in the place it was cloned from: ${what}. It was left as it is.`,
  fix: 'Keep it, or remove the folder yourself.',
});

/** Where nothing else of git's words fits: the disk is full, or all there is is what git said. */
export const gitFailed = (what: string, code: number, stderr: string): Failure =>
  saysNoRoom(stderr)
    ? gitNoRoom(stderr)
    : {
        ...system,
        code: 'git/failed',
        message: `git ${what} ended with ${code}: ${lastLine(stderr)}`,
        fix: 'What git said is in the details; git.status shows how things stand.',
        details: stderr.slice(-4000),
      };

export const diskFull = 'files/disk-full';

/** Whether it is this machine's disk; what a remote says of its own stands behind `remote:`. */
export const saysNoRoom = (stderr: string): boolean => /^(?!remote:).*(?:No space left on device|Disk quota exceeded|Out of diskspace)/im.test(stderr);

/** `left`: files that git had changed already and that could not be put back; absent: nobody looked. `saved`: a commit of their uncommitted contents. */
export const gitNoRoom = (stderr: string, left?: readonly string[], saved?: string): Failure => ({
  ...system,
  code: diskFull,
  message: `The disk is full: git could not write what it had to.${left === undefined ? '' : left.length === 0 ? ' Everything is as it was before.' : ` Half-changed: ${some(left)}.`}`,
  fix:
    saved === undefined
      ? 'Free some space and run this again; git.status shows how things stand.'
      : `Free some space; then git stash apply ${saved} brings back what was not committed.`,
  details: stderr.slice(-4000),
});

const place = (directory: string): string => (directory === '.' || directory === '' ? 'This folder' : directory);

const some = (paths: readonly string[]): string => (paths.length > 5 ? `${paths.slice(0, 5).join(', ')} and ${paths.length - 5} more` : list(paths));

function lastLine(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.replace(/^(fatal|error|remote|hint):\s*/i, '').trim())
    .filter(Boolean);
  return shorten(lines.at(-1) ?? 'it said nothing', 300).replace(/\.$/, '');
}

export const pathsIgnored = (paths: readonly string[]): Failure => ({
  ...user,
  code: 'git/ignored',
  message: `.gitignore hides ${some(paths)}, so ${paths.length === 1 ? 'it was' : 'they were'} not staged. Nothing was changed.`,
  fix: 'If it is meant to be in the repository, stage it with `force: true`.',
});

export const nothingToStash = (): Failure => ({
  ...user,
  code: 'git/nothing-to-stash',
  message: 'There is nothing to put aside: no tracked file has changes.',
  fix: 'New files are put aside with `untracked: true`.',
});

export const tagUnknown = (name: string): Failure => ({
  ...user,
  code: 'git/tag-unknown',
  message: `There is no tag ${name} here. Nothing was changed.`,
  fix: 'git.tag lists them.',
});

export const tagExists = (name: string): Failure => ({
  ...user,
  code: 'git/tag-exists',
  message: `There is a tag ${name} already. It was left as it is.`,
  fix: 'Choose another name, or delete that one first (git.tag with `action: delete`).',
});

/** A commit that does not fit on top of what is there. */
export const replayConflicts = (what: string, command: string, problems: readonly Problem[]): Failure => ({
  ...mergeConflicts(what, problems),
  fix: `Bring the two sides closer first; or do it by hand: git ${command}, resolve what conflicts, then git ${command} --continue.`,
});

export const nothingLeftToDo = (what: string): Failure => ({
  ...user,
  code: 'git/nothing-to-do',
  message: `${what} would change nothing: it is so already. Nothing was changed.`,
  fix: 'Nothing needs to be done. git.log shows what is there.',
});

export const isMerge = (commit: string, parents: number, mainline: number): Failure => ({
  ...user,
  code: 'git/no-such-parent',
  message: `${commit} has ${count(parents, 'parent')}, so there is no parent ${mainline} to compare it with. Nothing was changed.`,
  fix: parents > 1 ? `Choose 1 to ${parents} for \`mainline\`.` : 'Leave `mainline` out: it is for merges.',
});

export const nothingToClean = (): Failure => ({
  ...user,
  code: 'git/nothing-to-clean',
  message: 'There is nothing to remove: git knows every file here, or ignores it.',
  fix: 'What .gitignore hides is removed with `ignored: true`.',
});

export const remoteExists = (name: string): Failure => ({
  ...user,
  code: 'git/remote-exists',
  message: `There is a remote ${name} already. It was left as it is.`,
  fix: 'Choose another name, or change where it leads: git.remote with `action: setUrl`.',
});

export const fileUnknownIn = (path: string, where: string): Failure => ({
  ...user,
  code: 'git/file-unknown',
  message: `There is no file ${path} in ${where}.`,
  fix: 'Check the name; git.log with `paths` shows the commits that touched it.',
});
