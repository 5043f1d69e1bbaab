import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { call, preview, rollBack } from '../../support/drive-tool.ts';
import { plant, tree } from '../../support/tree.ts';
import { commitFiles, gitTools, plain, repository, stateOf, type World, withRemote } from './support.ts';

const summaryOf = async (world: World, tool: string, input: object = {}): Promise<string> => plain((await call(world, tool, input)).summary, world);

describe('status', () => {
  interface Case {
    readonly what: string;
    readonly files?: Record<string, string>;
    readonly prepare?: (world: World) => unknown;
    readonly directory?: string;
    readonly says: string;
    readonly output?: object;
  }
  const cases: readonly Case[] = [
    { what: 'nothing to commit', says: 'On main: nothing to commit.', output: { clean: true, changed: [], worktree: false } },
    { what: 'no commit yet', files: {}, says: 'On main: no commit yet, nothing to commit.' },
    { what: 'detached', prepare: (w) => w.git('switch', '--quiet', '--detach'), says: 'Detached at <id>: nothing to commit.' },
    {
      what: 'all kinds of changes',
      files: { 'a.txt': 'a\n', 'b.txt': 'a long enough text to be found again\n', 'c.txt': 'c\n' },
      prepare: (w) => {
        w.git('mv', 'b.txt', 'moved.txt');
        writeFileSync(join(w.folder, 'a.txt'), 'A\n');
        w.git('rm', '--quiet', 'c.txt');
        plant(w.folder, { 'new dir/n.txt': 'n' });
      },
      says: 'On main: 2 staged, 1 not staged, 1 untracked.',
      output: {
        changed: [
          { path: 'a.txt', unstaged: 'modified' },
          { path: 'c.txt', staged: 'deleted' },
          { path: 'moved.txt', from: 'b.txt', staged: 'renamed' },
        ],
        untracked: ['new dir/'],
      },
    },
    {
      what: 'ahead, and stashed',
      prepare: (w) => {
        withRemote(w);
        commitFiles(w.folder, { 'b.txt': 'b' }, 'Second');
        writeFileSync(join(w.folder, 'a.txt'), 'x');
        w.git('stash', '--quiet');
      },
      says: 'On main (1 ahead): nothing to commit.',
      output: { branch: { upstream: 'origin/main', ahead: 1, behind: 0, upstreamGone: false }, counts: { stashes: 1 } },
    },
    {
      what: 'an upstream that is gone',
      prepare: (w) => {
        withRemote(w);
        w.git('update-ref', '-d', 'refs/remotes/origin/main');
      },
      says: 'On main (upstream gone): nothing to commit.',
    },
    {
      what: 'names of every kind, from a folder of the repository',
      prepare: (w) => plant(w.folder, { 'sub/-rf': '', 'sub/"quoted"\ttab': '', 'sub/new\nline': '', 'sub/ü 日本.txt': '' }),
      directory: 'sub',
      says: 'On main: 1 untracked.',
      output: { untracked: ['sub/'] },
    },
    {
      what: 'a submodule with work in it',
      prepare: (w) => {
        const other = repository({ 'lib.txt': 'lib\n' });
        w.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.folder, 'lib');
        w.git('commit', '--quiet', '--message=Add lib');
        writeFileSync(join(w.folder, 'lib/lib.txt'), 'changed\n');
      },
      says: 'On main: 1 not staged.',
      output: { changed: [{ path: 'lib', unstaged: 'modified', submodule: ['changes'] }] },
    },
    {
      what: 'a linked worktree, seen from inside',
      prepare: (w) => w.git('worktree', 'add', '--quiet', '-b', 'topic', 'tree'),
      directory: 'tree',
      says: 'On topic: nothing to commit.',
      output: { worktree: true, root: '${workspace}/tree' },
    },
  ];
  test.each(cases)('$what', async ({ files, prepare, directory = '.', says, output = {} }) => {
    const world = repository(files);
    prepare?.(world);
    const done = await call(world, 'git.status', { directory });
    expect(plain(done.summary, world)).toBe(says);
    expect(JSON.parse(plain(JSON.stringify(done.output), world))).toMatchObject(output);
  });

  test('every name as it is, and one that is not UTF-8 as far as it can be shown', async () => {
    const world = repository();
    plant(world.folder, { '-rf': '', '"q"\ttab': '', 'new\nline': '' });
    execFileSync('node', ['-e', "require('fs').writeFileSync(Buffer.from([0x63,0xe9,0x2e,0x74]), '')"], { cwd: world.folder });
    expect(((await call(world, 'git.status', { untracked: 'all' })).output as { untracked: string[] }).untracked).toEqual([
      '"q"\ttab',
      '-rf',
      'c\uFFFD.t',
      'new\nline',
    ]);
    expect(await summaryOf(world, 'git.add', { paths: ['-rf', '"q"\ttab', 'new\nline'] })).toBe('Staged 3 files.');
    expect(await summaryOf(world, 'git.add', { all: true })).toBe('Staged 1 file.');
    expect(world.git('ls-files', '-z').split('\0')).toHaveLength(6);
  });

  test('takes no lock and leaves the index as it is, byte for byte', async () => {
    const world = repository();
    writeFileSync(join(world.folder, 'a.txt'), 'one\ntwo\nthree\n');
    const index = readFileSync(join(world.folder, '.git/index'));
    writeFileSync(join(world.folder, '.git/index.lock'), '');
    expect(await summaryOf(world, 'git.status')).toBe('On main: nothing to commit.');
    expect(readFileSync(join(world.folder, '.git/index'))).toEqual(index);
  });

  test('starts nothing that the repository’s own configuration names', async () => {
    const world = repository();
    const script = join(world.folder, '.git/evil');
    writeFileSync(script, `#!/bin/sh\necho ran >> "${world.folder}/.git/ran"\ncat\n`);
    chmodSync(script, 0o755);
    for (const key of ['core.fsmonitor', 'diff.external', 'core.pager', 'core.editor', 'gpg.program', 'diff.evil.textconv', 'core.askPass'])
      world.git('config', key, script);
    world.git('config', 'log.showSignature', 'true');
    plant(world.folder, { '.gitattributes': '* diff=evil\n', 'a.txt': 'changed\n' });
    for (const tool of ['git.status', 'git.diff', 'git.log', 'git.branch', 'git.stash'])
      await call(world, tool, tool === 'git.stash' ? { action: 'list' } : {});
    expect(readdirSync(join(world.folder, '.git'))).not.toContain('ran');
  });
});

