import { expect, test } from 'vitest';
import { listRules, showRule } from '../../src/cli/commands/rules.ts';
import { type ScanCommandOptions, scan } from '../../src/cli/commands/scan-run.ts';
import { allRules } from '../../src/rules/all.ts';
import { reportAs, reportFormats } from '../../src/rules/report/formats.ts';
import { Redactor } from '../../src/safety/redact.ts';
import { tempFolder } from '../support/temp.ts';
import { plant } from '../support/tree.ts';
import { printed } from './screen.ts';

const plain: ScanCommandOptions = { format: 'json', failOn: 'critical', fix: false, yes: false, render: false };
const key = 'resource "aws_kms_key" "k" {\n  description = "x"\n}\n';
const own = `id: shop-key-name
title: Keys are named <b>after</b> the shop
why: Bills and clean-ups go by name.
severity: critical
targets: [aws_kms_key]
path: description
must: { like: shop-* }
message: Start the description with shop-.
`;

async function scanned(files: Readonly<Record<string, string>>, options: Partial<ScanCommandOptions>, path = '.', within = '') {
  const folder = tempFolder();
  plant(folder, files);
  const { out, err, code } = await printed(`${folder}/${within}`, (screen) => scan(path, { ...plain, ...options }, screen));
  return { out, err, code };
}

interface Sarif {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri?: string }[] } };
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[];
    readonly fixes?: readonly { readonly artifactChanges: readonly { readonly artifactLocation: { readonly uri: string } }[] }[];
    readonly suppressions?: readonly { readonly kind: string }[];
  }[];
}
const sarifIn = (out: string): Sarif => JSON.parse(out).runs[0];

test('a rule of the workspace’s own can be asked for by its id', async () => {
  const files = { 'main.tf': key, '.nimbus/rules/key.yaml': own };
  const { out, code } = await scanned(files, { rule: ['shop-key-name'] });
  expect(JSON.parse(out).findings.map(({ rule, severity }: { rule: string; severity: string }) => [rule, severity])).toEqual([['shop-key-name', 'critical']]);
  expect(code).toBe(1);
});

test('a rule that is neither ours nor the workspace’s is said, and the one that may be meant', async () => {
  const { out, err, code } = await scanned({ 'main.tf': key, '.nimbus/rules/key.yaml': own }, { rule: ['shop-key-nam'] });
  expect([out, code]).toEqual(['', 2]);
  expect(err).toContain('There is no rule shop-key-nam');
  expect(err).toContain('shop-key-name is near');
});

test.each([
  ['markdown', ['## Keys are named &#60;b&#62;after&#60;/b&#62; the shop', 'Bills and clean-ups go by name.']],
  ['html', ['<h2>Keys are named &#60;b&#62;after&#60;/b&#62; the shop</h2>', 'Bills and clean-ups go by name.']],
  ['junit', ['Keys are named &#60;b&#62;after&#60;/b&#62; the shop: aws_kms_key.k']],
  ['sarif', ['Bills and clean-ups go by name.']],
] as const)('what a rule of one’s own is called, and why, stands in the report: %s', async (format, texts) => {
  const { out } = await scanned({ 'main.tf': key, '.nimbus/rules/key.yaml': own }, { format, rule: ['shop-key-name'] });
  for (const text of texts) expect(out).toContain(text);
});

test('SARIF describes a rule of one’s own, without an address it has not', async () => {
  const { out } = await scanned({ 'main.tf': key, '.nimbus/rules/key.yaml': own }, { format: 'sarif', rule: ['shop-key-name', 'aws-kms-rotation'] });
  const { tool, results } = sarifIn(out);
  expect(results.map(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id === ruleId)).toEqual([true, true]);
  expect(tool.driver.rules.map(({ id, helpUri }) => [id, helpUri?.slice(0, 8)])).toEqual([
    ['aws-kms-rotation', 'https://'],
    ['shop-key-name', undefined],
  ]);
});

