import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readdirSync, realpathSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { call, rollBack } from '../../support/drive-tool.ts';
import { tempFolder } from '../../support/temp.ts';
import { tree } from '../../support/tree.ts';
import { colleague, commitFiles, repository, sh, stateOf, type World } from './support.ts';

/** A disk of so many KB, gone when the test is; `undefined` where this user may make none. */
function disk(kb: number): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'nimbus-test-')));
  onTestFinished(() => rmSync(place, { recursive: true, force: true }));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kb}k`, 'none', place], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', place]));
  return place;
}

/** Takes all room of a disk but so many KB; gives it back by what it returns. */
function fill(place: string, leftKb: number): () => void {
  const path = join(place, 'filler');
  const file = openSync(path, 'w');
  const block = Buffer.alloc(4096);
  let kb = 0;
  try {
    for (;;) kb += writeSync(file, block) / 1024;
  } catch {
    closeSync(file);
  }
  execFileSync('truncate', [`--size=${Math.max(0, kb - leftKb)}K`, path]);
  return () => rmSync(path);
}

/** Text that does not get smaller when it is packed. */
const noise = (kb: number): string => randomBytes(kb * 768).toString('base64');

interface Case {
  /** Before the disk is full. */
  prepare?(world: World, remote: string): void;
  readonly tool: string;
  readonly input: object;
  readonly leftKb?: number;
  /** What was done of it stays, and can be taken back. */
  readonly takesBack?: boolean;
}

const cases: Readonly<Record<string, Case>> = {
  'a large file is staged': { prepare: ({ folder }) => writeFileSync(join(folder, 'new.txt'), noise(40)), tool: 'git.add', input: { paths: ['new.txt'] } },
  'what is staged is committed': {
    prepare(world) {
      writeFileSync(join(world.folder, 'new.txt'), 'new\n');
      world.git('add', 'new.txt');
    },
    tool: 'git.commit',
    input: { message: 'More' },
  },
  'changes are stashed': { prepare: ({ folder }) => writeFileSync(join(folder, 'a.txt'), noise(40)), tool: 'git.stash', input: {} },
  'a branch is made': { tool: 'git.branch', input: { action: 'create', name: 'topic' } },
  'a tag is made': { tool: 'git.tag', input: { action: 'create', name: 'v1' } },
  'a remote is added': { tool: 'git.remote', input: { action: 'add', name: 'other', url: 'https://example.com/a.git' } },
  'a branch with large files is checked out': { tool: 'git.checkout', input: { branch: 'large' }, leftKb: 24 },
  'a branch with large files is merged': { tool: 'git.merge', input: { from: 'large' }, leftKb: 24 },
  'a branch with large files is merged with work here': {
    prepare: ({ folder }) => {
      commitFiles(folder, { 'mine.txt': 'mine\n' }, 'Mine');
      writeFileSync(join(folder, 'mine.txt'), 'mine, and not committed yet\n');
    },
    tool: 'git.merge',
    input: { from: 'large' },
    leftKb: 40,
  },
  'a commit with large files is picked': {
    prepare({ folder }) {
      commitFiles(folder, { 'mine.txt': 'mine\n' }, 'Mine');
      writeFileSync(join(folder, 'mine.txt'), 'mine, and not committed yet\n');
    },
    tool: 'git.cherryPick',
    input: { commits: ['large'] },
    leftKb: 40,
  },
  'a branch with large files is merged as one commit': {
    prepare({ folder }) {
      commitFiles(folder, { 'mine.txt': 'mine\n' }, 'Mine');
      writeFileSync(join(folder, 'mine.txt'), 'mine, and not committed yet\n');
    },
    tool: 'git.merge',
    input: { from: 'large', how: 'squash' },
    leftKb: 40,
  },
  'a stash with large files is taken up': {
    prepare({ folder }) {
      writeFileSync(join(folder, 'a.txt'), noise(20));
      sh(folder, 'stash', '--quiet');
    },
    tool: 'git.stash',
    input: { action: 'pop' },
    leftKb: 20,
  },
  'a file is taken from a branch': { tool: 'git.checkout', input: { paths: ['a.txt', 'b.txt'], from: 'large' }, leftKb: 16, takesBack: true },
  'what others pushed is pulled': {
    prepare(_world, remote) {
      const other = colleague(remote);
      commitFiles(other, { 'theirs.txt': noise(60) }, 'Theirs');
      sh(other, 'push', '--quiet');
    },
    tool: 'git.pull',
    input: {},
  },
  'there is room for what was fetched, and not for its files': {
    prepare(_world, remote) {
      const other = colleague(remote);
      commitFiles(other, { 'a.txt': 'theirs\n', 'large.txt': 'x'.repeat(300_000) }, 'Theirs');
      sh(other, 'push', '--quiet');
    },
    tool: 'git.pull',
    input: {},
    leftKb: 100,
  },
};

for (const [what, { prepare, tool, input, leftKb = 0, takesBack = false }] of Object.entries(cases))
  test(`the disk is full when ${what}: said so, nothing is changed, and with room again it is done`, async ({ skip }) => {
    const place = disk(1024);
    if (place === undefined) return skip('needs root, to mount a small disk');
    const folder = join(place, 'work');
    const house = repository();
    sh(house.folder, 'clone', '--quiet', house.folder, folder);
    const git = (...args: readonly string[]) => sh(folder, ...args);
    const world: World = { ...house, folder, git };
    const remote = join(tempFolder(), 'remote.git');
    git('init', '--quiet', '--bare', remote);
    git('remote', 'set-url', 'origin', remote);
    git('push', '--quiet', 'origin', 'main');
    git('switch', '--quiet', '--create', 'large');
    commitFiles(folder, { 'a.txt': 'one\nlarge\nthree\n', 'b.txt': noise(20), 'c/d.txt': noise(20) }, 'Large');
    git('switch', '--quiet', 'main');
    prepare?.(world, remote);
    const state = () => [stateOf(folder), tree(folder)['.git/config'], Object.keys(tree(folder)).filter((path) => !path.startsWith('.git/'))];
    const before = state();
    const makeRoom = fill(place, leftKb);
    const done = await call(world, tool, input);
    expect.soft(`${done.failure?.code}: ${done.failure?.message}`).toMatch(/^files\/disk-full: /);
    makeRoom();
    if (takesBack) expect.soft(await rollBack(world, done)).toBe('succeeded');
    expect.soft(state()).toEqual(before);
    expect.soft(readdirSync(join(folder, '.git')).filter((name) => name.endsWith('.lock'))).toEqual([]);
    expect((await call(world, tool, input)).failure).toBeUndefined();
  });

test('the disk is full when a repository is cloned: said so, and nothing of it is left', async ({ skip }) => {
  const place = disk(256);
  if (place === undefined) return skip('needs root, to mount a small disk');
  const house = repository({ 'large.txt': noise(200) });
  const world = { ...house, folder: place };
  const done = await call(world, 'git.clone', { url: house.folder, into: 'deps/shop' });
  expect(`${done.failure?.code}: ${done.failure?.message}`).toBe('files/disk-full: The disk is full: git could not write what it had to.');
  expect(tree(place)).toEqual({});
});
