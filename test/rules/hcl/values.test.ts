import { expect, test } from 'vitest';
import { findings } from '../support.ts';

const versioning = ['aws-s3-versioning'];
const rotation = ['aws-kms-rotation'];

/** What one rule finds: what is asked is whether values and references are followed. */
const check = async (rules: readonly string[], files: string | Record<string, string>, expected: readonly string[]): Promise<void> => {
  expect(await findings(typeof files === 'string' ? { 'main.tf': files } : files, rules)).toEqual(expected);
};
const key = (value: string, more = ''): string => `resource "aws_kms_key" "k" {\n  enable_key_rotation = ${value}\n}\n${more}`;
const found = ['main.tf:2 aws_kms_key.k aws-kms-rotation'];

test.each([
  ['a literal', key('false'), found],
  ['a literal as text', key('"false"'), found],
  ['null is absent', key('null'), found],
  ['a variable with a default', key('var.on', 'variable "on" { default = false }'), found],
  ['a variable nobody sets is unknown', key('var.on', 'variable "on" { type = bool }'), []],
  ['a local', key('local.keys.on', 'locals {\n  keys = merge({ on = true }, { on = false })\n}'), found],
  ['a conditional that is decided', key('var.env == "prod" ? true : false', 'variable "env" { default = "dev" }'), found],
  ['a conditional nobody can decide', key('var.env == "prod" ? true : false', 'variable "env" {}'), []],
  ['a conditional with one answer', key('var.env == "prod" ? false : false', 'variable "env" {}'), found],
  ['the second of two conditionals in a row', key('var.env == "prod" ? true : var.env == "dev" ? false : true', 'variable "env" { default = "dev" }'), found],
  ['the first of two conditionals in a row', key('var.env == "prod" ? true : var.env == "dev" ? false : true', 'variable "env" { default = "prod" }'), []],
  ['the last of three conditionals in a row', key('var.n == 1 ? true : var.n == 2 ? true : var.n == 3 ? true : false', 'variable "n" { default = 4 }'), found],
  ['functions', key('contains(["dev", "test"], lower(var.env)) == false', 'variable "env" { default = "DEV" }'), found],
  ['lookup with a fallback', key('lookup({ a = true }, "b", false)'), found],
  ['optional members of an object', key('var.o.on', 'variable "o" {\n  type = object({ on = optional(bool, false) })\n  default = {}\n}'), found],
  ['a value that leads to itself is unknown', key('local.a', 'locals {\n  a = local.b\n  b = local.a\n}'), []],
  ['another resource is unknown', key('aws_kms_key.other.enable_key_rotation'), []],
  ['a for expression', key('alltrue([for x in [true, false] : x])'), found],
  ['an operator binds its neighbours', key('1 + var.n == 3', 'variable "n" { default = 1 }'), found],
  ['a splat', key('length([{ a = 1 }, { a = 2 }][*].a) == 3'), found],
])('values: %s', (_name, text, expected) => check(rotation, text, expected));

test.each([
  ['count = 0 makes none', 'resource "aws_kms_key" "k" {\n  count = 0\n}', []],
  [
    'count nobody knows makes one that counts',
    'variable "n" {}\nresource "aws_kms_key" "k" {\n  count = var.n\n}',
    ['main.tf:2 aws_kms_key.k aws-kms-rotation'],
  ],
  [
    'one bad key of for_each is one finding',
    'resource "aws_kms_key" "k" {\n  for_each            = { a = true, b = false, c = false }\n  enable_key_rotation = each.value\n}',
    ['main.tf:3 aws_kms_key.k aws-kms-rotation'],
  ],
  ['all good keys are none', 'resource "aws_kms_key" "k" {\n  for_each            = toset(["true"])\n  enable_key_rotation = each.value\n}', []],
])('instances: %s', (_name, text, expected) => check(rotation, text, expected));

const bucket = 'resource "aws_s3_bucket" "b" {\n  bucket = "logs"\n}\n';
const enabled = 'versioning_configuration {\n    status = "Enabled"\n  }';
const missing = ['main.tf:1 aws_s3_bucket.b aws-s3-versioning'];