test('rules list and rules show know the workspace’s own, and say which of its files is none', async () => {
  const folder = tempFolder();
  plant(folder, { '.nimbus/rules/key.yaml': own, '.nimbus/rules/broken.yaml': 'not: a rule\n' });
  const { rules, notes } = JSON.parse((await printed(folder, listRules, { json: true })).out);
  expect(rules.at(-1)).toMatchObject({ id: 'shop-key-name', severity: 'critical', category: 'operations', targets: ['aws_kms_key'], fixable: false });
  expect(notes).toEqual([expect.stringContaining('.nimbus/rules/broken.yaml is not a rule')]);

  const shown = await printed(folder, (screen) => showRule('shop-key-name', screen));
  expect(shown.out).toContain('Bills and clean-ups go by name.\n.nimbus/rules/key.yaml\n');
  expect(shown.out).not.toContain('Fails');
  const { rule } = JSON.parse((await printed(folder, (screen) => showRule('shop-key-name', screen), { json: true })).out);
  expect(rule).toMatchObject({ why: 'Bills and clean-ups go by name.', examples: { fails: {}, passes: {} } });
});

const module = { 'live/infra/main.tf': key, 'live/infra/sub/main.tf': 'resource "aws_kms_key" "quiet" {} # nimbus:ignore aws-kms-rotation known\n' };

test.each([
  ['a folder of the repository', { ...module, '.git/HEAD': '' }, 'live/infra', '', 'live/infra/'],
  ['a file of the repository', { ...module, '.git/HEAD': '' }, 'live/infra/main.tf', '', 'live/infra/'],
  ['a workspace inside the repository', { ...module, '.git/HEAD': '' }, '.', 'live/infra', 'live/infra/'],
  ['a folder outside the workspace', { ...module, '.git/HEAD': '', 'other/a.txt': '' }, '../live/infra', 'other', 'live/infra/'],
  ['a working tree, where it is a file', { ...module, 'live/.git': 'gitdir: elsewhere\n' }, 'infra', 'live', 'infra/'],
  ['no repository: the workspace', module, 'infra', 'live', 'infra/'],
  ['no repository: the workspace itself', module, '.', 'live/infra', ''],
])('SARIF has paths as a code-scanning service looks for them: %s', async (_what, files, path, within, base) => {
  const { out } = await scanned(files, { format: 'sarif', rule: ['aws-kms-rotation'] }, path, within);
  const { results } = sarifIn(out);
  const [first, second] = results;
  expect(first?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(`${base}main.tf`);
  expect(first?.fixes?.[0]?.artifactChanges[0]?.artifactLocation.uri).toBe(`${base}main.tf`);
  if (path.endsWith('.tf')) return;
  expect(second?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(`${base}sub/main.tf`);
  expect(second?.suppressions?.[0]?.kind).toBe('inSource');
});

test('what the baseline keeps quiet is not said to be so in the source', async () => {
  const files = { 'main.tf': `${key}resource "aws_kms_key" "quiet" {} # nimbus:ignore aws-kms-rotation known\n` };
  const options = { rule: ['aws-kms-rotation'] };
  const { out: baseline } = await scanned(files, { ...options, format: 'baseline' });
  const { out } = await scanned({ ...files, 'known.json': baseline }, { ...options, format: 'sarif', baseline: 'known.json' });
  expect(sarifIn(out).results.map(({ suppressions }) => suppressions?.map(({ kind }) => kind))).toEqual([['external'], ['inSource']]);
});

test.each(reportFormats)('no rule’s own words are taken for a secret in a report: %s', async (format) => {
  const place = { file: 'main.tf', line: 1, column: 1, endLine: 1, endColumn: 2, resource: 'a.b', message: 'No.', also: [] };
  const findings = allRules.map(({ id, severity }) => ({ ...place, rule: id, severity, fixable: true }));
  const report = await reportAs(format, { files: 1, findings, fixed: 0, suppressed: [], notes: [], elapsedMs: 0 }, allRules, '1.2.3');
  const lines = report.split('\n');
  expect(
    new Redactor()
      .text(report)
      .split('\n')
      .filter((line, at) => line !== lines[at]),
  ).toEqual([]);
});
