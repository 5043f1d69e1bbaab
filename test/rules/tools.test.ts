import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { failed } from '../../src/domain/failure/failure.ts';
import { fileFailed } from '../../src/domain/failure/files.ts';
import type { Finding, ScanReport } from '../../src/domain/finding.ts';
import type { Tool } from '../../src/domain/tool.ts';
import type { Files } from '../../src/domain/workplace.ts';
import { workspaceFiles } from '../../src/machine/files.ts';
import { listedFiles } from '../../src/machine/listed-files.ts';
import { baselineText } from '../../src/rules/engine/baseline.ts';
import { scanFolder } from '../../src/rules/engine/scan-folder.ts';
import { fixTool } from '../../src/rules/tools/fix.ts';
import { scanTool } from '../../src/rules/tools/scan.ts';
import { all, start, testHouse } from '../support/house.ts';
import { tempFolder } from '../support/temp.ts';
import { plant, tree } from '../support/tree.ts';

const tools = [scanTool, fixTool] as unknown as readonly Tool[];
const key = 'resource "aws_kms_key" "k" {\n  description = "x"\n}\n';

const scanIn = async (files: Readonly<Record<string, string>>, input: unknown, before?: (folder: string) => void) => {
  const house = testHouse(tools);
  plant(house.folder, files);
  before?.(house.folder);
  const events = await all(start(house, [{ id: 'scan', tool: 'rules.scan', input }]));
  const ended = events.flatMap(({ event }) => (event.type === 'step-ended' ? [event] : []))[0];
  return { ended, output: ended?.output as { findings: { file: string; rule: string }[]; notes: string[]; files: number } };
};

test('a scan of a folder tells files relative to it, and follows a module outside it for its values', async () => {
  const { output, ended } = await scanIn(
    { 'infra/prod/main.tf': `module "k" {\n  source = "../modules/k"\n}\n${key}`, 'infra/modules/k/main.tf': key, 'other/main.tf': key },
    { path: 'infra/prod', rules: ['aws-kms-rotation'] },
  );
  expect(output.findings.map((finding) => finding.file)).toEqual(['main.tf']);
  expect(ended?.summary).toBe('1 finding in 1 file: 1 medium.');
});

test('a scan of one file reports that file, with what stands beside it counted', async () => {
  const { output } = await scanIn(
    {
      'a/b.tf': 'resource "aws_s3_bucket" "b" {}\nresource "aws_kms_key" "k" {}\n',
      'a/v.tf': `resource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.b.id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n${key}`,
    },
    { path: 'a/b.tf', rules: ['aws-kms-rotation', 'aws-s3-versioning'] },
  );
  expect(output.findings.map(({ file, rule }) => `${file} ${rule}`)).toEqual(['b.tf aws-kms-rotation']);
});

test.each([
  [{ path: 'nowhere' }, 'There is nothing at nowhere.'],
  [{ rules: ['aws-kms-rotatoin'] }, 'There is no rule aws-kms-rotatoin, so nothing was checked.'],
])('what is not there is said: %j', async (input, message) => {
  const { ended } = await scanIn({ 'main.tf': key }, input);
  expect(ended?.failure?.message).toBe(message);
});

/** A Helm that notes down that it was started, and makes one pod of any chart. */
function plantHelm(): { readonly isStarted: () => boolean } {
  const folder = tempFolder();
  const [program, note] = [join(folder, 'helm'), join(folder, 'started')];
  const pod = 'apiVersion: v1\\nkind: Pod\\nmetadata:\\n  name: web\\nspec:\\n  hostPID: true\\n';
  writeFileSync(program, `#!/bin/sh\ntouch "${note}"\nprintf -- '---\\n# Source: web/templates/pod.yaml\\n${pod}'\n`, { mode: 0o755 });
  const before = process.env.NIMBUS_HELM;
  process.env.NIMBUS_HELM = program;
  onTestFinished(() => {
    if (before === undefined) delete process.env.NIMBUS_HELM;
    else process.env.NIMBUS_HELM = before;
  });
  return { isStarted: () => existsSync(note) };
}

