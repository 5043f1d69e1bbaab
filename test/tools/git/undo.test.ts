import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { git as treeOf } from '../../../src/extension/infrastructure/git.ts';
import { clean } from '../../../src/tools/git/clean.ts';
import { call, inspect, preview, rollBack, workplace } from '../../support/drive-tool.ts';
import { tempFolder } from '../../support/temp.ts';
import { plant } from '../../support/tree.ts';
import { commitFiles, repository, sh, stateOf, type World, withRemote } from './support.ts';

interface Case {
  readonly what: string;
  readonly prepare: (world: World) => void;
  readonly tool: string;
  readonly input: object | ((world: World) => object);
  /** What the approval says, and what the step says when it is done. */
  readonly asks: RegExp;
  readonly says: RegExp;
}

/** Runs it, takes it back, and holds the whole state of the repository to what it was. */
async function check({ prepare, tool, input, asks, says }: Case): Promise<void> {
  const world = repository({ 'a.txt': 'one\ntwo\nthree\n', 'b/c.txt': 'c\n' });
  prepare(world);
  const before = stateOf(world.folder);
  const given = typeof input === 'function' ? input(world) : input;
  const tells = ['git.cherryPick', 'git.revert', 'git.clean', 'git.worktree'].includes(tool);
  if (tells) expect(await inspect(world, tool, given)).toBe('not-started');
  const done = await call(world, tool, given);
  if (tells) expect(await inspect(world, tool, given)).toBe(JSON.stringify(given).includes('"HEAD') ? 'unknown' : 'done');
  expect(done.failure).toBeUndefined();
  expect(done.asked).toMatch(asks);
  expect(done.summary).toMatch(says);
  expect(done.verdict).toEqual({ met: true });
  expect(stateOf(world.folder)).not.toBe(before);
  expect(await rollBack(world, done)).toBe('succeeded');
  expect(stateOf(world.folder)).toBe(before);
}

/** A staged file, an edited one, one that is both, and a new one: all of it must survive. */
const busy = (world: World): void => {
  writeFileSync(join(world.folder, 'staged.txt'), 'staged\n');
  world.git('add', 'staged.txt');
  appendFileSync(join(world.folder, 'staged.txt'), 'and edited\n');
  appendFileSync(join(world.folder, 'a.txt'), 'four\n');
  writeFileSync(join(world.folder, 'new file.txt'), 'new\n');
};

const onFeature = (world: World, files: Record<string, string>): void => {
  world.git('switch', '--quiet', '--create', 'feature');
  commitFiles(world.folder, files, 'On feature');
  world.git('switch', '--quiet', 'main');
};

/** One commit more on each side: no fast-forward. */
const onFeature2 = (world: World): void => {
  world.git('switch', '--quiet', 'feature');
  commitFiles(world.folder, { 'g.txt': 'g\n' }, 'More on feature');
  world.git('switch', '--quiet', 'main');
  commitFiles(world.folder, { 'h.txt': 'h\n' }, 'On main');
};

