import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workspaceFiles } from '../../src/machine/files.ts';
import { diskWithRoom } from '../support/full-disk.ts';
import { tempFolder } from '../support/temp.ts';
import { plant, tree } from '../support/tree.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('nothing of Nimbus’s own folder is read or written, where a workspace lies above it', async () => {
  const home = tempFolder();
  plant(home, { 'share/nimbus/policy.yaml': 'nimbus: 1\n', 'a.txt': 'a' });
  symlinkSync('share/nimbus', join(home, 'way'));
  const before = tree(home);
  const files = workspaceFiles(home, join(home, 'share/nimbus'));
  for (const path of ['share/nimbus/policy.yaml', 'share/nimbus/new.db', 'share/./nimbus/policy.yaml', 'way/policy.yaml', 'way/new']) {
    for (const attempt of [files.read(path), files.write(path, bytes('x')), files.remove(path), files.fill(path, async () => {}), files.locate(path)])
      expect(await attempt, path).toMatchObject({ ok: false, failure: { code: 'files/own-folder' } });
  }
  expect(tree(home)).toEqual(before);
  expect(await files.write('share/other.txt', bytes('x'))).toMatchObject({ ok: true });
});

test.each([
  ...[
    '.git/config',
    '.git',
    'in/../.git/hooks/pre-commit',
    'sub/.git',
    '.GIT/config',
    'git~1/config',
    '.git./config',
    '.git /config',
    '.git::$INDEX_ALLOCATION/config',
  ],
  ...['.g\u200cit/config', '.git\ufeff/config', 'way/config', 'way/hooks/new', 'file'],
])('what git keeps for itself is read and never changed: %j', async (path) => {
  const root = tempFolder();
  plant(root, { '.git/config': '[core]', 'in/a.txt': 'a' });
  symlinkSync('.git', join(root, 'way'));
  symlinkSync('.git/config', join(root, 'file'));
  const before = tree(root);
  const files = workspaceFiles(root);
  for (const attempt of [files.write(path, bytes('x')), files.remove(path), files.fill(path, async () => {}), files.removeEmptyFolder(path)])
    expect(await attempt).toMatchObject({ ok: false, failure: { code: 'files/inside-git' } });
  expect(await files.read('.git/config')).toMatchObject({ ok: true });
  expect(await files.write('.gitignore', bytes('x'))).toMatchObject({ ok: true });
  expect({ ...tree(root), '.gitignore': undefined }).toEqual({ ...before, '.gitignore': undefined });
});

describe('nothing outside the workspace is read or written', () => {
  const folder = () => {
    const root = tempFolder();
    plant(root, { 'outside/secret': 'secret', 'work/in/a.txt': 'a' });
    symlinkSync('../outside', join(root, 'work/link'));
    symlinkSync('../../outside/new', join(root, 'work/in/dangling'));
    symlinkSync('loop', join(root, 'work/loop'));
    return root;
  };
  const cases: [string, string, string][] = [
    ['by dots', '../outside/secret', 'files/outside-workspace'],
    ['by dots after a folder', 'in/../../outside/secret', 'files/outside-workspace'],
    ['as an absolute path', '/etc/hosts', 'files/outside-workspace'],
    ['through a link to a folder', 'link/secret', 'files/outside-workspace'],
    ['as a new file behind a link', 'link/new/file', 'files/outside-workspace'],
    ['through a dangling link', 'in/dangling', 'files/not-a-file'],
    ['through a link to itself', 'loop/x', 'files/link-loop'],
    ['with a NUL', 'in/\0/../../outside/secret', 'files/no-file-name'],
    ['with a neighbour’s name', '../work-evil/x', 'files/outside-workspace'],
  ];
  test.each(cases)('%s', async (_how, path, code) => {
    const root = folder();
    const before = tree(root);
    const files = workspaceFiles(join(root, 'work'));
    for (const attempt of [
      files.read(path),
      files.write(path, bytes('x')),
      files.remove(path),
      files.list(path),
      files.walk(path),
      files.fill(path, async () => {}),
    ]) {
      const outcome = await attempt;
      expect(outcome.ok ? 'allowed' : outcome.failure.code).toBe(code);
    }
    expect(tree(root)).toEqual(before);
  });

  test('but an absolute path inside is fine, and so is a workspace that is itself behind a link', async () => {
    const root = folder();
    symlinkSync('work', join(root, 'alias'));
    const files = workspaceFiles(join(root, 'alias'));
    expect(await files.read('in/a.txt')).toEqual({ ok: true, value: Buffer.from('a') });
    expect(await files.read(join(root, 'alias/in/a.txt'))).toMatchObject({ ok: true });
  });
});