test.each([
  { what: 'is rendered', trusted: true, input: {}, says: ['charts/web/values.yaml:1 taken by charts/web/templates/pod.yaml:6'], notes: 0 },
  { what: 'is left as it is where that is asked for', trusted: true, input: { render: false }, says: [], notes: 1 },
  { what: 'is not rendered in a folder nobody trusts', trusted: false, input: {}, says: [], notes: 1 },
  { what: 'is not rendered there though it is asked for', trusted: false, input: { render: true }, says: [], notes: 1 },
])('a chart $what', async ({ trusted, input, says, notes }) => {
  const helm = plantHelm();
  const house = testHouse(tools);
  plant(house.folder, {
    'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\n',
    'charts/web/values.yaml': 'pid: true\n',
    'charts/web/templates/pod.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostPID: {{ .Values.pid }}\n',
  });
  const steps = [{ id: 'scan', tool: 'rules.scan', input: { rules: ['k8s-host-pid'], ...input } }];
  const events = await all(start(house, steps, { circumstances: { trusted, mode: 'act' } }));
  const output = events.flatMap(({ event }) => (event.type === 'step-ended' ? [event] : []))[0]?.output as ScanReport;
  expect(output.findings.map(({ file, line, template }) => `${file}:${line} taken by ${template?.file}:${template?.line}`)).toEqual(says);
  expect(output.notes).toHaveLength(notes);
  expect(helm.isStarted()).toBe(says.length > 0);

  // What is known today is known tomorrow, though it is told at the value.
  if (says.length === 0) return;
  plant(house.folder, { 'known.json': baselineText(output.findings) });
  const later = await all(start(house, [{ id: 'scan', tool: 'rules.scan', input: { rules: ['k8s-host-pid'], baseline: 'known.json' } }]));
  expect(later.flatMap(({ event }) => (event.type === 'step-ended' ? [event.output] : []))[0]).toMatchObject({
    findings: [],
    suppressed: [{ rule: 'k8s-host-pid' }],
  });
});

test('bad files are named and the rest is checked', async () => {
  const { output } = await scanIn({ 'main.tf': `\uFEFF${key.replaceAll('\n', '\r\n')}`, 'half.tf': 'resource "aws_kms_key" {{{' }, {}, (folder) => {
    writeFileSync(join(folder, 'binary.tf'), Uint8Array.from([1, 0, 2]));
    writeFileSync(join(folder, 'latin.tf'), Uint8Array.from([0x23, 0xe9]));
    writeFileSync(join(folder, 'wide.yaml'), Uint8Array.from([0xff, 0xfe, 0x61, 0]));
    writeFileSync(join(folder, 'huge.yaml'), 'a'.repeat(9 * 1024 * 1024));
    mkdirSync(join(folder, 'loop'));
    symlinkSync('..', join(folder, 'loop/up'));
  });
  expect(output.findings.map(({ file, rule }) => `${file} ${rule}`)).toContain('main.tf aws-kms-rotation');
  expect(output.notes).toEqual([
    'binary.tf was not checked: it is binary.',
    'huge.yaml was not checked: it is larger than 8 MB.',
    'latin.tf was not checked: it is not UTF-8.',
    'wide.yaml was not checked: it is UTF-16; save it as UTF-8.',
    'half.tf:1 could not be read as Terraform: what is sound around it was checked.',
  ]);
});

const reads = { signal: new AbortController().signal, now: () => 0, path: '.', only: ['aws-kms-rotation', 'k8s-host-pid'] };

test.each([
  ['a tool', workspaceFiles],
  ['the command line', listedFiles],
])('files that go, or may not be read, while %s scans are passed over, and the rest is checked', async (_who, filesIn) => {
  const root = tempFolder();
  plant(root, { 'a/gone.tf': key, 'b/link.tf': key, 'c/mine.tf': key, 'd/here.tf': key });
  const files = filesIn(root);
  // Between the listing and the reading of each.
  const meanwhile: Files = {
    ...files,
    read: async (path) => {
      if (path === 'a/gone.tf') rmSync(join(root, path));
      if (path === 'b/link.tf') {
        rmSync(join(root, path));
        symlinkSync('/etc/hostname', join(root, path));
      }
      if (path === 'c/mine.tf') return failed(fileFailed('read', path, Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })));
      return files.read(path);
    },
  };
  const report = await scanFolder(meanwhile, reads);
  if (!report.ok) throw new Error(report.failure.message);
  expect(report.value.findings.map(({ file }) => file)).toEqual(['d/here.tf']);
  expect(report.value.notes.map((note) => note.replace(/:.*/, ''))).toEqual(['b/link.tf was not checked', 'c/mine.tf was not checked']);
});