test('log: messages with newlines, filters, ranges', async () => {
  const world = repository();
  commitFiles(world.folder, { 'b.txt': 'b' }, 'Second\n\nA body\nof two lines');
  world.git('switch', '--quiet', '--create', 'topic');
  commitFiles(world.folder, { 'a.txt': 'x' }, 'Third: 100% [done]');
  world.git('tag', 'v1');
  const log = async (input: object) =>
    (await call(world, 'git.log', input)).output as { commits: { subject: string; body: string; refs: string[] }[]; more: boolean };
  expect((await log({})).commits.map((c) => [c.subject, c.body])).toEqual([
    ['Third: 100% [done]', ''],
    ['Second', 'A body\nof two lines'],
    ['First', ''],
  ]);
  expect((await log({ limit: 1 })).more).toBe(true);
  expect((await log({ limit: 1 })).commits[0]?.refs).toEqual(['HEAD -> topic', 'tag: v1']);
  const subjects = async (input: object) => (await log(input)).commits.map((c) => c.subject).join(' | ');
  expect(await subjects({ notIn: 'main' })).toBe('Third: 100% [done]');
  expect(await subjects({ paths: ['b.txt'] })).toBe('Second');
  expect(await subjects({ message: '[done]' })).toBe('Third: 100% [done]');
  expect(await subjects({ author: 'ada' })).toBe('Third: 100% [done] | Second | First');
  expect(await subjects({ from: 'v1~2' })).toBe('First');
  expect(await subjects({ since: '2030-01-01' })).toBe('');
});

