import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, test, vi } from 'vitest';
import { sha256 } from '../../../src/base/hash.ts';
import { buildProgram, toolsets } from '../../../src/cli/program.ts';
import { kebab } from '../../../src/cli/tool-options.ts';
import { allTools } from '../../../src/host/tools.ts';
import { findTerraform } from '../../support/terraform.ts';
import { plant, tree } from '../../support/tree.ts';
import { type Nimbus, nimbus } from './nimbus.ts';

const generate = (n: Nimbus, ...more: string[]) => ['generate', 'terraform', '--answers', join(n.data, 'answers.yaml'), '--out', 'infra', '--json', ...more];

interface Case {
  readonly args: (n: Nimbus) => readonly string[];
  readonly code: number;
  /** What the document holds at least; absent: nothing is read of standard output. */
  readonly document?: object;
  readonly stderr?: RegExp;
  readonly env?: Readonly<Record<string, string>>;
}

/** One command line in a folder where nothing is: its exit code and its document. It writes nothing there. */
async function check({ args, code, document, stderr, env = {} }: Case): Promise<void> {
  const n = await nimbus();
  const ended = await n.run(args(n), { env });
  expect(ended, ended.stderr).toMatchObject({ code, ...(document === undefined ? {} : { document: { nimbus: 1, ...document } }) });
  if (stderr !== undefined) expect(ended.stderr).toMatch(stderr);
  expect(tree(n.workspace)).toEqual({});
}

/** Generated with a yes; the document. */
async function generated(n: Nimbus, ...more: string[]) {
  const { code, document, stderr } = await n.run(generate(n, '--yes', ...more));
  expect(code, stderr).toBe(0);
  return document;
}

const terraform = await findTerraform();

test('answers become files, each told with its size and hash; what could be checked was', async () => {
  const n = await nimbus();
  const real = 'missing' in terraform ? {} : { ...terraform.env, NIMBUS_TERRAFORM: 'terraform' };
  const { code, document, stderr } = await n.run(generate(n, '--yes'), { env: real });
  expect(code, stderr).toBe(0);
  expect(document).toMatchObject({ nimbus: 1, status: 'succeeded', out: 'infra', directory: 'infra', findings: [], conflicts: [], verdict: { met: true } });
  expect(document.planHash).toMatch(/^[0-9a-f]{64}$/);
  expect(document.runId).toMatch(/^\d{8}-\d{6}-[0-9a-f]{6}$/);
  for (const file of document.files ?? []) {
    const text = readFileSync(join(n.workspace, 'infra', file.path));
    expect(file).toEqual({ path: file.path, bytes: text.length, sha256: sha256(text), action: 'create' });
  }
  expect((document.files ?? []).map((f) => `infra/${f.path}`)).toEqual(Object.keys(tree(n.workspace)).sort());
  const words = 'missing' in terraform ? 'skipped' : 'succeeded';
  expect(Object.fromEntries((document.checks ?? []).map((c) => [c.name, c.status]))).toEqual({
    'terraform.fmt': words,
    'terraform.validate': words,
    'rules.scan': 'succeeded',
  });
});

test('the same answers give the same bytes, in any folder', async () => {
  const [one, other] = [await nimbus(), await nimbus()];
  await generated(one);
  await generated(other);
  expect(tree(other.workspace)).toEqual(tree(one.workspace));
});

test('a second time writes nothing', async () => {
  const n = await nimbus();
  await generated(n);
  const before = tree(n.workspace);
  const again = await generated(n);
  expect(new Set((again.files ?? []).map((f) => f.action))).toEqual(new Set(['unchanged']));
  expect(tree(n.workspace)).toEqual(before);
});

test('a dry run tells the files a real one would write, and writes none', async () => {
  const n = await nimbus();
  const { code, document } = await n.run(generate(n, '--dry-run'));
  expect({ code, dryRun: document.dryRun, runId: document.runId }).toEqual({ code: 0, dryRun: true, runId: null });
  expect(tree(n.workspace)).toEqual({});
  expect((await generated(n)).files).toEqual(document.files);
});

