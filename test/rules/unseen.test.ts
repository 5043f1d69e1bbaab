import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failed } from '../../src/domain/failure/failure.ts';
import { fileFailed } from '../../src/domain/failure/files.ts';
import { workspaceFiles } from '../../src/machine/files.ts';
import { listedFiles } from '../../src/machine/listed-files.ts';
import { fix } from '../../src/rules/engine/fix.ts';
import { prepare, scanFolder } from '../../src/rules/engine/scan-folder.ts';
import { tempFolder } from '../support/temp.ts';
import { plant } from '../support/tree.ts';
import { findings, options, sourcesOf } from './support.ts';

const main = `resource "aws_s3_bucket" "b" {
  bucket = "shop"
}

locals {
  used = "x"
  idle = "y"
}

output "used" {
  description = "x"
  value       = local.used
}
`;
const versioning = 'resource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.b.id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n';
const about = ['aws-s3-versioning', 'aws-s3-lifecycle', 'tf-unused', 'tf-required-version', 'aws-kms-rotation'];
const key = 'resource "aws_kms_key" "k" {}\n';
/** What the folder of `main` and a key lacks, when all of it is known. */
const lacking = ['aws-kms-rotation', 'aws-s3-lifecycle', 'aws-s3-versioning', 'tf-required-version', 'tf-unused'];
/** What may be said where anything may stand beside them. */
const sure = ['aws-kms-rotation'];

const rulesOf = (lines: readonly string[]): string[] => [...new Set(lines.map((line) => line.split(' ').at(-1) ?? ''))].sort();

test.each([
  ['nothing else', {}, lacking],
  [
    'Terraform in JSON that speaks of versions',
    { 'versions.tf.json': '{"terraform": {"required_version": ">= 1.9"}}' },
    ['aws-kms-rotation', 'aws-s3-lifecycle', 'aws-s3-versioning'],
  ],
  [
    'Terraform in JSON with the companion',
    { 'v.tf.json': '{"resource": {"aws_s3_bucket_versioning": {"v": {"bucket": "${aws_s3_bucket.b.id}"}}}}' },
    ['aws-kms-rotation', 'aws-s3-lifecycle'],
  ],
  ['Terraform in JSON that calls a module', { 'm.tf.json': '{"module": {"v": {"source": "./v"}}}' }, sure],
  ['Terraform in JSON with letters as numbers', { 'v.tofu.json': '{"resource": {"aws_s3\\u005fbucket_versioning": {}}}' }, sure],
  [
    'a broken part that may be the companion',
    { 'half.tf': `${key.replace('"k"', '"l"')}resource "aws_s3_bucket_versioning" "v" {\n  bucket = \n` },
    ['aws-kms-rotation', 'aws-s3-lifecycle'],
  ],
  ['a broken part that may call a module', { 'half.tf': 'module "v" {\n  source = \n' }, sure],
])('beside %s', async (_what, beside, expected) => {
  expect(rulesOf(await findings({ 'main.tf': main + key, ...beside }, about))).toEqual(expected);
  const fixed = await fix(sourcesOf({ 'main.tf': main + key, ...beside }), { ...options, rules: options.rules.filter(({ id }) => about.includes(id)) });
  // Nothing is taken out, and nothing added that may be there.
  if (expected !== lacking) expect(fixed.files.get('main.tf')).toBe(`${main}resource "aws_kms_key" "k" {\n  enable_key_rotation = true\n}\n`);
});

test('a file that is there and unread makes a folder unsure, and no other', async () => {
  const files = { 'a/main.tf': main + key, 'b/main.tf': main + key };
  const lines = await findings(files, about, { unread: new Set(['a/other.tf']) });
  expect(rulesOf(lines.filter((line) => line.startsWith('a/')))).toEqual(sure);
  expect(rulesOf(lines.filter((line) => line.startsWith('b/')))).toEqual(lacking);
});

test('a module that is called and partly unread may hold what its caller misses', async () => {
  const files = { 'main.tf': `${main}module "m" {\n  source = "./m"\n  bucket = aws_s3_bucket.b.id\n}\n`, 'm/main.tf': 'variable "bucket" {}\n' };
  expect(rulesOf(await findings(files, ['aws-s3-versioning', 'tf-unused']))).toEqual(['aws-s3-versioning', 'tf-unused']);
  const unsure = await findings(files, ['aws-s3-versioning', 'tf-unused'], { unread: new Set(['m/v.tf']) });
  expect(unsure).toEqual(['main.tf:7 local.idle tf-unused'].map(() => expect.stringContaining('main.tf:7')));
});

