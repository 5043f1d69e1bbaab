import { expect, test } from 'vitest';
import { look } from '../../../src/rules/engine/look.ts';
import { indexFolder } from '../../../src/rules/hcl/folder-index.ts';
import { readPlain } from '../../../src/rules/hcl/plain.ts';
import type { BlockSyntax } from '../../../src/rules/hcl/syntax.ts';
import { findings, options, sourcesOf } from '../support.ts';

const indexed = (files: Readonly<Record<string, string>>) => {
  const read = Object.entries(files).map(([path, text]) => readPlain(path, text));
  return indexFolder(
    '',
    read.flatMap((file) => file ?? []),
  );
};

/** What is in a block, without places: names with the text of their values, nested blocks by their header. */
const shown = ({ attributes, blocks, file }: BlockSyntax): object => ({
  ...Object.fromEntries([...attributes].map(([name, { value }]) => [name, (value.file ?? file).text.slice(value.start, value.end)])),
  ...Object.fromEntries([...Map.groupBy(blocks, ({ type, labels }) => [type, ...labels].join(' '))].map(([header, all]) => [header, all.map(shown)])),
});

const base = `resource "x" "a" {
  kept    = 1
  changed = 1
  both    = 1

  one {
    a = 1
  }
  one {
    a = 2
  }
  dynamic "many" {
    for_each = [1]
    content {}
  }
  two {
    a = 1
  }
  lifecycle {
    prevent_destroy = true
    ignore_changes  = [kept]
  }
}
`;

test.each([
  [
    'arguments one by one',
    { 'override.tf': 'resource "x" "a" {\n  changed = 2\n  new = 3\n}\n' },
    { kept: '1', changed: '2', both: '1', new: '3', one: [{ a: '1' }, { a: '2' }] },
  ],
  ['nested blocks by their type', { 'x_override.tf': 'resource "x" "a" {\n  one {\n    b = 3\n  }\n}\n' }, { one: [{ b: '3' }], two: [{ a: '1' }] }],
  ['what makes such blocks', { 'override.tf': 'resource "x" "a" {\n  many {\n    b = 3\n  }\n}\n' }, { 'dynamic many': undefined, many: [{ b: '3' }] }],
  ['what becomes a block', { 'override.tf': 'resource "x" "a" {\n  both {\n    b = 3\n  }\n}\n' }, { both: [{ b: '3' }] }],
  ['what becomes an argument', { 'override.tf': 'resource "x" "a" {\n  one = []\n}\n' }, { one: '[]' }],
  [
    'the life cycle by its arguments',
    { 'override.tf': 'resource "x" "a" {\n  lifecycle {\n    prevent_destroy = false\n  }\n}\n' },
    { lifecycle: [{ prevent_destroy: 'false', ignore_changes: '[kept]' }] },
  ],
  [
    'files in the order of their names',
    { 'b_override.tf': 'resource "x" "a" {\n  kept = 3\n}\n', 'a_override.tf': 'resource "x" "a" {\n  kept = 2\n  changed = 2\n}\n' },
    { kept: '3', changed: '2' },
  ],
  ['OpenTofu’s', { 'override.tofu': 'resource "x" "a" {\n  kept = 2\n}\n' }, { kept: '2' }],
  ['no other resource', { 'override.tf': 'resource "x" "b" {\n  kept = 2\n}\n' }, { kept: '1' }],
  ['no file that is only called so', { 'notoverride.tf': '', 'overrides.tf': 'locals {}\n' }, { kept: '1' }],
])('an override file changes %s', (_what, files, expected) => {
  // The order in which files are read says nothing.
  for (const all of [
    { 'main.tf': base, ...files },
    { ...files, 'main.tf': base },
  ]) {
    const block = indexed(all as Record<string, string>).byAddress.get('x.a');
    const now: Readonly<Record<string, unknown>> = { ...(block && shown(block)) };
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, now[name]]))).toEqual(expected);
  }
});

test('values, providers and settings of Terraform are overridden each by itself', () => {
  const folder = indexed({
    'main.tf':
      'locals {\n  a = 1\n  b = 1\n}\nprovider "p" {\n  region = 1\n  x = 1\n}\nprovider "p" {\n  alias = "other"\n  region = 2\n}\nvariable "v" {\n  type = string\n  default = 1\n}\nmodule "m" {\n  source = "./m"\n  a = 1\n}\noutput "o" {\n  value = 1\n}\n',
    'versions.tf':
      'terraform {\n  required_version = ">= 1.5"\n  required_providers {\n    p = { source = "a/p" }\n    q = { source = "a/q" }\n  }\n  backend "s3" {}\n}\n',
    'override.tf':
      'locals {\n  b = 2\n}\nprovider "p" {\n  region = 3\n}\nprovider "new" {\n  region = 4\n}\nvariable "v" {\n  default = 2\n}\nmodule "m" {\n  source = "./n"\n}\noutput "o" {\n  value = 2\n}\nterraform {\n  required_version = ">= 1.9"\n  required_providers {\n    p = { source = "b/p" }\n  }\n  cloud {}\n}\n',
  });
  const all = (type: string) => (folder.blocks.get(type) ?? []).map(shown);
  expect(all('locals')).toEqual([{ a: '1' }, { b: '2' }]);
  expect([...folder.locals].map(([name, { value }]) => [name, value])).toMatchObject([
    ['a', { value: 1 }],
    ['b', { value: 2 }],
  ]);
  expect(all('provider')).toEqual([{ region: '3', x: '1' }, { alias: '"other"', region: '2' }, { region: '4' }]);
  expect(all('variable')).toEqual([{ type: 'string', default: '2' }]);
  expect(all('module')).toEqual([{ source: '"./n"', a: '1' }]);
  expect(all('output')).toEqual([{ value: '2' }]);
  expect(all('terraform')).toEqual([
    { required_providers: [{ q: '{ source = "a/q" }' }] },
    { required_version: '">= 1.9"', required_providers: [{ p: '{ source = "b/p" }' }], cloud: [{}] },
  ]);
});

