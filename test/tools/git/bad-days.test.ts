import { chmodSync, existsSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { call } from '../../support/drive-tool.ts';
import { tempFolder } from '../../support/temp.ts';
import { commitFiles, plain, repository, sh, stateOf, type World, withConfig, withRemote } from './support.ts';

interface Case {
  readonly what: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly prepare?: (world: World) => unknown;
  readonly tool: string;
  readonly input?: object;
  /** `code: what is true now`, and what to do. */
  readonly says: readonly [string, string];
}

/** The call fails with these words, and the repository is as it was before. */
async function check({ files, prepare, tool, input = {}, says }: Case): Promise<void> {
  const world = repository(files);
  prepare?.(world);
  const before = [stateOf(world.folder), ...left(world)];
  const done = await call(world, tool, input);
  expect([plain(`${done.failure?.code}: ${done.failure?.message}`, world), plain(done.failure?.fix ?? '', world)]).toEqual([
    expect.stringMatching(pattern(says[0])),
    expect.stringMatching(pattern(says[1])),
  ]);
  expect([stateOf(world.folder), ...left(world)]).toEqual(before);
}

/** Locks and half-made files, which a state does not show. */
const left = (world: World): readonly string[] =>
  ['.', '.git']
    .flatMap((folder) => (existsSync(join(world.folder, folder)) ? readdirSync(join(world.folder, folder)) : []))
    .filter((name) => /\.lock$|^\.nimbus/.test(name));

/** Words as they are, with `…` for what differs from time to time. */
const pattern = (words: string): RegExp =>
  new RegExp(
    `^${words
      .split('…')
      .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('[^]*')}$`,
  );

const stage = (world: World): void => {
  writeFileSync(join(world.folder, 'new.txt'), 'new\n');
  world.git('add', 'new.txt');
};

const hook = (name: string, script: string) => (world: World) => {
  stage(world);
  const path = join(world.folder, '.git/hooks', name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
};

/** Two branches that changed the same line. */
const diverge = (world: World): void => {
  world.git('switch', '--quiet', '--create', 'theirs');
  commitFiles(world.folder, { 'a.txt': 'one\nTHEIRS\nthree\n' }, 'Theirs');
  world.git('switch', '--quiet', 'main');
  commitFiles(world.folder, { 'a.txt': 'one\nOURS\nthree\n' }, 'Ours');
};

const midMerge = (world: World): void => {
  diverge(world);
  try {
    world.git('merge', '--quiet', 'theirs');
  } catch {
    // It stops at the conflict: that is the state wanted.
  }
};

/** A program of one line in the place of git. */
const inItsPlace = (script: string) => () => {
  const program = join(tempFolder(), 'git');
  writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  vi.stubEnv('NIMBUS_GIT', program);
  onTestFinished(() => void vi.unstubAllEnvs());
};

const cases: readonly Case[] = [
  ...['git.status', 'git.log', 'git.diff'].map(
    (tool): Case => ({
      what: `${tool} in a folder that is no repository`,
      prepare: (w) => rmSync(join(w.folder, '.git'), { recursive: true }),
      tool,
      says: ['git/not-a-repository: This folder is not in a git repository.', 'Choose a folder that is (`directory`), or make one there: git init.'],
    }),
  ),
  {
    what: 'no git on this machine',
    prepare: () => {
      vi.stubEnv('NIMBUS_GIT', 'git-that-is-not-there');
      onTestFinished(() => void vi.unstubAllEnvs());
    },
    tool: 'git.status',
    says: ['program/missing: git-that-is-not-there was not found on this machine.', 'Install git-that-is-not-there, or put its folder on your PATH.'],
  },
  {
    what: 'a git that prints garbage',
    prepare: inItsPlace('echo "<html>"'),
    tool: 'git.status',
    says: [
      'program/garbled: git rev-parse printed something that is not what git answers, so its answer can…t be trusted.',
      'Check that the git on your PATH …',
    ],
  },
  {
    what: 'a git that is killed',
    prepare: inItsPlace('kill -9 $$'),
    tool: 'git.status',
    says: ['program/killed: …git was ended from outside (SIGKILL) …', '…'],
  },
  {
    what: 'a git that is too old to look at a merge',
    prepare: (w) => {
      diverge(w);
      inItsPlace(`case "$*" in version) echo 'git version 2.25.1';; *merge-tree*) echo 'usage: git merge-tree' >&2; exit 129;; *) exec git "$@";; esac`)();
    },
    tool: 'git.merge',
    input: { from: 'theirs' },
    says: ['program/too-old: …git is version 2.25.1; this needs 2.38 or newer.', 'Install a newer git …'],
  },
  { what: 'a folder that is not there', tool: 'git.status', input: { directory: 'no' }, says: ['files/not-found: There is nothing at no.', '…'] },
  { what: 'a folder outside', tool: 'git.status', input: { directory: '../..' }, says: ['files/outside-workspace: …', '…'] },
  {
    what: 'a bare repository',
    prepare: (w) => w.git('init', '--quiet', '--bare', 'bare.git'),
    tool: 'git.status',
    input: { directory: 'bare.git' },
    says: ['git/bare-repository: bare.git is a bare repository, or the inside of one: it has no files to work on.', 'Work in a clone or a worktree of it: …'],
  },
  {
    what: 'history before the first commit',
    files: {},
    tool: 'git.log',
    says: ['git/no-commit-yet: There is no commit yet on this branch, so it has no history.', '…'],
  },
  {
    what: 'a branch before the first commit',
    files: {},
    tool: 'git.branch',
    input: { action: 'create', name: 'x' },
    says: ['git/no-commit-yet: …', 'Make the first commit: git.add, then git.commit.'],
  },
  { what: 'a stash before the first commit', files: {}, tool: 'git.stash', says: ['git/no-commit-yet: …', '…'] },
  {
    what: 'an amend before the first commit',
    files: {},
    prepare: stage,
    tool: 'git.commit',
    input: { message: 'x', amend: true },
    says: ['git/no-commit-yet: … so there is none to amend.', '…'],
  },
  {
    what: 'a commit of nothing',
    tool: 'git.commit',
    input: { message: 'x' },
    says: ['git/nothing-staged: There is nothing to commit: no file differs from the last commit.', 'Nothing needs to be done.'],
  },
  {
    what: 'a commit with nothing staged',
    prepare: (w) => writeFileSync(join(w.folder, 'a.txt'), 'x'),
    tool: 'git.commit',
    input: { message: 'x' },
    says: ['git/nothing-staged: Nothing is staged, so no commit was made.', 'Stage files first (git.add), or commit with `all: true`.'],
  },
  {
    what: 'no identity',
    prepare: (w) => {
      stage(w);
      withConfig('[init]\n\tdefaultBranch = main\n');
    },
    tool: 'git.commit',
    input: { message: 'x' },
    says: [
      'git/no-identity: git does not know whose commit this would be: no name and address are set. Nothing was changed.',
      'Set them once: git config --global user.name "Your Name" and git config --global user.email you@example.com',
    ],
  },
  {
    what: 'an index lock that was left behind',
    prepare: (w) => {
      stage(w);
      writeFileSync(join(w.folder, '.git/index.lock'), '');
    },
    tool: 'git.commit',
    input: { message: 'x' },
    says: [
      'git/index-locked: ${workspace}/.git/index.lock has been there for … and no git is at work in this repository: it was left behind by one that was cut off. Nothing was changed.',
      'Remove ${workspace}/.git/index.lock, then try again.',
    ],
  },
  {
    what: 'a hook that refuses',
    prepare: hook('pre-commit', 'echo "run the formatter first" >&2; exit 1'),
    tool: 'git.commit',
    input: { message: 'x' },
    says: [
      'git/hook-refused: A hook of this repository stopped the commit: run the formatter first. Nothing was changed.',
      'Do what the hook asks for; its whole output is in the details.',
    ],
  },
  {
    what: 'a hook that refuses a commit of everything: what was staged stays so, and nothing else is',
    prepare: (w) => {
      hook('pre-commit', 'echo "run the formatter first"; exit 1')(w);
      writeFileSync(join(w.folder, 'a.txt'), 'edited\n');
      writeFileSync(join(w.folder, 'newer.txt'), 'newer\n');
    },
    tool: 'git.commit',
    input: { message: 'x', all: true, untracked: true },
    says: ['git/hook-refused: A hook of this repository stopped the commit: run the formatter first. Nothing was changed.', '…'],
  },
  {
    what: 'a hook that hangs',
    prepare: hook('pre-commit', 'echo at work; sleep 1000 & wait'),
    tool: 'git.commit',
    input: { message: 'x', timeoutSeconds: 1 },
    says: [
      'git/timeout: git commit was not done after 1.0 s and was stopped, with everything it had started. Nothing was changed.',
      'A hook may hang (pre-commit): run it by hand, or allow more time (timeoutSeconds).',
    ],
  },
  {
    what: 'signing wanted, no key',
    prepare: (w) => {
      stage(w);
      w.git('config', 'commit.gpgSign', 'true');
      w.git('config', 'gpg.format', 'ssh');
      w.git('config', 'user.signingKey', join(w.folder, '.git/no-such-key'));
    },
    tool: 'git.commit',
    input: { message: 'x' },
    says: [
      'git/signing-failed: This repository wants signed commits and git could not sign, so nothing was committed.',
      'See that the key in `git config user.signingKey` is on this machine and unlocked …',
    ],
  },
  {
    what: 'a commit while there are conflicts',
    prepare: midMerge,
    tool: 'git.commit',
    input: { message: 'x' },
    says: ['git/conflicts-open: 1 file still has a conflict: a.txt. Nothing was changed.', '…git.merge with `abort`.'],
  },
  {
    what: 'another branch while a merge is in progress',
    prepare: midMerge,
    tool: 'git.checkout',
    input: { branch: 'theirs' },
    says: ['git/operation-in-progress: A merge is in progress here, so another branch can’t be checked out. Nothing was changed.', '…'],
  },
  { what: 'a merge while one is in progress', prepare: midMerge, tool: 'git.merge', input: { from: 'theirs' }, says: ['git/operation-in-progress: …', '…'] },
  { what: 'a stash while a merge is in progress', prepare: midMerge, tool: 'git.stash', says: ['git/operation-in-progress: …', '…'] },
  {
    what: 'giving up a merge that is none',
    tool: 'git.merge',
    input: { abort: true },
    says: ['git/no-merge: No merge is in progress here. Nothing was changed.', '…'],
  },
  {
    what: 'a worktree with the branch that is checked out here',
    tool: 'git.worktree',
    input: { action: 'create', path: 'tree', branch: 'main' },
    says: ['git/branch-in-use: main is checked out in ${workspace}. Nothing was changed.', 'Check out another branch there first.'],
  },
  {
    what: 'a worktree with a branch that a worktree had whose folder is gone',
    prepare: (w) => {
      w.git('worktree', 'add', '--quiet', '-b', 'topic', 'old');
      rmSync(join(w.folder, 'old'), { recursive: true });
    },
    tool: 'git.worktree',
    input: { action: 'create', path: 'tree', branch: 'topic' },
    says: ['git/worktree-gone: Git remembers a worktree old with topic, and its folder is gone. Nothing was changed.', '…`action: prune`…'],
  },
  {
    what: 'a worktree with a branch nobody has',
    tool: 'git.worktree',
    input: { action: 'create', path: 'tree', branch: 'mian' },
    says: ['git/branch-unknown: There is no branch mian here. Nothing was changed.', 'Did you mean main? … With `from` it is made; …'],
  },
  {
    what: 'a worktree in a folder that holds something',
    files: { 'a.txt': 'a', 'docs/a.md': 'a' },
    tool: 'git.worktree',
    input: { action: 'create', path: 'docs', branch: 'topic', from: 'HEAD' },
    says: ['git/folder-taken: docs is there already and is not empty. It was left as it is.', 'Choose another folder (`path`).'],
  },
  {
    what: 'a worktree outside the workspace',
    tool: 'git.worktree',
    input: { action: 'create', path: '../tree', branch: 'topic', from: 'HEAD' },
    says: ['files/outside-workspace: …', '…'],
  },
  {
    what: 'a worktree through a link that leads out',
    prepare: (w) => symlinkSync(tempFolder(), join(w.folder, 'out')),
    tool: 'git.worktree',
    input: { action: 'create', path: 'out/tree', branch: 'topic', from: 'HEAD' },
    says: ['files/outside-workspace: …', '…'],
  },
  {
    what: 'a worktree in the folder git keeps for itself',
    tool: 'git.worktree',
    input: { action: 'create', path: '.git/tree', branch: 'topic', from: 'HEAD' },
    says: ['files/inside-git: …', '…'],
  },
  {
    what: 'a worktree before the first commit',
    files: {},
    tool: 'git.worktree',
    input: { action: 'create', path: 'tree', branch: 'topic', from: 'HEAD' },
    says: ['git/no-commit-yet: There is no commit yet on this branch, so there are no files for a worktree.', '…'],
  },
  {
    what: 'deleting the repository as if it were a worktree',
    tool: 'git.worktree',
    input: { action: 'delete', path: '.', force: true },
    says: ['git/worktree-main: . is the repository itself, not a worktree that was made from it. Nothing was changed.', '…'],
  },
  {
    what: 'deleting the worktree this is run from',
    prepare: (w) => w.git('worktree', 'add', '--quiet', '-b', 'topic', 'tree'),
    tool: 'git.worktree',
    input: { directory: 'tree', action: 'delete', path: 'tree' },
    says: ['git/worktree-here: tree is the worktree this is run from. Nothing was changed.', '…'],
  },
  {
    what: 'deleting a folder that is no worktree',
    files: { 'a.txt': 'a', 'docs/a.md': 'a' },
    tool: 'git.worktree',
    input: { action: 'delete', path: 'docs', force: true },
    says: ['git/worktree-unknown: docs is no worktree of this repository. Nothing was changed.', 'git.worktree lists them.'],
  },
  {
    what: 'deleting a worktree that is locked',
    prepare: (w) => {
      w.git('worktree', 'add', '--quiet', '-b', 'topic', 'tree');
      w.git('worktree', 'lock', '--reason=in use', 'tree');
    },
    tool: 'git.worktree',
    input: { action: 'delete', path: 'tree', force: true },
    says: ['git/worktree-locked: tree is locked: in use. Nothing was changed.', 'If it may go: git worktree unlock tree, then try again.'],
  },
  {
    what: 'deleting a worktree in the middle of a merge',
    prepare: (w) => {
      diverge(w);
      w.git('worktree', 'add', '--quiet', '-b', 'topic', 'tree');
      expect(() => sh(join(w.folder, 'tree'), 'merge', '--quiet', 'theirs')).toThrow();
    },
    tool: 'git.worktree',
    input: { action: 'delete', path: 'tree' },
    says: ['git/operation-in-progress: A merge is in progress in tree. It was left as it is.', 'Finish it there …'],
  },
  {
    what: 'a merge that would conflict',
    prepare: diverge,
    tool: 'git.merge',
    input: { from: 'theirs' },
    says: [
      'git/merge-conflicts: Merging theirs would conflict in 1 file: a.txt:2. Everything is as it was before.',
      'To resolve them by hand, run it with `conflicts: keep`; …',
    ],
  },
  {
    what: 'a merge that can’t be fast-forwarded',
    prepare: diverge,
    tool: 'git.merge',
    input: { from: 'theirs', how: 'ff-only' },
    says: ['git/diverged: Merging theirs: both sides have commits the other has not, …', '…'],
  },
  {
    what: 'a merge over an edited file',
    prepare: (w) => {
      w.git('switch', '--quiet', '--create', 'theirs');
      commitFiles(w.folder, { 'a.txt': 'theirs\n' }, 'Theirs');
      w.git('switch', '--quiet', 'main');
      writeFileSync(join(w.folder, 'a.txt'), 'mine\n');
    },
    tool: 'git.merge',
    input: { from: 'theirs' },
    says: [
      'git/would-overwrite: Merging would overwrite changes that are not committed: a.txt. Nothing was changed.',
      'Commit them or put them aside (git.stash), then try again.',
    ],
  },
  {
    what: 'a checkout over a new file',
    prepare: (w) => {
      w.git('switch', '--quiet', '--create', 'theirs');
      commitFiles(w.folder, { 'b.txt': 'theirs\n' }, 'Theirs');
      w.git('switch', '--quiet', 'main');
      writeFileSync(join(w.folder, 'b.txt'), 'mine\n');
    },
    tool: 'git.checkout',
    input: { branch: 'theirs' },
    says: ['git/would-overwrite: Switching would overwrite changes that are not committed…', '…'],
  },
  {
    what: 'a branch mistyped',
    prepare: (w) => w.git('branch', 'feature/login'),
    tool: 'git.checkout',
    input: { branch: 'feature/logn' },
    says: ['git/branch-unknown: There is no branch feature/logn here. Nothing was changed.', 'Did you mean feature/login? git.branch lists them all.'],
  },
  {
    what: 'a branch that is there',
    tool: 'git.branch',
    input: { action: 'create', name: 'main' },
    says: ['git/branch-exists: There is a branch main already. It was left as it is.', '…'],
  },
  {
    what: 'the branch one is on, deleted',
    tool: 'git.branch',
    input: { action: 'delete', name: 'main' },
    says: ['git/branch-in-use: main is checked out in ${workspace}. Nothing was changed.', '…'],
  },
  {
    what: 'a branch with commits of its own, deleted',
    prepare: (w) => {
      w.git('switch', '--quiet', '--create', 'own');
      commitFiles(w.folder, { 'o.txt': 'o' }, 'Own');
      w.git('switch', '--quiet', 'main');
    },
    tool: 'git.branch',
    input: { action: 'delete', name: 'own' },
    says: ['git/branch-not-merged: own has commits that no other branch here has; …', '…`force: true`…'],
  },
  {
    what: 'a branch checked out in another worktree',
    prepare: (w) => w.git('worktree', 'add', '--quiet', '-b', 'elsewhere', 'tree'),
    tool: 'git.checkout',
    input: { branch: 'elsewhere' },
    says: ['git/branch-in-use: elsewhere is checked out in ${workspace}/tree. Nothing was changed.', '…'],
  },
  { what: 'a commit that is not there', tool: 'git.diff', input: { from: 'v9.9' }, says: ['git/revision-unknown: There is no commit v9.9 here.', '…'] },
  {
    what: 'a stash that is not there',
    tool: 'git.stash',
    input: { action: 'pop' },
    says: ['git/stash-unknown: There is no stash number 0. Nothing was changed.', '…'],
  },
  { what: 'nothing to put aside', tool: 'git.stash', says: ['git/nothing-to-stash: …', '…'] },
  {
    what: 'staging what .gitignore hides',
    prepare: (w) => {
      commitFiles(w.folder, { '.gitignore': '*.log\n' }, 'Ignore');
      writeFileSync(join(w.folder, 'noise.log'), 'x');
    },
    tool: 'git.add',
    input: { paths: ['noise.log'] },
    says: [
      'git/ignored: .gitignore hides noise.log, so it was not staged. Nothing was changed.',
      'If it is meant to be in the repository, stage it with `force: true`.',
    ],
  },
  { what: 'staging what is not there', tool: 'git.add', input: { paths: ['no.txt'] }, says: ['files/not-found: There is nothing at no.txt.', '…'] },
  { what: 'staging what is outside', tool: 'git.add', input: { paths: ['../x'] }, says: ['files/outside-workspace: …', '…'] },
  { what: 'a push without a remote', tool: 'git.push', says: ['git/remote-unknown: This repository has no remote.', 'Add one: git remote add origin URL'] },
  {
    what: 'a push to a remote mistyped',
    prepare: withRemote,
    tool: 'git.push',
    input: { remote: 'orign' },
    says: ['git/remote-unknown: There is no remote orign here.', 'Did you mean origin?'],
  },
  {
    what: 'a push without a branch',
    prepare: (w) => {
      withRemote(w);
      w.git('switch', '--quiet', '--detach');
    },
    tool: 'git.push',
    says: ['git/detached-head: No branch is checked out here (detached HEAD), so there is no branch to push. Nothing was changed.', '…'],
  },
  {
    what: 'a pull of what follows nothing',
    prepare: (w) => {
      withRemote(w);
      w.git('branch', '--unset-upstream');
    },
    tool: 'git.pull',
    says: ['git/no-upstream: main follows no branch of a remote, so there is nothing to pull from. Nothing was changed.', '…'],
  },
  {
    what: 'a remote that is gone',
    prepare: (w) => {
      withRemote(w);
      w.git('remote', 'set-url', 'origin', '/nonexistent/gone.git');
    },
    tool: 'git.pull',
    says: ['git/remote-gone: There is no repository at origin (/nonexistent/gone.git), or you may not see it. Nothing was changed.', '…'],
  },
];

test.each(cases)('$what', check);
