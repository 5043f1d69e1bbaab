import { expect, test } from 'vitest';
import { fix } from '../../src/rules/engine/fix.ts';
import { options } from './support.ts';

/** What the fix of one rule makes of a text. */
const check = async (rule: string, path: string, before: string, after: string): Promise<void> => {
  const fixed = await fix([{ path, text: before }], { ...options, rules: options.rules.filter((one) => one.id === rule), replacing: true });
  expect(fixed.files.get(path) ?? before).toBe(after);
};

test.each([
  [
    'keeps a comment behind the last line',
    'resource "aws_kms_key" "k" {\n  description = "x" # ours\n}\n',
    'resource "aws_kms_key" "k" {\n  description         = "x" # ours\n  enable_key_rotation = true\n}\n',
  ],
  [
    'replaces a value, and leaves its comment',
    'resource "aws_kms_key" "k" {\n  enable_key_rotation = false # why\n}\n',
    'resource "aws_kms_key" "k" {\n  enable_key_rotation = true # why\n}\n',
  ],
  [
    'stands before nested blocks',
    'resource "aws_kms_key" "k" {\n  tags = {\n    a = 1\n  }\n\n  timeouts {\n    create = "1m"\n  }\n}\n',
    'resource "aws_kms_key" "k" {\n  tags = {\n    a = 1\n  }\n  enable_key_rotation = true\n\n  timeouts {\n    create = "1m"\n  }\n}\n',
  ],
  [
    'opens a block on one line',
    'resource "aws_kms_key" "k" { description = "x" }\n',
    'resource "aws_kms_key" "k" {\n  description         = "x"\n  enable_key_rotation = true\n}\n',
  ],
  [
    'leaves lines that are in no line as they are',
    'resource "aws_kms_key" "k" {\n  description="x"\n  is_enabled   =   true\n}\n',
    'resource "aws_kms_key" "k" {\n  description="x"\n  is_enabled   =   true\n  enable_key_rotation = true\n}\n',
  ],
  [
    'does not touch what is worked out elsewhere',
    'variable "on" {\n  default = false\n}\nresource "aws_kms_key" "k" {\n  enable_key_rotation = var.on\n}\n',
    'variable "on" {\n  default = false\n}\nresource "aws_kms_key" "k" {\n  enable_key_rotation = var.on\n}\n',
  ],
  [
    'keeps the comments of a block on one line',
    'resource "aws_kms_key" "k" { description = "x" /* ours */ }\nresource "aws_kms_key" "l" { /* bare */ }\n',
    'resource "aws_kms_key" "k" {\n  description         = "x" /* ours */\n  enable_key_rotation = true\n}\nresource "aws_kms_key" "l" {\n  /* bare */\n  enable_key_rotation = true\n}\n',
  ],
  [
    'is in line with a here-document above it, and with what that is in line with',
    'resource "aws_kms_key" "k" {\n  is_enabled  = true\n  description = <<-EOT\n    ours\n  EOT\n}\n',
    'resource "aws_kms_key" "k" {\n  is_enabled          = true\n  description         = <<-EOT\n    ours\n  EOT\n  enable_key_rotation = true\n}\n',
  ],
  [
    'stands before a comment that goes on below',
    'resource "aws_kms_key" "k" {\n  is_enabled          = true /* since\n  2024 */\n}\n',
    'resource "aws_kms_key" "k" {\n  is_enabled          = true\n  enable_key_rotation = true /* since\n  2024 */\n}\n',
  ],
  [
    'stays inside a block that ends on the line of its last value',
    'resource "aws_kms_key" "k" {\n  is_enabled          = true }\noutput "k" {\n  value = 1\n}\n',
    'resource "aws_kms_key" "k" {\n  is_enabled          = true\n  enable_key_rotation = true\n}\noutput "k" {\n  value = 1\n}\n',
  ],
  ['works at the end of a file without a line break', 'resource "aws_kms_key" "k" {\n}', 'resource "aws_kms_key" "k" {\n  enable_key_rotation = true\n}'],
])('Terraform: %s', (_name, before, after) => check('aws-kms-rotation', 'main.tf', before, after));

test('Terraform: a companion stands right after its bucket, and takes no name that is taken', () =>
  check(
    'aws-s3-versioning',
    'main.tf',
    'resource "aws_s3_bucket" "a" {} # data\nresource "aws_s3_bucket_versioning" "a" {\n  bucket = "other"\n}\n',
    'resource "aws_s3_bucket" "a" {} # data\n\nresource "aws_s3_bucket_versioning" "a_2" {\n  bucket = aws_s3_bucket.a.id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\nresource "aws_s3_bucket_versioning" "a" {\n  bucket = "other"\n}\n',
  ));