test('a file of 100,000 lines and one of 5,000 documents are checked whole; 20 MB are not read', async () => {
  const root = tempFolder();
  const pods = Array.from({ length: 5_000 }, (_, n) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p${n}\nspec:\n  hostPID: ${n === 4_999}\n`);
  plant(root, {
    'long.tf': `${'# a line\n'.repeat(50_000)}${'locals {\n  a = 1\n}\n\n'.repeat(12_500)}${key}`,
    'many.yaml': pods.join('---\n'),
    'big.tf': 'locals {\n  a = 1\n}\n'.repeat(1_000_000),
  });
  const report = await scanFolder(workspaceFiles(root), reads);
  if (!report.ok) throw new Error(report.failure.message);
  expect(report.value.findings.map(({ file, line }) => `${file}:${line}`)).toEqual(['long.tf:100001', `many.yaml:${4_999 * 7 + 6}`]);
  expect(report.value.notes).toEqual(['big.tf was not checked: it is larger than 8 MB.']);
});

test('settings switch rules off and change their severity; what is wrong in them is said', async () => {
  const { output } = await scanIn(
    {
      'main.tf': key,
      'old/main.tf': key,
      '.nimbus/rules.yaml': 'rules:\n  aws-kms-rotation: { severity: critical, exclude: [old] }\n  aws-kms-rotatoin: off\n  aws-kms-key-policy: off\n',
    },
    { rules: ['aws-kms-rotation'] },
  );
  expect(output.findings).toMatchObject([{ file: 'main.tf', severity: 'critical' }]);
  expect(output.notes[0]).toBe('.nimbus/rules.yaml names a rule that does not exist: aws-kms-rotatoin; aws-kms-rotation does.');
});

test.each([
  ['all of it', {}, ['aws-kms-rotation', 'shop-cost', 'aws-s3-versioning']],
  ['from a severity on, as the settings weigh it', { severity: 'high' }, ['aws-kms-rotation']],
  ['of a category', { category: 'security' }, ['aws-kms-rotation']],
  ['of a category that only a rule of one’s own has here', { category: 'cost' }, ['shop-cost']],
  ['both', { severity: 'critical', category: 'security' }, []],
])('a scan shows %s', async (_what, shown, expected) => {
  const only = ['aws-kms-rotation', 'aws-s3-versioning', 'shop-cost'];
  const { output, ended } = await scanIn(
    {
      'main.tf': `${key}resource "aws_s3_bucket" "b" {}\n# nimbus:ignore aws-kms-rotation low here\n${key.replace('"k"', '"l"')}`,
      '.nimbus/rules.yaml': 'rules:\n  aws-kms-rotation: { severity: high }\n',
      '.nimbus/rules/shop-cost.yaml':
        'id: shop-cost\ntitle: Buckets have a cost centre\nwhy: They are paid for.\ncategory: cost\nseverity: low\ntargets: [aws_s3_bucket]\npath: cost_centre\nmust: { present: true }\nmessage: There is none.\n',
    },
    { path: '.', rules: only, ...shown },
  );
  expect(ended?.failure).toBeUndefined();
  expect(output.findings.map(({ rule }) => rule).sort()).toEqual([...expected].sort());
});

test('a scan asked to fail from a severity on fails with what it found', async () => {
  const grave = await scanIn({ 'main.tf': key }, { rules: ['aws-kms-rotation'], failOn: 'medium' });
  expect(grave.ended?.failure).toMatchObject({ code: 'rules/findings', message: '1 finding of severity medium or graver.' });
  const mild = await scanIn({ 'main.tf': key }, { rules: ['aws-kms-rotation'], failOn: 'high' });
  expect(mild.ended?.status).toBe('succeeded');
});

const ownRule =
  'id: shop-bucket-name\ntitle: Buckets are named after the shop\nwhy: Bills are made by name.\ntargets: [aws_s3_bucket]\npath: bucket\nmust: { like: shop-* }\nmessage: Start the name with shop-.\nfix: shop-data\n';

test('a rule of one\u2019s own is a file in the workspace, and what is wrong with one is said', async () => {
  const { output } = await scanIn(
    {
      'main.tf': 'resource "aws_s3_bucket" "a" {\n  bucket = "shop-logs"\n}\nresource "aws_s3_bucket" "b" {\n  bucket = "data"\n}\n',
      '.nimbus/rules/name.yaml': ownRule,
      '.nimbus/rules/half.yaml': 'id: Half\n',
    },
    { rules: ['shop-bucket-name'] },
  );
  expect(output.findings).toMatchObject([{ file: 'main.tf', line: 5, rule: 'shop-bucket-name', message: 'Start the name with shop-.', fixable: true }]);
  expect(output.notes[0]).toMatch(/^\.nimbus\/rules\/half\.yaml is not a rule, and was left out: id: lower case words with dashes/);
});

test('a rule of one\u2019s own looks at Kubernetes too', async () => {
  const { output } = await scanIn(
    {
      'pod.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  priorityClassName: low\n  containers: []\n',
      '.nimbus/rules/class.yaml':
        'id: shop-priority\ntitle: x\nwhy: x.\ntargets: [Pod]\npath: spec.priorityClassName\nmust: { oneOf: [high] }\nmessage: Use high.\n',
    },
    { rules: ['shop-priority'] },
  );
  expect(output.findings).toMatchObject([{ line: 6, message: 'Use high.' }]);
});