test.each([
  ['../elsewhere', 'aws_s3_bucket.b.id', []],
  ['../elsewhere', '"shop"', []],
  ['../elsewhere', '{ data = [aws_s3_bucket.b.arn] }', []],
  ['../elsewhere', '"other"', ['aws-s3-versioning']],
  ['example/versioning/aws', 'aws_s3_bucket.b.id', ['aws-s3-versioning']],
])('a module out of sight at %s that is given %s', async (source, given, expected) => {
  const text = `${main}module "m" {\n  source = "${source}"\n  given  = ${given}\n}\n`;
  expect(rulesOf(await findings({ 'main.tf': text }, ['aws-s3-versioning']))).toEqual(expected);
});

const rotated = 'variable "rotated" {\n  default = false\n}\n\nresource "aws_kms_key" "k" {\n  enable_key_rotation = var.rotated\n}\n';
test.each([
  ['values in JSON', { 'terraform.tfvars.json': '{"rotated": true}' }, undefined, []],
  ['values in JSON of something else', { 'terraform.tfvars.json': '{"region": "x"}' }, undefined, ['aws-kms-rotation']],
  ['values in JSON that is none', { 'env/prod.tfvars.json': '{"region' }, undefined, []],
  ['half-typed values', { 'terraform.tfvars': 'rotated = tr"\n' }, undefined, []],
  ['values nobody could read', {}, 'prod.auto.tfvars', []],
  ['values of another folder', {}, 'a/b/terraform.tfvars', ['aws-kms-rotation']],
])('a default does not count beside %s', async (_what, beside, unread, expected) => {
  expect(rulesOf(await findings({ 'main.tf': rotated, ...beside }, ['aws-kms-rotation'], unread ? { unread: new Set([unread]) } : {}))).toEqual(expected);
});

test('what a half-typed call does not pass may be passed', async () => {
  const files = { 'main.tf': 'module "k" {\n  source = "./k"\n  rotated =\n}\n', 'k/main.tf': rotated };
  expect(rulesOf(await findings(files, ['aws-kms-rotation']))).toEqual([]);
});

const both = [
  ['a tool', workspaceFiles],
  ['the command line', listedFiles],
] as const;
const scanned = { signal: new AbortController().signal, now: () => 0, path: '.', only: about };
const link = (to: string) => (file: string) => symlinkSync(to, file);

test.each(
  both.flatMap(([who, filesIn]) =>
    (
      [
        ['a link to a file of the workspace', link('../common/v.tf'), ['aws-kms-rotation', 'aws-s3-lifecycle', 'tf-required-version', 'tf-unused']],
        ['a link out of it', link('../../v.tf'), sure],
        ['a link to nothing', link('../common/gone.tf'), sure],
        ['a link to itself', link('other.tf'), sure],
        ['more than 8 MB', (file: string) => writeFileSync(file, '# line\n'.repeat(1_300_000)), sure],
        ['no UTF-8', (file: string) => writeFileSync(file, Uint8Array.from([0x23, 0xe9])), sure],
        ['UTF-16', (file: string) => writeFileSync(file, Uint8Array.from([0xff, 0xfe, 0x23, 0])), sure],
        ['binary', (file: string) => writeFileSync(file, Uint8Array.from([0x23, 0])), sure],
      ] as const
    ).map(([what, make, expected]) => [who, what, filesIn, make, expected] as const),
  ),
)('%s that comes upon %s says what is sure, and fixes no more', async (_who, _what, filesIn, make, expected) => {
  const around = tempFolder();
  const root = join(around, 'shop');
  plant(around, { 'v.tf': versioning, 'shop/a/main.tf': main + key, 'shop/common/v.tf': versioning });
  make(join(root, 'a/other.tf'));
  const report = await scanFolder(filesIn(root), scanned);
  if (!report.ok) throw new Error(report.failure.message);
  expect([...new Set(report.value.findings.filter(({ file }) => file.startsWith('a/')).map(({ rule }) => rule))].sort()).toEqual(expected);
  expect(report.value.findings.filter(({ file }) => file === 'a/other.tf')).toEqual([]);
  expect(report.value.notes.filter((note) => note.startsWith('a/other.tf was not checked')).length).toBe(expected === sure ? 1 : 0);
  const prepared = await prepare(filesIn(root), scanned);
  if (!prepared.ok) throw new Error(prepared.failure.message);
  const { files } = await fix(prepared.value.gathered.sources, prepared.value.options);
  if (expected === sure) expect([...files.keys()]).toEqual(['a/main.tf']);
  expect(files.get('a/main.tf')).toMatch(expected === sure ? /idle = "y"/ : /^(?!.*aws_s3_bucket_versioning)/s);
});

