import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { textOf, toolset } from '../../src/cli/commands/toolset.ts';
import { tempFolder } from '../support/temp.ts';

vi.setConfig({ testTimeout: 60_000 });

/** A repository in a workspace, and a store of the test's own. */
function workspace(): string {
  const folder = tempFolder();
  const env = { NIMBUS_DATA_DIR: tempFolder(), GIT_CONFIG_GLOBAL: join(tempFolder(), 'gitconfig'), GIT_CONFIG_NOSYSTEM: '1' };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  writeFileSync(env.GIT_CONFIG_GLOBAL, '[user]\n\tname = Ada Example\n\temail = ada@example.com\n[init]\n\tdefaultBranch = main\n');
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  writeFileSync(join(folder, 'a.txt'), 'one\n');
  return folder;
}

/** What a command prints on standard output, and its exit code. */
async function nimbus(folder: string, group: string, ...args: readonly string[]): Promise<{ out: string; err: string; code: unknown }> {
  let out = '';
  let err = '';
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
  const exit = vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Error(`exit ${code}`);
  });
  const before = process.exitCode;
  try {
    await toolset(group, group, [...args, '--cwd', folder]);
    return { out, err, code: process.exitCode };
  } catch (error) {
    return { out, err, code: (error as Error).message };
  } finally {
    process.exitCode = before;
    for (const spy of [stdout, stderr, exit]) spy.mockRestore();
  }
}

test('a tool is a command, its inputs are options, its output is the document', async () => {
  const folder = workspace();
  const status = await nimbus(folder, 'git', 'status', '--json');
  expect([JSON.parse(status.out), status.code]).toEqual([expect.objectContaining({ nimbus: 1, untracked: ['a.txt'], clean: false }), 0]);

  expect((await nimbus(folder, 'git', 'add', '--paths', 'a.txt', '--yes')).code).toBe(0);
  const commit = await nimbus(folder, 'git', 'commit', '--message', 'First', '--yes', '--json');
  expect([JSON.parse(commit.out), commit.code]).toEqual([expect.objectContaining({ nimbus: 1, branch: 'main', files: 1, runId: expect.any(String) }), 0]);
  expect(JSON.parse((await nimbus(folder, 'git', 'log', '--limit', '1', '--json')).out).commits[0].subject).toBe('First');
});

test('what writes asks: without a yes nothing happens, and a preview shows it', async () => {
  const folder = workspace();
  const asked = await nimbus(folder, 'files', 'write', '--path', 'b.txt', '--content', 'b', '--json');
  expect([JSON.parse(asked.out).failure.code, asked.code, existsSync(join(folder, 'b.txt'))]).toEqual(['safety/needs-approval', 4, false]);
  const shown = await nimbus(folder, 'files', 'write', '--path', 'b.txt', '--content', 'b', '--dry-run', '--json');
  const { hash, steps } = JSON.parse(shown.out);
  expect([steps[0].preview.summary, existsSync(join(folder, 'b.txt'))]).toEqual(['Create b.txt', false]);
  expect((await nimbus(folder, 'files', 'write', '--path', 'b.txt', '--content', 'b', '--approve', hash)).code).toBe(0);
  expect(readFileSync(join(folder, 'b.txt'), 'utf8')).toBe('b');
});

test.each([
  [['git', 'checkout', '--branch=-x', '--yes'], 'plan/invalid', 2],
  [['git', 'checkout', '--branch=nowhere', '--yes'], 'git/no-commit-yet', 2],
  [['files', 'read', '--path', 'no.txt'], 'files/not-found', 2],
  [['files', 'read', '--path', '../../etc/passwd'], 'files/outside-workspace', 2],
  [['files', 'tree', '--depth', 'three'], 'usage/invalid', 2],
] as const)('%j fails with %s', async ([group, ...args], code, exit) => {
  const done = await nimbus(workspace(), group, ...args, '--json');
  expect([JSON.parse(done.out).failure?.code, done.code]).toEqual([code, exit]);
});

test('an input that is missing or of another kind is told as the option it is, once', async () => {
  const said = async (...args: readonly string[]) => {
    const [group = '', ...rest] = args;
    const { code, err } = await nimbus(workspace(), group, ...rest, '--no-color');
    return `${code}: ${err}`;
  };
  expect(await said('files', 'read')).toBe("2: ✗ nimbus files read can't be called so: --path is missing.\n  What it takes: nimbus files read --help\n");
  expect(await said('files', 'write')).toBe(
    "2: ✗ nimbus files write can't be called so: 2 things are wrong. First: --path is missing.\n  --path  is missing\n  --content  is missing\n  What it takes: nimbus files write --help\n",
  );
});

test('whose account AWS means has an option of its own: --profile is Nimbus’s', async () => {
  const folder = workspace();
  for (const name of ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_ENDPOINT_URL']) vi.stubEnv(name, undefined);
  vi.stubEnv('HOME', tempFolder());
  const done = await nimbus(folder, 'aws', 'sts-get-identity', '--aws-profile', 'shop', '--json');
  expect(JSON.parse(done.out).failure).toMatchObject({ code: 'aws/profile-unknown', message: expect.stringContaining('shop') });
  expect((await nimbus(folder, 'aws', 'sts-get-identity', '--help')).out).toContain('--aws-profile <text>');
});

test('for people: the text itself, and help on every level', async () => {
  const folder = workspace();
  expect((await nimbus(folder, 'files', 'read', '--path', 'a.txt')).out).toBe('one\n');
  expect((await nimbus(folder, 'files', 'tree')).out).toBe('./\n└── a.txt\n');
  expect((await nimbus(folder, 'git', '--help')).out).toMatch(/Usage: nimbus git[\s\S]*checkout[\s\S]*stash/);
  expect((await nimbus(folder, 'git', '--help')).out).not.toContain('restore');
  expect((await nimbus(folder, 'git', 'push', '--help')).out).toMatch(/--set-upstream[\s\S]*--approve <hash>/);
  expect((await nimbus(folder, 'git', 'bogus')).code).toBe('exit 2');
});

for (const [what, output, text] of [
  ['text as it is', { text: 'one\n' }, 'one'],
  ['data as data', { a: 1 }, '{\n  "a": 1\n}'],
  [
    'a list of one namespace as a table',
    {
      namespace: 'shop',
      columns: ['Name', 'Ready'],
      objects: [
        { namespace: 'shop', cells: ['web-1', '1/1'] },
        { namespace: 'shop', cells: ['worker-20', '0/1'] },
      ],
    },
    'Name       Ready\nweb-1      1/1\nworker-20  0/1',
  ],
  [
    'a list over all namespaces with theirs',
    {
      columns: ['Name'],
      objects: [
        { namespace: 'shop', cells: ['web'] },
        { namespace: 'kube-system', cells: ['dns'] },
      ],
    },
    'Namespace    Name\nshop         web\nkube-system  dns',
  ],
  ['one object as YAML', { name: 'web', columns: ['Name'], objects: [{ cells: ['web'] }], yaml: 'kind: Pod\n' }, 'kind: Pod'],
  ['no terminal codes of a cluster', { namespace: 'a', columns: ['Name'], objects: [{ cells: ['\u001b[2Jx'] }] }, 'Name\n [2Jx'],
  ['an empty list', { namespace: 'shop', columns: ['Name'], objects: [] }, 'None.'],
] as const)
  test(`for people: ${what}`, () => expect(textOf(output)).toBe(text));