describe('a write', () => {
  test('makes folders, keeps the mode, leaves nothing beside it', async () => {
    const root = tempFolder();
    plant(root, { 'run.sh': 'old' });
    chmodSync(join(root, 'run.sh'), 0o755);
    const files = workspaceFiles(root);
    await files.write('run.sh', bytes('new'));
    await files.write('a/b/c.txt', bytes('deep'));
    expect(tree(root)).toEqual({ 'run.sh': 'new', 'a/b/c.txt': 'deep' });
    expect(statSync(join(root, 'run.sh')).mode & 0o777).toBe(0o755);
  });
  test('over a folder, or below a file, is refused and changes nothing', async () => {
    const root = tempFolder();
    plant(root, { 'd/x': '1', f: '2' });
    const files = workspaceFiles(root);
    expect(await files.write('d', bytes('y'))).toMatchObject({ ok: false, failure: { code: 'files/not-a-file' } });
    expect(await files.write('f/y', bytes('y'))).toMatchObject({ ok: false, failure: { code: 'files/not-a-folder' } });
    expect(tree(root)).toEqual({ 'd/x': '1', f: '2' });
  });
  test('over a device is refused', async () => {
    expect(await workspaceFiles('/dev').write('full', bytes('x'))).toMatchObject({ ok: false, failure: { code: 'files/not-a-file' } });
  });
});

describe('a full disk', () => {
  const says = (path: string) => ({
    ok: false,
    failure: {
      code: 'files/disk-full',
      message: `${path} could not be written: the disk is full. What was there is still there.`,
      fix: 'Free some space and run this again.',
    },
  });

  test.each([
    ['in the middle of the text', { code: 'ENOSPC' }],
    ['as a quota', { code: 'EDQUOT' }],
    ['only when it is forced to disk', { methods: ['sync'] }],
  ] as const)('%s: told with the path, what was there is kept, nothing lies beside it', async (_when, how) => {
    const root = tempFolder();
    plant(root, { 'a.txt': 'what was there' });
    const files = workspaceFiles(root);
    const disk = await diskWithRoom(5, how);
    expect(await files.write('a.txt', bytes('something new'))).toMatchObject(says('a.txt'));
    expect(await files.write('new.txt', bytes('something new'))).toMatchObject(says('new.txt'));
    expect(await files.fill('a.txt', (to) => to.writeAt(bytes('something new'), 0))).toMatchObject(says('a.txt'));
    expect(tree(root)).toEqual({ 'a.txt': 'what was there' });
    disk.empty();
    expect(await files.write('a.txt', bytes('something new'))).toMatchObject({ ok: true });
    expect(tree(root)).toEqual({ 'a.txt': 'something new' });
  });

  test('or a limit of the system on the size of files, really: the same', () => {
    const root = tempFolder();
    plant(root, { 'a.txt': 'what was there' });
    const module = join(import.meta.dirname, '../../src/machine/files.ts');
    const script = `const { workspaceFiles } = await import(${JSON.stringify(module)});
      console.log(JSON.stringify(await workspaceFiles(process.cwd()).write('a.txt', Buffer.alloc(20_000, 'x'))));`;
    const limited = ['-c', 'ulimit -f 8; exec "$0" --input-type=module -e "$1"', process.execPath, script];
    const said = JSON.parse(execFileSync('bash', limited, { cwd: root, encoding: 'utf8' }));
    expect(said).toMatchObject({ ok: false, failure: { code: 'files/too-large', message: expect.stringMatching(/^a\.txt .*What was there is still there/) } });
    expect(said.failure.fix).toContain('ulimit -f');
    expect(tree(root)).toEqual({ 'a.txt': 'what was there' });
  });
});