test('diff: files, staged, commits, since the fork; binary and renamed', async () => {
  const world = repository({ 'a.txt': 'one\n', 'old.txt': 'a text that is long enough\nto be found again\n', 'crlf.txt': 'a\r\nb\r\n' });
  world.git('switch', '--quiet', '--create', 'topic');
  commitFiles(world.folder, { 't.txt': 't\n' }, 'Topic');
  world.git('switch', '--quiet', 'main');
  commitFiles(world.folder, { 'm.txt': 'm\n' }, 'Main');
  world.git('mv', 'old.txt', 'new.txt');
  writeFileSync(join(world.folder, 'a.txt'), 'ONE\ntwo\n');
  writeFileSync(join(world.folder, 'crlf.txt'), 'a\r\nB\r\n');
  writeFileSync(join(world.folder, 'bin'), Uint8Array.from([0, 1, 2]));
  world.git('add', 'bin');
  expect(await summaryOf(world, 'git.diff')).toBe('2 files, +3 −2 lines.');
  const staged = (await call(world, 'git.diff', { staged: true })).output as { files: object[]; patch: string };
  expect(staged.files).toEqual([
    { path: 'bin', change: 'added', binary: true },
    { path: 'new.txt', from: 'old.txt', change: 'renamed', added: 0, removed: 0, binary: false },
  ]);
  expect(staged.patch).toContain('rename to new.txt');
  expect(await summaryOf(world, 'git.diff', { from: 'main', to: 'topic' })).toBe('2 files, +1 −1 lines.');
  expect(await summaryOf(world, 'git.diff', { from: 'main', to: 'topic', sinceFork: true })).toBe('1 file, +1 −0 lines.');
  expect(await summaryOf(world, 'git.diff', { paths: ['crlf.txt'] })).toBe('1 file, +1 −1 lines.');
  expect(await summaryOf(world, 'git.diff', { from: 'HEAD', to: 'HEAD' })).toBe('No difference.');
});

describe('before a commit one is told', () => {
  const warningsOf = async (prepare: (world: World) => void): Promise<string> => {
    const world = repository();
    prepare(world);
    const seen = await preview(world, 'git.commit', { message: 'x' });
    return 'warnings' in seen ? seen.warnings.join('\n') : seen.message;
  };
  const stage = (files: Record<string, string>) => (world: World) => {
    plant(world.folder, files);
    world.git('add', '--all');
  };
  const key = `AKIA${'ABCDEFGHIJKLMNOP'}`;
  test.each([
    ['that the branch is one for pull requests', stage({ 'b.txt': 'b' }), 'main is usually changed through a pull request'],
    [
      'what is left out',
      (w: World) => {
        stage({ 'b.txt': 'b' })(w);
        writeFileSync(join(w.folder, 'a.txt'), 'x');
      },
      '1 changed file left out: a.txt',
    ],
    ['of a secret, but not the secret', stage({ 'c/x.env': `A=1\nKEY=${key}\n` }), 'c/x.env:2 holds what looks like an AWS access key'],
    ['of a private key', stage({ id: `-----BEGIN ${'RSA'} PRIVATE KEY-----\n` }), 'id:1 holds what looks like a private key'],
    [
      'of a large file',
      (w: World) => {
        writeFileSync(join(w.folder, 'big.bin'), Buffer.alloc(11 * 1024 * 1024));
        w.git('add', 'big.bin');
      },
      'big.bin is 11 MB; git keeps every version of it for good',
    ],
    [
      'that there is no branch',
      (w: World) => {
        w.git('switch', '--quiet', '--detach');
        stage({ 'b.txt': 'b' })(w);
      },
      'no branch is checked out (detached HEAD): commits made here are easy to lose',
    ],
    [
      'which hooks will run',
      (w: World) => {
        stage({ 'b.txt': 'b' })(w);
        writeFileSync(join(w.folder, '.git/hooks/pre-commit'), '#!/bin/sh\n', { mode: 0o755 });
      },
      'hooks of the repository will run: pre-commit',
    ],
  ])('%s', async (_what, prepare, expected) => {
    const told = await warningsOf(prepare as (world: World) => void);
    expect(told.split('\n')).toContain(expected);
    expect(told).not.toContain(key);
  });
});