test('a dry run tells what best practices will say of the folder, files of the person’s own with it', async () => {
  const n = await nimbus();
  plant(n.workspace, { 'infra/door.tf': 'resource "aws_ebs_volume" "data" {\n  availability_zone = "eu-central-1a"\n  encrypted         = false\n}\n' });
  const { document } = await n.run(generate(n, '--dry-run', '--set', 'output.layout=flat'));
  expect(document.findings).toMatchObject([{ file: 'infra/door.tf', rule: 'aws-ebs-encrypted' }]);
  expect((await generated(n, '--set', 'output.layout=flat')).findings).toEqual(document.findings);
});

test('npm start’s job: the sample, a report of what was written, checked and skipped, and a folder of its own each time', async () => {
  const n = await nimbus();
  const { code, stdout, stderr } = await n.run(['demo']);
  expect(code, stderr).toBe(0);
  const files = Object.keys(tree(n.workspace));
  expect(files.filter((path) => !path.startsWith('nimbus-sample/'))).toEqual([]);
  expect(files).toContain('nimbus-sample/modules/database/main.tf');
  expect(stdout).toContain(`Written   ${files.length} files in nimbus-sample/`);
  expect(stdout).toContain('Checked   rules.scan; 0 findings');
  expect(stdout).toMatch(/Skipped {3}terraform\.fmt: .*Terraform/);
  const [, id = ''] = /runs rollback (\S+)/.exec(stdout) ?? [];
  expect(await n.run(['demo'])).toMatchObject({ code: 0, stdout: expect.stringContaining('in nimbus-sample-2/') });
  const { document } = await n.run(['runs', 'rollback', id, '--json']);
  expect(await n.run(['runs', 'rollback', id, '--approve', document.hash ?? ''])).toMatchObject({ code: 0 });
  expect(Object.keys(tree(n.workspace)).filter((path) => !path.startsWith('nimbus-sample-2/'))).toEqual([]);
});

test('without a yes the plan is saved; its hash runs it, another hash does not', async () => {
  const n = await nimbus();
  const asked = await n.run(generate(n));
  expect(asked).toMatchObject({ code: 4, document: { failure: { code: 'safety/needs-approval' } } });
  const plan = asked.document.failure?.plan ?? { path: '', hash: '' };
  expect(plan.path.startsWith(n.data)).toBe(true);
  expect(tree(n.workspace)).toEqual({});

  const other = await n.run(['run', plan.path, '--approve', 'a'.repeat(64), '--json']);
  expect(other).toMatchObject({ code: 3, document: { failure: { code: 'safety/other-hash' } } });
  expect(tree(n.workspace)).toEqual({});

  const approved = await n.run(['run', plan.path, '--approve', plan.hash, '--json']);
  expect(approved).toMatchObject({ code: 0, document: { status: 'succeeded', hash: plan.hash, undo: { possible: true } } });
  const reference = await nimbus();
  await generated(reference);
  expect(tree(n.workspace)).toEqual(tree(reference.workspace));
});

test('an approval does not hold for a folder that changed after it', async () => {
  const n = await nimbus();
  const { document } = await n.run(generate(n));
  plant(n.workspace, { 'infra/bucket.tf': '# Somebody was here.\n' });
  const late = await n.run(['run', document.failure?.plan?.path ?? '', '--approve', document.failure?.plan?.hash ?? '', '--json']);
  expect(late).toMatchObject({ code: 3, document: { failure: { code: 'safety/other-hash' } } });
  expect(tree(n.workspace)).toEqual({ 'infra/bucket.tf': '# Somebody was here.\n' });
});