test.each([
  [
    'goes over what its bucket goes over',
    'resource "aws_s3_bucket" "a" {\n  count = 2\n}\n',
    'resource "aws_s3_bucket" "a" {\n  count = 2\n}\n\nresource "aws_s3_bucket_versioning" "a" {\n  count = 2\n\n  bucket = aws_s3_bucket.a[count.index].id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n',
  ],
  ...['for_each = toset(["x"])\n  bucket = aws_s3_bucket.a[each.key].id', 'count = 0\n  bucket = aws_s3_bucket.a["x"].id'].map((some) => {
    const text = `resource "aws_s3_bucket" "a" {\n  for_each = toset(["x", "y"])\n}\nresource "aws_s3_bucket_versioning" "a" {\n  ${some}\n}\n`;
    return [`is not added where one of the buckets has or may get one: ${some}`, text, text];
  }),
])('Terraform: a companion %s', (_name, before, after) => check('aws-s3-versioning', 'main.tf', String(before), String(after)));

test.each([
  [
    'stands right behind its bucket where something else begins on that line',
    'resource "aws_s3_bucket" "a" {} /* the other\none */ resource "aws_s3_bucket_acl" "a" {}\n',
    'resource "aws_s3_bucket" "a" {}\n\nresource "aws_s3_bucket_versioning" "a" {\n  bucket = aws_s3_bucket.a.id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n /* the other\none */ resource "aws_s3_bucket_acl" "a" {}\n',
  ],
  ['is not added to a bucket without a sound name', 'resource "aws_s3_bucket" "a.." {}\n', 'resource "aws_s3_bucket" "a.." {}\n'],
])('Terraform: a companion %s', (_name, before, after) => check('aws-s3-versioning', 'main.tf', before, after));

test('Terraform: a list with comments is left to a person', () =>
  check(
    'aws-eks-logging',
    'main.tf',
    'resource "aws_eks_cluster" "c" {\n  enabled_cluster_log_types = [\n    # Who came in.\n    "audit",\n  ]\n}\n',
    'resource "aws_eks_cluster" "c" {\n  enabled_cluster_log_types = [\n    # Who came in.\n    "audit",\n  ]\n}\n',
  ));

test('YAML: a field that is taken out leaves the comment behind it', () =>
  check(
    'k8s-autoscaler-or-replicas',
    'web.yaml',
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 3 # as on Sundays\n  template: {}\n',
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  # as on Sundays\n  template: {}\n',
  ));

const pod = (container: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n${container}`;

test.each([
  [
    'at the end of the container, before its neighbour',
    '  - name: a # first\n    image: a:1\n    # the next one\n  - name: b\n    image: b:1\n    securityContext: { allowPrivilegeEscalation: false }\n',
    '  - name: a # first\n    image: a:1\n    securityContext:\n      allowPrivilegeEscalation: false\n    # the next one\n  - name: b\n    image: b:1\n    securityContext: { allowPrivilegeEscalation: false }\n',
  ],
  ['in a mapping on one line', '    - { name: a, image: "a:1" }\n', '    - { name: a, image: "a:1", securityContext: {allowPrivilegeEscalation: false} }\n'],
  [
    'after a block text',
    '    - name: a\n      args:\n        - |\n          one\n          two\n\n',
    '    - name: a\n      args:\n        - |\n          one\n          two\n      securityContext:\n        allowPrivilegeEscalation: false\n\n',
  ],
  [
    'over a value, its comment kept',
    '    - name: a\n      securityContext:\n        allowPrivilegeEscalation: true # legacy\n',
    '    - name: a\n      securityContext:\n        allowPrivilegeEscalation: false # legacy\n',
  ],
  [
    'at the end of a file without a line break',
    '    - name: a\n      image: a:1',
    '    - name: a\n      image: a:1\n      securityContext:\n        allowPrivilegeEscalation: false',
  ],
  [
    'not through an alias',
    '    - name: a\n      securityContext: &safe\n        runAsNonRoot: true\n    - name: b\n      securityContext: *safe\n',
    '    - name: a\n      securityContext: &safe\n        runAsNonRoot: true\n    - name: b\n      securityContext: *safe\n',
  ],
])('YAML: %s', (_name, before, after) => check('k8s-privilege-escalation', 'pod.yaml', pod(before), pod(after)));

test('Dockerfile: over continued lines, comments in between kept', () =>
  check(
    'docker-apt-recommends',
    'Dockerfile',
    'FROM debian:13.1\nRUN apt-get update \\\n    # tools\n && apt-get install -y \\\n      curl\n',
    'FROM debian:13.1\nRUN apt-get update \\\n    # tools\n && apt-get install -y --no-install-recommends \\\n      curl\n',
  ));