test('a preview changes nothing: not a byte below .git', async () => {
  const world = repository({ 'a.txt': 'one\ntwo\nthree\n' });
  withRemote(world);
  world.git('switch', '--quiet', '--create', 'topic');
  commitFiles(world.folder, { 'a.txt': 'one\nTOPIC\nthree\n', 't.txt': 't' }, 'Topic');
  world.git('switch', '--quiet', 'main');
  commitFiles(world.folder, { 'a.txt': 'one\nMAIN\nthree\n' }, 'Main');
  writeFileSync(join(world.folder, 'staged.txt'), 's');
  world.git('add', 'staged.txt');
  writeFileSync(join(world.folder, 'a.txt'), 'edited\n');
  world.git('stash', 'push', '--quiet');
  writeFileSync(join(world.folder, 'new.txt'), 'n');
  writeFileSync(join(world.folder, 'staged2.txt'), 's');
  world.git('add', 'staged2.txt');
  const before = tree(join(world.folder, '.git'));
  for (const [tool, input] of [
    ['git.add', { all: true }],
    ['git.commit', { message: 'x' }],
    ['git.merge', { from: 'topic', conflicts: 'keep' }],
    ['git.checkout', { branch: 'topic' }],
    ['git.checkout', { paths: ['a.txt'], from: 'HEAD~1' }],
    ['git.branch', { action: 'delete', name: 'topic', force: true }],
    ['git.stash', { action: 'pop' }],
    ['git.stash', { action: 'push' }],
    ['git.push', {}],
    ['git.pull', {}],
  ] as const)
    expect([tool, await preview(world, tool, input)]).toEqual([tool, expect.objectContaining({ digest: expect.stringMatching(/^[0-9a-f]{64}$/) })]);
  expect(tree(join(world.folder, '.git'))).toEqual(before);
});

test('what changed after the approval is not committed', async () => {
  const world = repository();
  plant(world.folder, { 'b.txt': 'b' });
  world.git('add', 'b.txt');
  const asked = await preview(world, 'git.commit', { message: 'x' });
  plant(world.folder, { 'c.txt': 'c' });
  world.git('add', 'c.txt');
  const again = await preview(world, 'git.commit', { message: 'x' });
  expect('digest' in asked && 'digest' in again && asked.digest !== again.digest).toBe(true);
});