test('a file that may not be read makes its folder unsure', async () => {
  const root = tempFolder();
  plant(root, { 'main.tf': main + key, 'other.tf': versioning });
  const files = workspaceFiles(root);
  const denied = failed(fileFailed('read', 'other.tf', Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })));
  const report = await scanFolder({ ...files, read: async (path) => (path === 'other.tf' ? denied : files.read(path)) }, scanned);
  expect(report.ok && report.value.findings.map(({ rule }) => rule)).toEqual(sure);
});

test('a module elsewhere is read with its links and its JSON', async () => {
  const root = tempFolder();
  plant(root, {
    'infra/main.tf': `${main}module "m" {\n  source = "../m"\n  id     = aws_s3_bucket.b.id\n}\n`,
    'm/variables.tf': 'variable "id" {}\n',
    'common/v.tf': versioning.replace('aws_s3_bucket.b.id', 'var.id'),
    'm/l.tf.json': '{"resource": {"aws_s3_bucket_lifecycle_configuration": {"l": {"bucket": "${var.id}"}}}}',
  });
  symlinkSync('../common/v.tf', join(root, 'm/v.tf'));
  const report = await scanFolder(workspaceFiles(root), {
    ...scanned,
    path: 'infra',
    only: ['aws-s3-versioning', 'aws-s3-lifecycle', 'aws-s3-kms-encryption'],
  });
  expect(report.ok && report.value.findings.map(({ rule }) => rule)).toEqual(['aws-s3-kms-encryption']);
});

const deployment = (name: string, more = '') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  replicas: 2\n  selector: { matchLabels: { app: ${name} } }\n  template:\n    metadata: { labels: { app: ${name} } }\n    spec:\n      containers:\n        - name: ${name}\n          image: example.com/${name}:1\n${more}---\n`;
const object = (head: string, name: string, more = ''): string => {
  const [apiVersion, kind] = head.split(' ');
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name} }\n${more}---\n`;
};
const scaler = (name: string) =>
  object(
    'autoscaling/v2 HorizontalPodAutoscaler',
    name,
    `spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} } }\n`,
  );
/** Each names something that is not in it. */
const manifests =
  deployment('web', '          envFrom: [{ configMapRef: { name: gone } }]\n') +
  object('v1 ConfigMap', 'there') +
  object('v1 Service', 'shop', 'spec: { selector: { app: shop } }\n') +
  object('networking.k8s.io/v1 Ingress', 'web', 'spec: { rules: [{ http: { paths: [{ backend: { service: { name: gone } } }] } }] }\n') +
  object('networking.k8s.io/v1 NetworkPolicy', 'shop', 'spec: { podSelector: { matchLabels: { app: shop } } }\n') +
  object('policy/v1 PodDisruptionBudget', 'shop', 'spec: { maxUnavailable: 1, selector: { matchLabels: { app: shop } } }\n') +
  scaler('shop') +
  scaler('web');
const missing = [
  'k8s-autoscaler-finds-target',
  'k8s-budget-finds-pods',
  'k8s-disruption-budget',
  'k8s-ingress-finds-service',
  'k8s-network-policy',
  'k8s-pod-finds-config',
  'k8s-service-finds-pods',
];
/** What is wrong with what is there, whatever else there is. */
const anyway = ['k8s-autoscaler-or-replicas', 'k8s-image-tag'];

test.each([
  ['nothing else', {}, {}, [...missing, ...anyway]],
  ['a manifest with a mistake', { 'far/other.yaml': 'apiVersion: v1\nkind: [\n' }, {}, anyway],
  ['YAML that could not be read', {}, { unread: new Set(['far/other.yaml']) }, anyway],
  ['something else that could not be read', {}, { unread: new Set(['far/other.tf']) }, [...missing, ...anyway]],
  ['what was not looked at', {}, { isPartial: true }, anyway],
])('a manifest misses nothing that may be elsewhere: %s', async (_what, beside, more, expected) => {
  const image = { 'k8s/pod.yaml': object('v1 Pod', 'one', 'spec: { containers: [{ name: one, image: example.com/one }] }\n') };
  const files = { 'k8s/web.yaml': manifests, ...image, ...beside };
  expect(rulesOf(await findings(files, [...missing, ...anyway], more))).toEqual([...expected].sort());
  const build = { 'k8s/kustomization.yaml': 'resources:\n  - web.yaml\n  - pod.yaml\n' };
  expect(rulesOf(await findings({ ...files, ...build }, [...missing, ...anyway], more))).toEqual([...expected].sort());
});