test('a listing enters no .git, .terraform or node_modules and follows no link', async () => {
  const root = tempFolder();
  plant(root, { 'a.tf': '', 'm/b.tf': '', '.git/config': '', '.terraform/x': '', 'm/node_modules/y': '' });
  symlinkSync('..', join(root, 'm/up'));
  mkdirSync(join(root, 'empty'));
  const files = workspaceFiles(root);
  expect(await files.list('.')).toEqual({ ok: true, value: ['a.tf', 'm/b.tf'] });
  expect(await files.list('nothing')).toEqual({ ok: true, value: [] });
  expect(await files.removeEmptyFolder('m')).toEqual({ ok: true, value: false });
  expect(await files.removeEmptyFolder('empty')).toEqual({ ok: true, value: true });
  writeFileSync(join(root, 'x'), '');
  expect([await files.kind('x'), await files.kind('m'), await files.kind('m/up'), await files.kind('none')].map((k) => k.ok && k.value)).toEqual([
    'file',
    'folder',
    'other',
    'nothing',
  ]);
});

test('a walk names everything that is no folder, links too, and tells a file that changed', async () => {
  const root = tempFolder();
  plant(root, { 'a/.git/config': 'x', 'a/node_modules/m.js': 'm', 'a/b.txt': 'bb', 'c.txt': 'c' });
  symlinkSync('../c.txt', join(root, 'a/link'));
  const files = workspaceFiles(root);
  const walk = async () => {
    const seen = await files.walk('a');
    return seen.ok ? seen.value : [];
  };
  const before = await walk();
  expect(before.map((f) => `${f.path} ${f.kind} ${f.bytes}`)).toEqual([
    'a/.git/config file 1',
    'a/b.txt file 2',
    'a/link link 8',
    'a/node_modules/m.js file 1',
  ]);
  writeFileSync(join(root, 'a/b.txt'), 'BB');
  const after = await walk();
  expect(after.filter((f, i) => f.version !== before[i]?.version).map((f) => f.path)).toEqual(['a/b.txt']);
  expect(await files.walk('nowhere')).toEqual({ ok: true, value: [] });
});

describe('a file that comes in parts', () => {
  test('is there when all of them are, in any order', async () => {
    const root = tempFolder();
    const files = workspaceFiles(root);
    const done = await files.fill('deep/big.bin', async (to) => {
      await Promise.all([to.writeAt(bytes('world'), 6), to.writeAt(bytes('hello '), 0)]);
      expect(tree(root)['deep/big.bin']).toBeUndefined();
      return 11;
    });
    expect(done).toEqual({ ok: true, value: 11 });
    expect(tree(root)).toEqual({ 'deep/big.bin': 'hello world' });
  });
  test('what was fetched elsewhere takes the place of a file in one go, with that file’s own rights', async () => {
    const root = tempFolder();
    const elsewhere = join(tempFolder(), 'part');
    writeFileSync(elsewhere, 'half', { mode: 0o600 });
    writeFileSync(join(root, 'tool.sh'), 'old');
    chmodSync(join(root, 'tool.sh'), 0o755);
    const done = await workspaceFiles(root).fill('tool.sh', (to) => to.writeAt(new TextEncoder().encode(' and half'), 4), { from: elsewhere });
    expect(done.ok).toBe(true);
    expect([readFileSync(join(root, 'tool.sh'), 'utf8'), statSync(join(root, 'tool.sh')).mode & 0o777, existsSync(elsewhere)]).toEqual([
      'half and half',
      0o755,
      false,
    ]);
  });

  test('leaves what was there, and nothing beside it, when one is missing', async () => {
    const root = tempFolder();
    plant(root, { 'big.bin': 'old' });
    const broken = workspaceFiles(root).fill('big.bin', async (to) => {
      await to.writeAt(bytes('new'), 0);
      throw new Error('cut off');
    });
    await expect(broken).rejects.toThrow('cut off');
    expect(tree(root)).toEqual({ 'big.bin': 'old' });
  });
});