test('a merge kept in conflict: both sides as data, and given up as if it had never been', async () => {
  const world = repository();
  world.git('switch', '--quiet', '--create', 'theirs');
  commitFiles(world.folder, { 'a.txt': 'one\nTHEIRS\nthree\n', 'both.txt': 'theirs\n' }, 'Theirs');
  world.git('switch', '--quiet', 'main');
  commitFiles(world.folder, { 'a.txt': 'one\nOURS\nthree\n', 'both.txt': 'ours\n' }, 'Ours');
  const before = stateOf(world.folder);
  const seen = await preview(world, 'git.merge', { from: 'theirs', conflicts: 'keep' });
  expect(seen).toMatchObject({
    summary: 'Merge theirs into main (1 commit, 2 conflicts to resolve)',
    warnings: expect.arrayContaining(['a.txt will be in conflict', 'both.txt will be in conflict']),
  });
  const done = await call(world, 'git.merge', { from: 'theirs', conflicts: 'keep' });
  expect(done.summary).toBe('Merging theirs stopped: 2 files in conflict. Resolve, stage and commit them.');
  expect(done.output).toMatchObject({
    result: 'conflicts',
    conflicts: [
      {
        path: 'a.txt',
        kind: 'both-changed',
        base: 'one\ntwo\nthree\n',
        ours: 'one\nOURS\nthree\n',
        theirs: 'one\nTHEIRS\nthree\n',
        places: [{ line: 2, yours: 'OURS', ours: 'THEIRS' }],
      },
      { path: 'both.txt', kind: 'both-added', ours: 'ours\n', theirs: 'theirs\n' },
    ],
  });
  expect(done.verdict).toEqual({ met: false, missing: ['a.txt is in conflict', 'both.txt is in conflict'] });
  expect(await summaryOf(world, 'git.status')).toBe('On main: merge in progress, 2 conflicts.');
  expect((await call(world, 'git.merge', { abort: true })).summary).toBe('The merge is given up; main is as it was.');
  expect(stateOf(world.folder)).toBe(before);
});