test('a run is listed, shown, counted and taken back: the folder is byte for byte as before', async () => {
  const n = await nimbus();
  plant(n.workspace, { 'infra/README.md': 'Ours\r\n', 'infra/notes.txt': 'x', 'app/main.py': 'pass\n' });
  const before = tree(n.workspace);
  const { runId = '' } = await generated(n);
  expect(tree(n.workspace)).not.toEqual(before);

  expect((await n.run(['runs', 'list', '--json'])).document).toMatchObject({ runs: [{ id: runId, status: 'succeeded', folder: n.workspace }] });
  expect((await n.run(['runs', 'list', '--status', 'failed', '--json'])).document).toMatchObject({ runs: [] });
  expect((await n.run(['runs', 'show', runId, '--json'])).document).toMatchObject({ runId, status: 'succeeded', undo: { possible: true, impossible: [] } });
  expect((await n.run(['runs', 'stats', '--json'])).document).toMatchObject({ count: 1, successRate: 1 });

  const shown = await n.run(['runs', 'rollback', runId, '--json']);
  expect(shown).toMatchObject({ code: 0, document: { rollbackOf: runId } });
  expect(tree(n.workspace)).not.toEqual(before);
  expect(await n.run(['runs', 'rollback', runId, '--approve', 'b'.repeat(64), '--json'])).toMatchObject({ code: 3 });
  expect(await n.run(['runs', 'rollback', runId, '--approve', shown.document.hash ?? '', '--json'])).toMatchObject({ code: 0 });
  expect(tree(n.workspace)).toEqual(before);
});

test('a roll-back stops before an edit that came after the run', async () => {
  const n = await nimbus();
  const { runId = '' } = await generated(n);
  writeFileSync(join(n.workspace, 'infra/bucket.tf'), '# Rewritten by hand.\n');
  const before = tree(n.workspace);
  expect(await n.run(['runs', 'rollback', runId, '--json'])).toMatchObject({ code: 2, document: { failure: { code: 'files/edited-since' } } });
  expect(tree(n.workspace)).toEqual(before);
});

test('what was written can be scanned', async () => {
  const n = await nimbus();
  await generated(n);
  expect(await n.run(['scan', 'infra', '--json'])).toMatchObject({ code: 0, document: { nimbus: 1, findings: [] } });
  plant(n.workspace, { 'bad/main.tf': 'resource "aws_db_instance" "main" {\n  publicly_accessible = true\n}\n' });
  const bad = await n.run(['scan', 'bad', '--json', '--fail-on', 'low']);
  expect(bad.code).toBe(1);
  expect(bad.document.findings).not.toEqual([]);
});