const rotation = ['aws-kms-rotation'];
const off = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = false\n}\n';
const on = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = true\n}\n';
const json = '{"resource": {"aws_kms_key": {"k": {"enable_key_rotation": true}}}}';
const found = ['main.tf:2 aws_kms_key.k aws-kms-rotation'];

test.each([
  ['sets what is missing', { 'main.tf': off, 'override.tf': on }, {}, []],
  // In the file and at the line where it is said.
  ['takes it back', { 'main.tf': on, 'my_override.tf': `\n\n${off}` }, {}, ['my_override.tf:4 aws_kms_key.k aws-kms-rotation']],
  ['is about something else', { 'main.tf': off, 'override.tf': on.replace('"k"', '"other"') }, {}, found],
  ['stands elsewhere', { 'main.tf': off, 'm/override.tf': on }, {}, found],
  ['says it in JSON', { 'main.tf': off, 'override.tf.json': json }, {}, []],
  ['speaks of others in JSON', { 'main.tf': off, 'override.tf.json': json.replace('kms_key', 'sns_topic') }, {}, found],
  ['could not be read', { 'main.tf': off }, { unread: new Set(['my_override.tf']) }, []],
  ['has a mistake', { 'main.tf': off, 'override.tf': on.replace('= true', '= ') }, {}, []],
  [
    'sets the variable',
    { 'main.tf': `${off.replace('false', 'var.on')}variable "on" {\n  default = false\n}\n`, 'override.tf': 'variable "on" {\n  default = true\n}\n' },
    {},
    [],
  ],
  [
    'may set the variable',
    { 'main.tf': `${off.replace('false', 'var.on')}variable "on" {\n  default = false\n}\n`, 'override.tf.json': '{"variable": {"on": {"default": true}}}' },
    {},
    [],
  ],
  [
    'is kept quiet there',
    { 'main.tf': on, 'override.tf': off.replace('false', 'false # nimbus:ignore aws-kms-rotation no') },
    {},
    ['override.tf:2 aws_kms_key.k aws-kms-rotation (quiet: no)'],
  ],
  [
    'is all that is asked about',
    { 'main.tf': on, 'override.tf': off },
    { within: (path: string) => path === 'override.tf' },
    ['override.tf:2 aws_kms_key.k aws-kms-rotation'],
  ],
])('a finding where an override file %s', async (_what, files, more, expected) => {
  expect(await findings(files as unknown as Record<string, string>, rotation, more)).toEqual(expected);
});

test('what override files change is left to a person to fix', async () => {
  const fixes = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const about = ['aws-kms-rotation', 'aws-rds-require-tls'];
    const { hits } = await look(sourcesOf(files), { ...options, rules: options.rules.filter(({ id }) => about.includes(id)), edits: true });
    return hits.map(({ finding, edits }) => `${finding.file} ${finding.resource} ${edits?.length ?? 'none'}`);
  };
  expect(await fixes({ 'main.tf': `${on}${off.replace('"k"', '"plain"')}`, 'override.tf': off })).toEqual([
    'main.tf aws_kms_key.plain 1',
    'override.tf aws_kms_key.k none',
  ]);
  const database = 'resource "aws_db_instance" "d" {\n  engine               = "postgres"\n  parameter_group_name = aws_db_parameter_group.g.name\n}\n';
  const group = (more: string) => `resource "aws_db_parameter_group" "g" {\n  family = "postgres14"\n${more}}\n`;
  const parameter = '  parameter {\n    name  = "x"\n    value = "1"\n  }\n';
  expect(await fixes({ 'main.tf': database + group(parameter) })).toEqual(['main.tf aws_db_instance.d 1']);
  expect(await fixes({ 'main.tf': database + group(''), 'override.tf': group(parameter) })).toEqual(['main.tf aws_db_instance.d none']);
});

test('what an override file says or lacks is found in it', async () => {
  const image = { 'main.tf': 'resource "x" "a" {}\n', 'override.tf': 'resource "x" "a" {\n  n = [\n    "${var.n}",\n  ]\n}\n' };
  expect(await findings(image, ['tf-interpolation-only'])).toEqual(['override.tf:3 x.a tf-interpolation-only']);
  const instance = (disk: string) => `resource "aws_instance" "i" {\n  ami = "ami-1"\n${disk}}\n`;
  const disk = (more: string) => `\n  root_block_device {\n    volume_size = 8\n${more}  }\n`;
  const files = { 'main.tf': instance(disk('    encrypted = true\n')), 'override.tf': `\n\n${instance(disk(''))}` };
  expect(await findings(files, ['aws-ec2-disks-encrypted'])).toEqual(['override.tf:6 aws_instance.i aws-ec2-disks-encrypted']);
});

test('what only the text that is overridden uses is not called unused', async () => {
  const used = 'locals {\n  on = true\n}\n';
  expect(await findings({ 'main.tf': used + off.replace('false', 'local.on'), 'override.tf': on }, ['tf-unused'])).toEqual([]);
});