test('a git that is at work holds the index: it is told which', async () => {
  const world = repository();
  plant(world.folder, { 'b.txt': 'b' });
  world.git('add', 'b.txt');
  writeFileSync(join(world.folder, '.git/index.lock'), '');
  // A shell between, so that it is not a child of this process: those take no lock. It answers, so it is at work.
  const shell = spawn('sh', ['-c', 'exec 3<&0; git cat-file --batch-check <&3 & wait'], {
    cwd: world.folder,
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  onTestFinished(() => {
    process.kill(-(shell.pid ?? 0));
  });
  shell.stdin.write('HEAD\n');
  await new Promise((resolve) => shell.stdout.once('data', resolve));
  const done = await call(world, 'git.commit', { message: 'x' });
  expect(done.failure?.code).toBe('git/index-locked');
  // Where processes can't be listed it says that it can't tell.
  expect(done.failure?.message).toMatch(
    process.platform === 'linux' ? /^Another git is at work in this repository \(git cat-file, process \d+\) and holds/ : /another git is at work/,
  );
});

test('nothing a text holds becomes an option, a pathspec or a command', async () => {
  const world = repository();
  const before = stateOf(world.folder);
  const hostile = ['--upload-pack=touch pwned', '-x', '$(touch pwned)', '; touch pwned', 'a\nb', ':(top)a', 'a b', '..', '@{', 'x.lock', '\u202emain', 'HEAD'];
  for (const text of hostile) {
    for (const [tool, input] of [
      ['git.checkout', { branch: text }],
      ['git.branch', { action: 'create', name: text }],
      ['git.push', { remote: text }],
      ['git.pull', { remote: text }],
      ['git.clone', { url: text }],
      ['git.merge', { from: text }],
      ['git.diff', { from: text }],
      ['git.log', { from: text }],
      ['git.add', { paths: [text] }],
    ] as const) {
      const ended = await call(world, tool, input).then(
        (done) => done.failure?.code ?? 'done',
        (refused: Error) => JSON.parse(refused.message).code,
      );
      // HEAD is a revision like any other; looking at it is fine, and so is merging it into itself.
      if (!(text === 'HEAD' && ['git.diff', 'git.log', 'git.merge'].includes(tool))) expect([tool, text, ended]).not.toEqual([tool, text, 'done']);
    }
  }
  expect(stateOf(world.folder)).toBe(before);
  expect(Object.keys(tree(world.folder)).filter((path) => !path.startsWith('.git/'))).toEqual(['a.txt']);
});

test('a repository above the workspace is looked at, and not changed outside it', async () => {
  const outer = repository({ 'app/a.txt': 'a\n', 'top.txt': 't\n' });
  const world = { ...outer, folder: join(outer.folder, 'app') };
  writeFileSync(join(outer.folder, 'top.txt'), 'edited\n');
  expect((await call(world, 'git.status')).output).toMatchObject({ changed: [{ path: '../top.txt', unstaged: 'modified' }] });
  const done = await call(world, 'git.stash');
  expect(done.failure?.code).toBe('git/repository-above');
  expect(readFileSync(join(outer.folder, 'top.txt'), 'utf8')).toBe('edited\n');
});

describe('a commit, a file as it was, and who wrote it', () => {
  const world = (): World => {
    const w = repository({ 'a.txt': 'one\ntwo\nthree\n', 'pic.bin': 'a\0b' });
    commitFiles(w.folder, { 'a.txt': 'one\nzwei\nthree\n', 'b.txt': 'b\n' }, 'Second');
    w.git('tag', '--annotate', '--message=One', 'v1');
    writeFileSync(join(w.folder, 'a.txt'), 'one\nzwei\nthree\nfour\n');
    return w;
  };
  const cases: readonly { readonly what: string; readonly tool: string; readonly input: object; readonly says: string; readonly output?: object }[] = [
    {
      what: 'the last commit',
      tool: 'git.show',
      input: {},
      says: '<id> by Ada Example: Second (2 files).',
      output: {
        subject: 'Second',
        files: [
          { path: 'a.txt', change: 'modified', added: 1, removed: 1 },
          { path: 'b.txt', change: 'added', added: 1, removed: 0 },
        ],
        text: expect.stringContaining('-two\n+zwei'),
      },
    },
    { what: 'the first commit', tool: 'git.show', input: { commit: 'HEAD~1' }, says: '<id> by Ada Example: First (2 files).' },
    { what: 'a tag', tool: 'git.show', input: { commit: 'v1' }, says: '<id> by Ada Example: Second (2 files).' },
    {
      what: 'a file as it was',
      tool: 'git.show',
      input: { commit: 'HEAD~1', path: 'a.txt' },
      says: 'a.txt as it was at <id> (First).',
      output: { text: 'one\ntwo\nthree\n', files: [] },
    },
    {
      what: 'a file that is no text',
      tool: 'git.show',
      input: { path: 'pic.bin' },
      says: 'pic.bin as it was at <id> (Second): not text.',
      output: { text: '' },
    },
    {
      what: 'a file that was not there',
      tool: 'git.show',
      input: { commit: 'HEAD~1', path: 'b.txt' },
      says: 'git/file-unknown: There is no file b.txt in HEAD~1.',
    },
    {
      what: 'who wrote a file',
      tool: 'git.blame',
      input: { path: 'a.txt' },
      says: '4 lines of a.txt by 2 people.',
      output: {
        parts: [
          { line: 1, lines: 1, author: 'Ada Example', subject: 'First' },
          { line: 2, lines: 1, author: 'Ada Example', subject: 'Second' },
          { line: 3, lines: 1, author: 'Ada Example', subject: 'First' },
          { line: 4, lines: 1, author: '', subject: '' },
        ],
      },
    },
    { what: 'who wrote a line', tool: 'git.blame', input: { path: 'a.txt', line: 2 }, says: 'a.txt: Ada Example, 2026-01-01: Second.' },
    { what: 'a line that is new', tool: 'git.blame', input: { path: 'a.txt', line: 4 }, says: 'a.txt: not committed yet.' },
    {
      what: 'lines of a file as it was',
      tool: 'git.blame',
      input: { path: 'a.txt', at: 'HEAD~1', line: 1, lineCount: 3 },
      says: 'a.txt: Ada Example, 2026-01-01: First.',
    },
    { what: 'nobody', tool: 'git.blame', input: { path: 'nope.txt' }, says: 'git/file-unknown: There is no file nope.txt in git.' },
    { what: 'tags', tool: 'git.tag', input: {}, says: '1 tag; the newest is v1.', output: { tags: [{ name: 'v1', annotated: true, subject: 'One' }] } },
    { what: 'tags that match', tool: 'git.tag', input: { filter: 'x' }, says: 'No tag matches.' },
    {
      what: 'a tag that is there',
      tool: 'git.tag',
      input: { action: 'create', name: 'v1' },
      says: 'git/tag-exists: There is a tag v1 already. It was left as it is.',
    },
    {
      what: 'a tag that is not',
      tool: 'git.tag',
      input: { action: 'delete', name: 'v2' },
      says: 'git/tag-unknown: There is no tag v2 here. Nothing was changed.',
    },
  ];
  test.each(cases)('$what', async ({ tool, input, says, output }) => {
    const w = world();
    const done = await call(w, tool, input);
    expect(plain(done.failure === undefined ? done.summary : `${done.failure.code}: ${done.failure.message}`, w)).toBe(says);
    if (output !== undefined) expect(done.output).toMatchObject(output);
  });

  test('a stash, line by line', async () => {
    const w = world();
    w.git('stash', '--quiet');
    const shown = await call(w, 'git.stash', { action: 'show' });
    expect(shown.output).toMatchObject({ files: ['a.txt'], patch: expect.stringContaining('+four') });
  });
});

describe('commits that are picked or reverted: all or none', () => {
  const world = (): World => {
    const w = repository({ 'a.txt': 'one\n' });
    w.git('switch', '--quiet', '--create', 'feature');
    commitFiles(w.folder, { 'f.txt': 'f\n' }, 'Fits');
    commitFiles(w.folder, { 'a.txt': 'eins\n' }, 'Does not fit');
    w.git('switch', '--quiet', 'main');
    commitFiles(w.folder, { 'a.txt': 'uno\n' }, 'On main');
    return w;
  };
  interface Case {
    readonly what: string;
    readonly prepare?: (w: World) => unknown;
    readonly tool?: string;
    readonly input: object;
    readonly says: string;
  }
  const cases: readonly Case[] = [
    {
      what: 'one that conflicts',
      input: { commits: ['feature~1', 'feature'] },
      says: 'git/merge-conflicts: Picking <id> (Does not fit) would conflict in 1 file: a.txt:1. Everything is as it was before.',
    },
    {
      what: 'one that is there',
      input: { commits: ['HEAD'] },
      says: 'git/nothing-to-do: Picking <id> (On main) would change nothing: it is so already. Nothing was changed.',
    },
    { what: 'one that is not', input: { commits: ['abc1234'] }, says: 'git/revision-unknown: There is no commit abc1234 here.' },
    {
      what: 'no such parent',
      input: { commits: ['feature~1'], mainline: 2 },
      says: 'git/no-such-parent: <id> has 1 parent, so there is no parent 2 to compare it with. Nothing was changed.',
    },
    {
      what: 'over an edit',
      prepare: (w) => writeFileSync(join(w.folder, 'f.txt'), 'mine\n'),
      input: { commits: ['feature~1'] },
      says: 'git/would-overwrite: Picking would overwrite changes that are not committed: f.txt. Nothing was changed.',
    },
    {
      what: 'with something staged',
      prepare: (w) => {
        writeFileSync(join(w.folder, 's.txt'), 's\n');
        w.git('add', 's.txt');
      },
      input: { commits: ['feature~1'] },
      says: 'git/staged-goes-along: Picking would take along what is staged already: s.txt. Nothing was changed.',
    },
    {
      what: 'a revert that conflicts',
      tool: 'git.revert',
      input: { commits: ['HEAD~1'] },
      says: 'git/merge-conflicts: Reverting <id> (First) would conflict in 1 file: a.txt. Everything is as it was before.',
    },
  ];
  test.each(cases)('$what', async ({ prepare, tool = 'git.cherryPick', input, says }) => {
    const w = world();
    prepare?.(w);
    const before = stateOf(w.folder);
    const done = await call(w, tool, input);
    expect(plain(`${done.failure?.code}: ${done.failure?.message}`, w)).toBe(says);
    expect(stateOf(w.folder)).toBe(before);
  });

  test('one that fits and one that is there: the second is left out, and said to be', async () => {
    const w = world();
    const done = await call(w, 'git.cherryPick', { commits: ['feature~1', 'HEAD'] });
    expect(done.warnings.map((warning) => plain(warning, w))).toContain('<id> (On main) is left out: it would change nothing here');
    expect(done.output).toMatchObject({ made: [{ subject: 'Fits' }] });
    expect(done.verdict).toEqual({ met: true });
  });

  test('nothing of the looking ahead stays in the repository', async () => {
    const w = world();
    const objects = (): string => w.git('count-objects', '--verbose');
    const before = objects();
    await preview(w, 'git.cherryPick', { commits: ['feature~1'] });
    expect(objects()).toBe(before);
  });
});

test('every tool a person asks for has words for it', () => {
  expect(gitTools.filter((tool) => tool.says.length > 0 && tool.says.length < 4).map((tool) => tool.name)).toEqual([]);
  expect(gitTools.filter((tool) => tool.says.length > 0)).toHaveLength(22);
});

test('a merge resolved, staged and concluded; its undo says honestly that there is none', async () => {
  const world = repository();
  world.git('switch', '--quiet', '--create', 'theirs');
  commitFiles(world.folder, { 'a.txt': 'one\nTHEIRS\nthree\n' }, 'Theirs');
  world.git('switch', '--quiet', 'main');
  commitFiles(world.folder, { 'a.txt': 'one\nOURS\nthree\n' }, 'Ours');
  await call(world, 'git.merge', { from: 'theirs', conflicts: 'keep' });
  writeFileSync(join(world.folder, 'a.txt'), 'one\nBOTH\nthree\n');
  const staged = await call(world, 'git.add', { paths: ['a.txt'] });
  expect(staged.warnings).toEqual(['a.txt is in conflict; staging it says the conflict is resolved']);
  expect(staged.undo).toEqual({ impossible: expect.stringContaining('there was a conflict') });
  const done = await call(world, 'git.commit', { message: 'Join the two' });
  expect([done.asked, plain(done.summary, world)]).toEqual(['Conclude the merge on main', 'Concluded the merge as <id> on main: Join the two.']);
  expect(done.undo).toEqual({ impossible: expect.stringContaining('it concludes a merge') });
  expect(world.git('log', '-1', '--format=%P').trim().split(' ')).toHaveLength(2);
});

test('a pull into a repository that has no commit yet', async () => {
  const remote = withRemote(repository({ 'r.txt': 'r\n' }));
  const world = repository({});
  world.git('remote', 'add', 'origin', remote);
  const done = await call(world, 'git.pull', { branch: 'main' });
  expect(plain(done.failure?.message ?? done.summary, world)).toBe('Pulled 1 commit from origin/main: main is at <id>.');
  expect(await rollBack(world, done)).toBe('succeeded');
  expect(await summaryOf(world, 'git.status')).toBe('On main: no commit yet, nothing to commit.');
});

test('Windows line ends: what git would change on the way in does not show as a change, and goes in', async () => {
  const world = repository({ 'a.txt': 'a\nb\n' });
  world.git('config', 'core.autocrlf', 'true');
  writeFileSync(join(world.folder, 'a.txt'), 'a\r\nb\r\n');
  expect(await summaryOf(world, 'git.diff')).toBe('No difference.');
  writeFileSync(join(world.folder, 'a.txt'), 'a\r\nB\r\n');
  expect(await summaryOf(world, 'git.diff')).toBe('1 file, +1 −1 lines.');
  expect(await summaryOf(world, 'git.commit', { message: 'x', all: true })).toMatch(/^Committed/);
  expect(world.git('show', 'HEAD:a.txt')).toBe('a\nB\n');
});