for (const [what, row] of Object.entries<Case>({
  'the questionnaire': {
    args: () => ['questions', 'terraform', '--json'],
    code: 0,
    document: { generator: 'terraform', groups: expect.arrayContaining([expect.objectContaining({ id: 'network' })]) },
  },
  'the rules': {
    args: () => ['rules', 'list', '--json'],
    code: 0,
    document: { rules: expect.arrayContaining([expect.objectContaining({ severity: 'high' })]) },
  },
  'the tools': {
    args: () => ['tools', 'list', '--json'],
    code: 0,
    document: { tools: expect.arrayContaining([expect.objectContaining({ name: 'generate.terraform', effect: 'write' })]) },
  },
  'one tool': {
    args: () => ['tools', 'show', 'terraform.validate', '--json'],
    code: 0,
    document: { tool: expect.objectContaining({ name: 'terraform.validate', inputSchema: expect.any(Object) }) },
  },
  'a tool that is called': { args: () => ['tools', 'call', 'files.tree', '--json'], code: 0, document: { status: 'succeeded' } },
  'a tool that writes, without a yes': {
    args: () => ['tools', 'call', 'files.write', '--input', '{"path":"a.txt","content":"x"}', '--json'],
    code: 4,
    document: { failure: { code: 'safety/needs-approval' } },
  },
  'a tool that is misspelt': {
    args: () => ['tools', 'call', 'terraform.valdate', '--json'],
    code: 2,
    document: { failure: { fix: 'Did you mean terraform.validate?' } },
  },
  'an input that is no JSON': {
    args: () => ['tools', 'call', 'files.tree', '--input', '{', '--json'],
    code: 2,
    document: { failure: { code: 'usage/invalid' } },
  },
  'what is here': {
    args: () => ['doctor', '--json'],
    code: 0,
    document: { checks: expect.arrayContaining([expect.objectContaining({ name: 'terraform', status: 'missing' })]) },
  },
  'Terraform asked for by itself and missing': { args: () => ['tools', 'call', 'terraform.validate', '--json'], code: 5, document: {} },
  'an unknown command': { args: () => ['frobnicate', '--json'], code: 2, document: { failure: { code: 'usage/invalid' } } },
  'an unknown command below another': { args: () => ['runs', 'frobnicate', '--json'], code: 2, document: { failure: { code: 'usage/invalid' } } },
  'an unknown option': {
    args: () => ['runs', 'list', '--frob', '--json'],
    code: 2,
    document: { failure: { code: 'usage/invalid', message: 'nimbus runs list has no option --frob.' } },
  },
  'an option that is missing': { args: () => ['generate', 'terraform', '--json'], code: 2, document: { failure: { code: 'usage/invalid' } } },
  'an argument that is missing': { args: () => ['run', '--json'], code: 2, document: { failure: { code: 'usage/invalid' } } },
  'an unknown run': { args: () => ['runs', 'show', '20260101-000000-abcdef', '--json'], code: 2, document: { failure: { code: 'run/unknown' } } },
  'an unknown generator': { args: () => ['questions', 'terrafrom', '--json'], code: 2, document: { failure: {} } },
  'a plan file that is not there': { args: () => ['run', 'nowhere.plan.yaml', '--json'], code: 2, document: { failure: { code: 'files/not-found' } } },
  'a workspace that is not there': { args: () => ['runs', 'list', '--cwd', 'nowhere', '--json'], code: 2, document: { failure: { code: 'usage/invalid' } } },
}))
  test(`${what}: exit code ${row.code}`, () => check(row));

/** Every level there is: of the program itself, and below each toolset its first tool that people name. */
const levelsOf = (command: Command, way: readonly string[] = []): readonly (readonly string[])[] => [
  way,
  ...command.commands.flatMap((below) => levelsOf(below, [...way, below.name()])),
];
const levels = [
  ...levelsOf(buildProgram()),
  ...toolsets.flatMap(([group, prefix]) => {
    const tool = [...allTools().values()].find(({ name, says }) => name.startsWith(`${prefix}.`) && says.length > 0);
    return tool === undefined ? [] : [[group, kebab(tool.name.slice(prefix.length + 1))]];
  }),
];

test('every level helps, as one process each would', async () => {
  const helped: string[] = [];
  for (const level of levels) {
    let out = '';
    const spies = [
      vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
        out += String(text);
        return true;
      }),
      vi.spyOn(process, 'exit').mockImplementation((code) => {
        throw new Error(`ended with ${code}`);
      }),
    ];
    const ended = await buildProgram()
      .parseAsync([...level, '--help'], { from: 'user' })
      .catch((error: Error) => error.message);
    for (const spy of spies) spy.mockRestore();
    expect([level, ended, out]).toEqual([level, 'ended with 0', expect.stringContaining(`Usage: nimbus ${level.join(' ')}`.trim())]);
    helped.push(level.join(' '));
  }
  expect(helped).toEqual(
    expect.arrayContaining(['', 'terraform', 'k8s', 'helm', 'aws', 'github', 'policy', 'policy show', 'profile list', 'config', 'init', 'demo']),
  );
});

test.each([[[]], [['runs', 'files']], [['git', 'commit']]])('nimbus %j --help helps', async (level: readonly string[]) => {
  const n = await nimbus();
  const { code, stdout } = await n.run([...level, '--help']);
  expect(code).toBe(0);
  expect(stdout).toContain(`Usage: nimbus ${level.join(' ')}`.trim());
});