const cases: readonly Case[] = [
  { what: 'staging one file', prepare: busy, tool: 'git.add', input: { paths: ['new file.txt'] }, asks: /^Stage 1 file$/, says: /^Staged 1 file\.$/ },
  { what: 'staging everything', prepare: busy, tool: 'git.add', input: { all: true }, asks: /^Stage 3 files$/, says: /^Staged 3 files\.$/ },
  {
    what: 'staging a deletion',
    prepare: (world) => world.git('rm', '--quiet', '--cached', 'a.txt'),
    tool: 'git.add',
    input: { paths: ['a.txt'] },
    asks: /^Stage 1 file$/,
    says: /^Staged 1 file\.$/,
  },
  {
    what: 'taking one file out of the next commit',
    prepare: (world) => {
      busy(world);
      world.git('add', '--all');
    },
    tool: 'git.unstage',
    input: { paths: ['new file.txt'] },
    asks: /^Unstage 1 file$/,
    says: /^Unstaged 1 file; the files are as they were\.$/,
  },
  {
    what: 'taking everything out of the next commit, a deletion too',
    prepare: (world) => {
      busy(world);
      world.git('rm', '--quiet', '--cached', 'b/c.txt');
    },
    tool: 'git.unstage',
    input: { all: true },
    asks: /^Unstage 2 files$/,
    says: /^Unstaged 2 files/,
  },
  {
    what: 'taking everything out of the first commit of a repository',
    prepare: (world) => {
      world.git('checkout', '--quiet', '--orphan', 'fresh');
      world.git('branch', '--quiet', '-D', 'main');
    },
    tool: 'git.unstage',
    input: { all: true },
    asks: /^Unstage 2 files$/,
    says: /^Unstaged 2 files/,
  },
  {
    what: 'a branch merged as one commit, over edits it does not touch',
    prepare: (world) => {
      onFeature(world, { 'f.txt': 'f\n' });
      onFeature2(world);
      appendFileSync(join(world.folder, 'a.txt'), 'four\n');
      writeFileSync(join(world.folder, 'new file.txt'), 'new\n');
    },
    tool: 'git.merge',
    input: { from: 'feature', how: 'squash', message: 'Feature' },
    asks: /^Merge feature into main as one commit \(2 commits\)$/,
    says: /^Merged feature as one commit: main is at \w{8}\.$/,
  },
  {
    what: 'a commit of what is staged',
    prepare: busy,
    tool: 'git.commit',
    input: { message: 'Add staged.txt' },
    asks: /^Commit 1 file on main$/,
    says: /^Committed as \w{8} on main: Add staged.txt\.$/,
  },
  {
    what: 'a commit of everything',
    prepare: busy,
    tool: 'git.commit',
    input: { message: 'All', all: true },
    asks: /^Commit 2 files on main$/,
    says: /^Committed/,
  },
  {
    what: 'a commit of everything, new files too',
    prepare: busy,
    tool: 'git.commit',
    input: { message: 'All', all: true, untracked: true },
    asks: /^Commit 3 files on main$/,
    says: /^Committed/,
  },
  {
    what: 'a commit of everything below a folder, with what is staged elsewhere',
    prepare: (world) => {
      busy(world);
      plant(world.folder, { 'b/new.txt': 'new\n' });
      rmSync(join(world.folder, 'b/c.txt'));
    },
    tool: 'git.commit',
    input: { directory: 'b', message: 'B', all: true, untracked: true },
    asks: /^Commit 3 files on main$/,
    says: /^Committed/,
  },
  {
    what: 'an amended commit',
    prepare: busy,
    tool: 'git.commit',
    input: { message: 'First, better', amend: true },
    asks: /^Amend the last commit on main with 1 file$/,
    says: /^Amended as/,
  },
  {
    what: 'an amended commit whose message stays',
    prepare: busy,
    tool: 'git.commit',
    input: { amend: true },
    asks: /^Amend the last commit on main with 1 file$/,
    says: /^Amended as \w{8} on main: First\.$/,
  },
  {
    what: 'a commit without a branch',
    prepare: (world) => {
      world.git('switch', '--quiet', '--detach');
      busy(world);
    },
    tool: 'git.commit',
    input: { message: 'Loose' },
    asks: /^Commit 1 file on no branch$/,
    says: /on no branch \(detached/,
  },
  {
    what: 'the first commit of a repository',
    prepare: (world) => {
      world.git('checkout', '--quiet', '--orphan', 'fresh');
      world.git('branch', '--quiet', '-D', 'main');
    },
    tool: 'git.commit',
    input: { message: 'First of all' },
    asks: /^Commit 2 files on fresh$/,
    says: /^Committed/,
  },
  {
    what: 'a new branch',
    prepare: busy,
    tool: 'git.branch',
    input: { action: 'create', name: 'topic' },
    asks: /^Make branch topic at/,
    says: /^Made topic at/,
  },
  {
    what: 'a branch renamed',
    prepare: (w) => onFeature(w, { 'f.txt': 'f\n' }),
    tool: 'git.branch',
    input: { action: 'rename', name: 'feature', newName: 'bug/fix' },
    asks: /^Rename feature to bug\/fix$/,
    says: /is called/,
  },
  {
    what: 'a branch deleted with its commits',
    prepare: (w) => onFeature(w, { 'f.txt': 'f\n' }),
    tool: 'git.branch',
    input: { action: 'delete', name: 'feature', force: true },
    asks: /^Delete branch feature$/,
    says: /it was at/,
  },
  {
    what: 'another branch checked out, over edits it does not touch',
    prepare: (world) => {
      onFeature(world, { 'f.txt': 'f\n' });
      busy(world);
    },
    tool: 'git.checkout',
    input: { branch: 'feature' },
    asks: /^Switch to feature$/,
    says: /^Switched to feature; before: main\.$/,
  },
  {
    what: 'a branch made and checked out',
    prepare: busy,
    tool: 'git.checkout',
    input: { branch: 'topic', create: true },
    asks: /^Make branch topic and switch/,
    says: /^Made and switched to topic/,
  },
  {
    what: 'a commit checked out',
    prepare: (w) => commitFiles(w.folder, { 'b/c.txt': 'C\n' }, 'Second'),
    tool: 'git.checkout',
    input: { from: 'HEAD~1' },
    asks: /without a branch$/,
    says: /detached/,
  },
  {
    what: 'a branch of the remote checked out',
    prepare: (world) => {
      onFeature(world, { 'f.txt': 'f\n' });
      withRemote(world);
      world.git('push', '--quiet', 'origin', 'feature');
      world.git('branch', '--quiet', '-D', 'feature');
    },
    tool: 'git.checkout',
    input: { branch: 'feature' },
    asks: /^Make feature from origin\/feature and switch to it$/,
    says: /^Made and switched to feature/,
  },
  {
    what: 'edits thrown away',
    prepare: busy,
    tool: 'git.checkout',
    input: { paths: ['a.txt'] },
    asks: /^Take 1 file back to what is staged$/,
    says: /^Took 1 file back/,
  },
  {
    what: 'files taken from an earlier commit',
    prepare: (world) => {
      commitFiles(world.folder, { 'a.txt': 'other\n', 'later.txt': 'later\n' }, 'Second');
      busy(world);
    },
    tool: 'git.checkout',
    input: { paths: ['a.txt'], from: 'HEAD~1' },
    asks: /^Take 1 file back to HEAD~1$/,
    says: /^Took 1 file back to HEAD~1\.$/,
  },
  {
    what: 'a merge that fast-forwards, over edits it does not touch',
    prepare: (world) => {
      onFeature(world, { 'f.txt': 'f\n', 'b/c.txt': 'C\n' });
      busy(world);
    },
    tool: 'git.merge',
    input: { from: 'feature' },
    asks: /^Merge feature into main \(1 commit\)$/,
    says: /^Fast-forwarded to feature/,
  },
  {
    what: 'a merge of two lines of work',
    prepare: (world) => {
      onFeature(world, { 'f.txt': 'f\n' });
      commitFiles(world.folder, { 'm.txt': 'm\n' }, 'On main');
      appendFileSync(join(world.folder, 'a.txt'), 'edited\n');
    },
    tool: 'git.merge',
    input: { from: 'feature', message: 'Join' },
    asks: /^Merge feature into main \(1 commit\)$/,
    says: /^Merged feature: main is at/,
  },
  {
    what: 'a stash',
    prepare: busy,
    tool: 'git.stash',
    input: { message: 'later' },
    asks: /^Put 2 changed files aside$/,
    says: /^Put 2 changed files aside as/,
  },
  { what: 'a stash with new files', prepare: busy, tool: 'git.stash', input: { untracked: true }, asks: /^Put 3 changed files aside$/, says: /^Put 3/ },
  {
    what: 'a stash taken up',
    prepare: (world) => {
      busy(world);
      world.git('stash', 'push', '--quiet', '--include-untracked');
      writeFileSync(join(world.folder, 'unrelated.txt'), 'here\n');
    },
    tool: 'git.stash',
    input: { action: 'pop' },
    asks: /^Take up the stash "WIP on main/,
    says: /^Took up/,
  },
  {
    what: 'a stash applied with what was staged',
    prepare: (world) => {
      busy(world);
      world.git('stash', 'push', '--quiet');
    },
    tool: 'git.stash',
    input: { action: 'apply', index: true },
    asks: /^Apply the stash/,
    says: /^Took up/,
  },
  {
    what: 'a stash dropped',
    prepare: (world) => {
      busy(world);
      world.git('stash', 'push', '--quiet');
    },
    tool: 'git.stash',
    input: { action: 'drop' },
    asks: /^Drop the stash/,
    says: /^Dropped/,
  },
  {
    what: 'a stash that leaves what is staged in the files',
    prepare: busy,
    tool: 'git.stash',
    input: { keepStaged: true },
    asks: /^Put 2 changed files aside$/,
    says: /^Put 2 changed files aside as/,
  },
  { what: 'a tag', prepare: busy, tool: 'git.tag', input: { action: 'create', name: 'v1.0' }, asks: /^Tag \w{8} as v1\.0$/, says: /^v1\.0 is \w{8}\.$/ },
  {
    what: 'a tag with a message',
    prepare: busy,
    tool: 'git.tag',
    input: { action: 'create', name: 'rel/v1.0', message: 'First' },
    asks: /^Tag \w{8} as rel\/v1\.0$/,
    says: /^rel\/v1\.0 is \w{8}\.$/,
  },
  {
    what: 'a tag with a message deleted, and git cleaned up',
    prepare: (w) => w.git('tag', '--annotate', '--message=First', 'v1.0'),
    tool: 'git.tag',
    input: { action: 'delete', name: 'v1.0' },
    asks: /^Delete tag v1\.0$/,
    says: /^Deleted v1\.0; it was at \w{8}\.$/,
  },
  {
    what: 'commits of another branch picked, over edits they do not touch',
    prepare: (world) => {
      onFeature(world, { 'f.txt': 'f\n' });
      onFeature2(world);
      appendFileSync(join(world.folder, 'a.txt'), 'four\n');
      writeFileSync(join(world.folder, 'new file.txt'), 'new\n');
    },
    tool: 'git.cherryPick',
    input: { commits: ['feature'], after: 'feature~2' },
    asks: /^Pick 2 commits onto main$/,
    says: /^Picked 2 commits: main is at \w{8}\.$/,
  },
  {
    what: 'a merge and a commit reverted',
    prepare: (world) => {
      onFeature(world, { 'f.txt': 'f\n' });
      onFeature2(world);
      world.git('merge', '--quiet', '--no-edit', 'feature');
      commitFiles(world.folder, { 'k.txt': 'k\n' }, 'After it');
    },
    tool: 'git.revert',
    input: { commits: ['HEAD', 'HEAD~1'] },
    asks: /^Revert 2 commits by new commits on main$/,
    says: /^Reverted 2 commits: main is at \w{8}\.$/,
  },
  {
    what: 'the first commit reverted',
    prepare: () => {},
    tool: 'git.revert',
    input: { commits: ['HEAD'] },
    asks: /^Revert \w{8} \(First\) by new commits on main$/,
    says: /^Reverted \w{8} \(First\)/,
  },
  {
    what: 'what git does not know removed',
    prepare: (world) => {
      busy(world);
      plant(world.folder, { 'build/deep/x.js': 'x\n', 'build/y.bin': '\0\u0001', '.gitignore': '*.log\n', 'a.log': 'kept\n' });
    },
    tool: 'git.clean',
    input: { paths: ['build', 'new file.txt'] },
    asks: /^Remove 3 files that are not in git$/,
    says: /^Removed 3 files that were not in git\.$/,
  },
  {
    what: 'what git ignores removed too',
    prepare: (world) => plant(world.folder, { '.gitignore': '*.log\n', 'logs/a.log': 'a\n', 'a.log': 'b\n' }),
    tool: 'git.clean',
    input: { ignored: true },
    asks: /^Remove 3 files/,
    says: /^Removed 3 files/,
  },
  {
    what: 'a worktree with a branch of its own, in folders that are made for it',
    prepare: busy,
    tool: 'git.worktree',
    input: { action: 'create', path: '-trees/deep/topic', branch: 'topic', from: 'main' },
    asks: /^Make branch topic at \w{8} and the worktree -trees\/deep\/topic\/ with it$/,
    says: /^-trees\/deep\/topic\/ holds topic, a new branch\.$/,
  },
  {
    what: 'a worktree with a branch of the remote',
    prepare: (world) => {
      onFeature(world, { 'f.txt': 'f\n' });
      withRemote(world);
      world.git('push', '--quiet', 'origin', 'feature');
      world.git('branch', '--quiet', '-D', 'feature');
    },
    tool: 'git.worktree',
    input: { action: 'create', path: 'tree', branch: 'feature' },
    asks: /^Make feature from origin\/feature and the worktree tree\/ with it$/,
    says: /^tree\/ holds feature, a new branch\.$/,
  },
  {
    what: 'a worktree deleted, whose commits are on no branch',
    prepare: (world) => {
      world.git('worktree', 'add', '--quiet', '--detach', 'tree');
      commitFiles(join(world.folder, 'tree'), { 'loose.txt': 'l\n' }, 'Loose');
    },
    tool: 'git.worktree',
    input: { action: 'delete', path: 'tree/' },
    asks: /^Delete the worktree tree\/$/,
    says: /^Deleted the worktree tree\/; it was at \w{8}\.$/,
  },
];

test.each(cases)('taken back: $what', check);

test('the commit of the Git tree holds what its approval says, and its undo leaves staged what was staged', async () => {
  const world = repository({ 'a.txt': 'one\n', 'gone.txt': 'old\n' });
  busy(world);
  rmSync(join(world.folder, 'gone.txt'));
  plant(world.folder, { 'infra/key.txt': 'AKIAABCDEFGHIJKLMNOP\n' });
  const commit = treeOf('git').actions?.['nimbus.git.commit'];
  const steps = commit !== undefined && 'make' in commit ? commit.make('All of it').steps : [];
  const [first, ...before] = [...steps].reverse();
  const state = stateOf(world.folder);
  const done = await call(world, first?.tool ?? '', first?.input as object, { first: before.reverse() });
  expect(done.failure).toBeUndefined();
  expect(done.warnings).toEqual(['main is usually changed through a pull request', 'infra/key.txt:1 holds what looks like an AWS access key']);
  const told = done.preview?.files.map(({ path, action, added }) => `${action} ${path} +${added}`);
  expect(told).toEqual(['update a.txt +1', 'delete gone.txt +0', 'create infra/key.txt +1', 'create new file.txt +1', 'create staged.txt +2']);
  expect(world.git('show', '--format=', '--name-status').trim().split('\n')).toEqual([
    'M\ta.txt',
    'D\tgone.txt',
    'A\tinfra/key.txt',
    'A\tnew file.txt',
    'A\tstaged.txt',
  ]);
  expect(world.git('status', '--porcelain')).toBe('');
  expect(await rollBack(world, done)).toBe('succeeded');
  expect(stateOf(world.folder)).toBe(state);
});

test('in a linked worktree: a commit there and its undo leave the other trees alone', async () => {
  const world = repository({ 'a.txt': 'one\n' });
  world.git('worktree', 'add', '--quiet', '-b', 'topic', 'tree');
  const tree = join(world.folder, 'tree');
  busy(world);
  writeFileSync(join(tree, 'a.txt'), 'two\n');
  const before = [stateOf(world.folder), stateOf(tree)];
  const staged = await call(world, 'git.add', { directory: 'tree', all: true });
  const done = await call(world, 'git.commit', { directory: 'tree', message: 'There' });
  expect([staged.failure, done.failure, done.verdict]).toEqual([undefined, undefined, { met: true }]);
  expect(world.git('log', '-1', '--format=%s', 'topic').trim()).toBe('There');
  expect(world.git('log', '-1', '--format=%s', 'main').trim()).toBe('First');
  expect(await rollBack(world, done)).toBe('succeeded');
  expect(await rollBack(world, staged)).toBe('succeeded');
  expect([stateOf(world.folder), stateOf(tree)]).toEqual(before);
});

test('a worktree is deleted with work in it only by force; that comes back, and what does not is told before', async () => {
  const world = repository({ 'a.txt': 'one\n', '.gitignore': '.env\ntree\n' });
  world.git('worktree', 'add', '--quiet', '-b', 'topic', 'tree');
  const tree = join(world.folder, 'tree');
  busy({ ...world, folder: tree, git: (...args) => sh(tree, ...args) });
  const gone = { action: 'delete', path: 'tree' };
  const told = async (input: object): Promise<unknown> => {
    const seen = await preview(world, 'git.worktree', input);
    return 'code' in seen ? `${seen.code}: ${seen.message}` : [seen.warnings, seen.undo, seen.files.map(({ path, action }) => `${action} ${path}`)];
  };
  const files = 'tree/a.txt, tree/new file.txt and tree/staged.txt';
  expect(await told(gone)).toBe(`git/worktree-edited: tree holds 3 files with changes that are not committed: ${files}. Nothing was changed.`);
  const byForce = { ...gone, force: true };
  const again = { tool: 'git.worktree', input: { directory: '.', action: 'create', path: 'tree', branch: 'topic' } };
  const deleted = ['delete tree/a.txt', 'delete tree/new file.txt', 'delete tree/staged.txt'];
  expect(await told(byForce)).toEqual([[`not committed, and kept for rolling back only: ${files}`], { steps: [again] }, deleted]);
  const stopped = await call(world, 'git.worktree', byForce, { meanwhile: () => plant(world.folder, { 'tree/a.txt': 'newer still\n' }) });
  expect(stopped.failure?.code).toBe('plan/changed-since-approval');

  const before = [stateOf(world.folder), stateOf(tree)];
  const done = await call(world, 'git.worktree', byForce);
  expect([done.failure, done.verdict, done.asked]).toEqual([undefined, { met: true }, 'Delete the worktree tree/, with 3 files that are not committed']);
  expect([world.git('worktree', 'list').trim().split('\n').length, world.git('stash', 'list'), existsSync(tree)]).toEqual([1, '', false]);
  expect(await rollBack(world, done)).toBe('succeeded');
  expect([stateOf(world.folder), stateOf(tree)]).toEqual(before);

  plant(tree, { '.env': 'here only\n' });
  expect(await told(byForce)).toEqual([
    [`not committed, and kept for rolling back only: ${files}`, 'what git ignores there goes too, and nothing keeps it: tree/.env'],
    { impossible: 'what git ignores there is not kept; git.worktree with `action: create` brings back what is committed' },
    deleted,
  ]);
});

test('worktrees are listed with what is known of them, and forgotten only when their folders are gone', async () => {
  const world = repository({ 'a.txt': 'one\n' });
  const elsewhere = join(tempFolder(), 'elsewhere');
  world.git('worktree', 'add', '--quiet', '-b', 'topic', 'tree');
  world.git('worktree', 'add', '--quiet', '-b', 'other', elsewhere);
  world.git('worktree', 'add', '--quiet', '--detach', 'loose');
  world.git('worktree', 'lock', '--reason=on a stick', elsewhere);
  const list = async () =>
    (await call(world, 'git.worktree')).output.worktrees.toSorted((a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1));
  const commit = world.git('rev-parse', 'HEAD').trim();
  const topic = { path: 'tree', branch: 'topic', commit, main: false, gone: false };
  expect(await list()).toEqual([
    { path: '.', branch: 'main', commit, main: true, gone: false },
    { path: elsewhere, branch: 'other', commit, main: false, locked: 'on a stick', gone: false },
    { path: 'loose', commit, main: false, gone: false },
    topic,
  ]);
  const prune = { action: 'prune' };
  expect((await call(world, 'git.worktree', prune)).summary).toBe('The folder of each worktree is there.');
  for (const folder of [elsewhere, join(world.folder, 'loose')]) rmSync(folder, { recursive: true });
  const again = await preview(world, 'git.worktree', { action: 'create', path: 'loose', from: 'HEAD' });
  expect('code' in again && again.fix).toMatch(/`action: prune` forgets it/);
  expect(await inspect(world, 'git.worktree', prune)).toBe('not-started');
  const done = await call(world, 'git.worktree', prune);
  expect([done.asked, done.summary, done.verdict]).toEqual(['Forget 1 worktree whose folder is gone', 'Forgot loose.', { met: true }]);
  expect(await inspect(world, 'git.worktree', prune)).toBe('done');
  // What is locked is kept, be its folder there or not.
  expect((await list()).map((one: { path: string }) => one.path)).toEqual(['.', elsewhere, 'tree']);
});

test('where commits are signed they are signed, merges and picks too', async () => {
  const world = repository({ 'a.txt': 'one\n' });
  const key = join(tempFolder(), 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  for (const [name, value] of [
    ['gpg.format', 'ssh'],
    ['user.signingKey', key],
    ['commit.gpgSign', 'true'],
  ] as const)
    world.git('config', name, value);
  const isSigned = (): boolean => /^gpgsig -----BEGIN SSH SIGNATURE-----$/m.test(world.git('cat-file', 'commit', 'HEAD'));
  writeFileSync(join(world.folder, 'a.txt'), 'two\n');
  for (const [tool, input, prepare] of [
    ['git.commit', { message: 'Signed', all: true }, () => {}],
    ['git.merge', { from: 'feature', how: 'no-ff' }, () => onFeature(world, { 'f.txt': 'f\n' })],
    ['git.revert', { commits: ['HEAD'], mainline: 1 }, () => {}],
  ] as const) {
    prepare();
    const done = await call(world, tool, input);
    expect([tool, done.failure, done.verdict, isSigned()]).toEqual([tool, undefined, { met: true }, true]);
  }
});

test('what was staged comes back even after git has cleaned up', async () => {
  const world = repository();
  writeFileSync(join(world.folder, 'b.txt'), 'first draft\n');
  world.git('add', 'b.txt');
  writeFileSync(join(world.folder, 'b.txt'), 'second draft\n');
  const done = await call(world, 'git.add', { paths: ['b.txt'] });
  world.git('gc', '--quiet', '--prune=now');
  expect(await rollBack(world, done)).toBe('succeeded');
  expect([world.git('show', ':b.txt'), readFileSync(join(world.folder, 'b.txt'), 'utf8')]).toEqual(['first draft\n', 'second draft\n']);
});

/** Done, then somebody goes on from there: taking it back would lose that, so it stops and all stays. */
test.each([
  [
    'a commit',
    'git.commit',
    { message: 'Mine' },
    (w: World) => commitFiles(w.folder, { 'later.txt': 'l' }, 'Later'),
    'git/moved-since: main moved on after the run; taking the run back would lose that. Nothing was changed.',
  ],
  [
    'staging',
    'git.add',
    { all: true },
    (w: World) => commitFiles(w.folder, { 'later.txt': 'l' }, 'Later'),
    'git/moved-since: What is staged moved on after the run; taking the run back would lose that. Nothing was changed.',
  ],
  [
    'a merge',
    'git.merge',
    { from: 'feature' },
    (w: World) => writeFileSync(join(w.folder, 'f.txt'), 'mine'),
    'git/would-overwrite: Going back would overwrite changes that are not committed: f.txt. Nothing was changed.',
  ],
  [
    'a checkout',
    'git.checkout',
    { branch: 'feature' },
    (w: World) => w.git('switch', '--quiet', '--create', 'third'),
    'git/moved-since: feature moved on after the run; taking the run back would lose that. Nothing was changed.',
  ],
  [
    'files taken back',
    'git.checkout',
    { paths: ['a.txt'] },
    (w: World) => writeFileSync(join(w.folder, 'a.txt'), 'written anew\n'),
    'files/edited-since: a.txt changed after the run wrote it; taking the run back would lose that. Nothing was changed.',
  ],
] as const)('not taken back over what came after: %s', async (_what, tool, input, later, message) => {
  const world = repository({ 'a.txt': 'one\ntwo\nthree\n' });
  onFeature(world, { 'f.txt': 'f\n' });
  busy(world);
  const done = await call(world, tool, input);
  expect(done.failure).toBeUndefined();
  later(world);
  const before = stateOf(world.folder);
  expect(await rollBack(world, done)).toBe(`failed: ${message}`);
  expect(stateOf(world.folder)).toBe(before);
});

test('a merge as one commit that can’t be leaves all as it was', async () => {
  const begin = (files: Readonly<Record<string, string>>) => {
    const world = repository({ 'a.txt': 'one\n' });
    onFeature(world, files);
    commitFiles(world.folder, { 'a.txt': 'ours\n' }, 'On main');
    return world;
  };
  const tries = async (world: World): Promise<string> => {
    const before = stateOf(world.folder);
    const done = await call(world, 'git.merge', { from: 'feature', how: 'squash' });
    expect(stateOf(world.folder)).toBe(before);
    return `${done.failure?.code}`;
  };
  expect(await tries(begin({ 'a.txt': 'theirs\n' }))).toBe('git/merge-conflicts');

  const staged = begin({ 'f.txt': 'f\n' });
  writeFileSync(join(staged.folder, 'mine.txt'), 'mine\n');
  staged.git('add', 'mine.txt');
  expect(await tries(staged)).toBe('git/staged-goes-along');

  const refused = begin({ 'f.txt': 'f\n' });
  writeFileSync(join(refused.folder, 'new file.txt'), 'new\n');
  writeFileSync(join(refused.folder, '.git/hooks/commit-msg'), '#!/bin/sh\necho too short >&2\nexit 1\n', { mode: 0o755 });
  expect(await tries(refused)).toBe('git/hook-refused');

  const done = await call(begin({ 'f.txt': 'f\n' }), 'git.merge', { from: 'feature', how: 'squash' });
  expect([done.failure, done.verdict, done.output.result]).toEqual([undefined, { met: true }, 'squashed']);
});

test('a clean-up that was cut off is nobody’s to guess', async () => {
  const world = repository({ 'a.txt': 'a\n' });
  plant(world.folder, { 'x.txt': 'x\n', 'y.txt': 'y\n' });
  const stopped = await call(world, 'git.clean', {}, { meanwhile: () => plant(world.folder, { 'z.txt': 'z\n' }) });
  expect(stopped.failure?.code).toBe('plan/changed-since-approval');
  expect(await inspect(world, 'git.clean', {})).toBe('not-started');
  // As it is when the process dies after the first file.
  const at = workplace(world);
  const dying = { ...at, files: { ...at.files, remove: () => Promise.reject(new Error('gone')) } };
  await expect(clean.run(clean.input.parse({}), dying)).rejects.toThrow('gone');
  expect(await inspect(world, 'git.clean', {})).toBe('not-started');
  rmSync(join(world.folder, 'x.txt'));
  expect(await inspect(world, 'git.clean', {})).toBe('unknown');
  expect((await call(world, 'git.clean', {})).failure).toBeUndefined();
  expect(await inspect(world, 'git.clean', {})).toBe('done');
});