test('what is in the baseline is known, and only what is new is told', async () => {
  const files = { 'main.tf': key };
  const first = await scanIn(files, { rules: ['aws-kms-rotation'] });
  const baseline = baselineText(first.output.findings as unknown as readonly Finding[]);
  const { output } = await scanIn(
    { 'main.tf': `# moved\n${key}resource "aws_kms_key" "new" {}\n`, 'known.json': baseline, '.nimbus/rules.yaml': 'baseline: known.json\n' },
    { rules: ['aws-kms-rotation'] },
  );
  expect(output.findings).toMatchObject([{ resource: 'aws_kms_key.new' }]);
});

test('a baseline that was asked for counts instead, and one that is none is said', async () => {
  const first = await scanIn({ 'main.tf': key }, { rules: ['aws-kms-rotation'] });
  const files = { 'main.tf': key, 'known.json': baselineText(first.output.findings as unknown as readonly Finding[]), 'other.json': '{}' };
  expect((await scanIn(files, { rules: ['aws-kms-rotation'], baseline: 'known.json' })).output.findings).toEqual([]);
  expect((await scanIn(files, { baseline: 'other.json' })).ended?.failure?.code).toBe('rules/not-a-baseline');
  expect((await scanIn(files, { baseline: 'gone.json' })).ended?.failure?.message).toBe('There is nothing at gone.json.');
});

test('a fix writes through the gate, is checked, and is rolled back to the same bytes', async () => {
  const house = testHouse(tools);
  plant(house.folder, { 'infra/main.tf': `\uFEFF# keys\r\n${key.replaceAll('\n', '\r\n')}`, 'infra/other.tf': 'resource "aws_db_instance" "d" {}\n' });
  const before = tree(house.folder);
  const events = await all(
    start(house, [{ id: 'fix', tool: 'rules.fix', input: { path: 'infra', rules: ['aws-kms-rotation', 'aws-rds-storage-encrypted'] } }]),
  );
  const ended = events.flatMap(({ event }) => (event.type === 'step-ended' ? [event] : []))[0];
  expect(ended).toMatchObject({ status: 'succeeded', summary: 'Fixed 1 finding in 1 file; 1 left.', verdict: { met: true } });
  expect(tree(house.folder)).toEqual({
    ...before,
    'infra/main.tf': '\uFEFF# keys\r\nresource "aws_kms_key" "k" {\r\n  description         = "x"\r\n  enable_key_rotation = true\r\n}\r\n',
  });

  if (typeof ended?.undo !== 'object' || !('steps' in ended.undo)) throw new Error('no way back');
  await all(
    start(
      house,
      ended.undo.steps.map((step, index) => ({ id: `undo${index}`, ...step })),
    ),
  );
  expect(tree(house.folder)).toEqual(before);
});

const launches = 'resource "aws_launch_configuration" "a" {}\n\nresource "aws_launch_template" "a" {}\n';
const required = '{\n  metadata_options {\n    http_tokens = "required"\n  }\n}\n';

test.each([
  [{}, `resource "aws_launch_configuration" "a" {}\n\nresource "aws_launch_template" "a" ${required}`, 1],
  [{ replacing: true }, `resource "aws_launch_configuration" "a" ${required}\nresource "aws_launch_template" "a" ${required}`, 2],
])('what a fix would replace is left, and told, unless it is asked for: %j', async (input, text, fixed) => {
  const house = testHouse(tools);
  plant(house.folder, { 'main.tf': launches });
  const events = await all(start(house, [{ id: 'fix', tool: 'rules.fix', input: { rules: ['aws-ec2-imdsv2'], ...input } }]));
  expect(tree(house.folder)['main.tf']).toBe(text);
  const said = JSON.stringify(events);
  expect(said).toContain(`Fixed ${fixed} finding`);
  expect(said.includes('1 fix would make the cloud replace or restart what exists; it is left for you to ask for.')).toBe(fixed === 1);
});

test('files of OpenTofu are looked at as those of Terraform are, in modules elsewhere too', async () => {
  const { output } = await scanIn(
    {
      'infra/prod/main.tofu': `module "k" {\n  source  = "../modules/k"\n  rotates = true\n}\n${key}`,
      'infra/modules/k/main.tofu': 'variable "rotates" {}\nresource "aws_kms_key" "m" {\n  enable_key_rotation = var.rotates\n}\n',
    },
    { path: 'infra', rules: ['aws-kms-rotation'] },
  );
  expect(output.findings.map((finding) => finding.file)).toEqual(['prod/main.tofu']);
});