test.each([
  ['by id', `${bucket}resource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.b.id\n  ${enabled}\n}`, []],
  ['by name', `${bucket}resource "aws_s3_bucket_versioning" "v" {\n  bucket = "logs"\n  ${enabled}\n}`, []],
  ['of another bucket', `${bucket}resource "aws_s3_bucket_versioning" "v" {\n  bucket = "other"\n  ${enabled}\n}`, missing],
  ['through a local', `${bucket}locals { id = aws_s3_bucket.b.id }\nresource "aws_s3_bucket_versioning" "v" {\n  bucket = local.id\n  ${enabled}\n}`, []],
  [
    'through for_each over buckets',
    `resource "aws_s3_bucket" "b" {\n  for_each = toset(["x"])\n}\nresource "aws_s3_bucket_versioning" "v" {\n  for_each = aws_s3_bucket.b\n  bucket = each.value.id\n  ${enabled}\n}`,
    [],
  ],
  [
    'for one key of two',
    `resource "aws_s3_bucket" "b" {\n  for_each = toset(["x", "y"])\n}\nresource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.b["x"].id\n  ${enabled}\n}`,
    missing,
  ],
  [
    'with a status nobody knows',
    `${bucket}variable "s" {}\nresource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.b.id\n  versioning_configuration {\n    status = var.s\n  }\n}`,
    [],
  ],
  [
    'suspended',
    `${bucket}resource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.b.id\n  versioning_configuration {\n    status = "Suspended"\n  }\n}`,
    missing,
  ],
  [
    'in a dynamic block over nobody knows what',
    'variable "v" {}\nresource "aws_s3_bucket" "b" {\n  dynamic "versioning" {\n    for_each = var.v\n    content {\n      enabled = versioning.value\n    }\n  }\n}',
    [],
  ],
  [
    'in a dynamic block over a list',
    'resource "aws_s3_bucket" "b" {\n  dynamic "versioning" {\n    for_each = [false]\n    content {\n      enabled = versioning.value\n    }\n  }\n}',
    missing,
  ],
])('attached: %s', (_name, text, expected) => check(versioning, text, expected));

const module = (call: string): Record<string, string> => ({
  'main.tf': call,
  'modules/key/main.tf': 'variable "rotate" {\n  default = false\n}\nresource "aws_kms_key" "k" {\n  enable_key_rotation = var.rotate\n}\n',
});
const inModule = ['modules/key/main.tf:5 aws_kms_key.k aws-kms-rotation'];

test.each([
  ['a caller that says yes', module('module "k" {\n  source = "./modules/key"\n  rotate = true\n}'), []],
  ['a caller that says nothing', module('module "k" {\n  source = "./modules/key"\n}'), inModule],
  [
    'two callers, one says no',
    module('module "a" {\n  source = "./modules/key"\n  rotate = true\n}\nmodule "b" {\n  source = "./modules/key"\n  rotate = false\n}'),
    inModule,
  ],
  ['a call made for no key', module('module "a" {\n  source = "./modules/key"\n  for_each = {}\n  rotate = true\n}'), inModule],
  ['values by key', module('module "a" {\n  source = "./modules/key"\n  for_each = { x = true }\n  rotate = each.value\n}'), []],
  [
    'modules in a circle',
    { 'a/main.tf': 'module "b" {\n  source = "../b"\n}', 'b/main.tf': 'module "a" {\n  source = "../a"\n}\nresource "aws_kms_key" "k" {}\n' },
    ['b/main.tf:4 aws_kms_key.k aws-kms-rotation'],
  ],
  ['terraform.tfvars', { 'main.tf': key('var.on', 'variable "on" {}'), 'terraform.tfvars': 'on = false\n' }, found],
  [
    'a file for each environment counts, and the bare default does not',
    { 'main.tf': key('var.on', 'variable "on" { default = false }'), 'environments/prod.tfvars': 'on = true\n', 'environments/dev.tfvars': 'on = true\n' },
    [],
  ],
  [
    'one environment is wrong',
    { 'main.tf': key('var.on', 'variable "on" { default = true }'), 'environments/prod.tfvars': 'on = true\n', 'environments/dev.tfvars': 'on = false\n' },
    found,
  ],
])('modules: %s', (_name, files, expected) => check(rotation, files, expected));

test('a companion in the caller counts for a bucket in the module, through its output', () =>
  check(
    versioning,
    {
      'main.tf': `module "b" {\n  source = "./b"\n}\nresource "aws_s3_bucket_versioning" "v" {\n  bucket = module.b.id\n  ${enabled}\n}\n`,
      'b/main.tf': 'resource "aws_s3_bucket" "b" {}\noutput "id" {\n  value = aws_s3_bucket.b.id\n}\n',
    },
    [],
  ));

test('each folder is a module of its own', () =>
  check(versioning, { 'a/main.tf': bucket, 'b/main.tf': `resource "aws_s3_bucket_versioning" "v" {\n  bucket = aws_s3_bucket.b.id\n  ${enabled}\n}\n` }, [
    'a/main.tf:1 aws_s3_bucket.b aws-s3-versioning',
  ]));

test('a half-typed file keeps the findings of its sound parts, and what may only be missing so far is none', () =>
  check(rotation, 'resource "aws_kms_key" "a" {\n  enable_key_rotation = false\n}\n\nresource "aws_kms_key" "b" {\n  description = \n}\n', [
    'main.tf:2 aws_kms_key.a aws-kms-rotation',
  ]));
