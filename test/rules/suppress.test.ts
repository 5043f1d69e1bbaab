import { expect, test } from 'vitest';
import { findings } from './support.ts';

const quiet = async (text: string, today = '2026-01-15'): Promise<string[]> =>
  findings({ 'main.tf': text }, ['aws-kms-rotation', 'aws-s3-versioning'], { today });
const key = (header: string, inside: string): string => `${header}resource "aws_kms_key" "k" {\n${inside}\n}\n`;

test.each([
  ['above the block', key('# nimbus:ignore aws-kms-rotation it is imported\n', '  enable_key_rotation = false'), 'it is imported'],
  ['above the line', key('', '  # nimbus:ignore aws-kms-rotation, aws-s3-versioning by hand\n  enable_key_rotation = false'), 'by hand'],
  ['on the line', key('', '  enable_key_rotation = false // nimbus:ignore aws-kms-rotation by hand'), 'by hand'],
  ['in the block, for what is missing in it', key('', '  # nimbus:ignore aws-kms-rotation soon gone\n  description = "x"'), 'soon gone'],
  ['until a day that is today', key('# nimbus:ignore aws-kms-rotation move first until=2026-01-15\n', ''), 'move first'],
  ['as checkov has it', key('', '  # checkov:skip=CKV_AWS_7:asymmetric'), 'asymmetric'],
  [
    'as checkov has it, for a line of the block',
    key('', '  # checkov:skip=CKV_AWS_7:asymmetric\n  description = "x"\n  enable_key_rotation = false'),
    'asymmetric',
  ],
  ['as tfsec has it', key('#tfsec:ignore:AVD-AWS-0065\n', ''), ''],
  ['as trivy has it, with a date to come', key('# trivy:ignore:aws-0065:exp:2026-02-01\n', ''), ''],
])('quiet: %s', async (_name, text, reason) => expect((await quiet(text))[0]).toMatch(new RegExp(`aws-kms-rotation \\(quiet: ${reason}\\)$`)));

test.each([
  ['another rule', key('# nimbus:ignore aws-s3-versioning no\n', '')],
  ['a day that is over', key('# nimbus:ignore aws-kms-rotation no until=2026-01-14\n', '')],
  ['another block', `resource "aws_s3_bucket" "b" { # nimbus:ignore aws-kms-rotation no\n}\n${key('', '')}`],
  ['another line', key('', '  description = "x" # nimbus:ignore aws-s3-versioning no\n  enable_key_rotation = false')],
])('not quiet: %s', async (_name, text) => expect((await quiet(text)).filter((line) => line.includes('aws-kms-rotation'))[0]).not.toMatch(/quiet/));

const pod = (metadata: string, comment = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n${metadata}spec:\n  containers:\n    - name: web\n      image: example.com/web:latest${comment}\n`;
const inPod = (text: string): Promise<string[]> => findings({ 'pod.yaml': text }, ['k8s-image-tag']);

test.each([
  ['on the line', pod('', ' # nimbus:ignore k8s-image-tag a demo'), 'a demo'],
  ['above the object', `# nimbus:ignore k8s-image-tag a demo\n${pod('')}`, 'a demo'],
  ['above the second object', `${pod('')}---\n# nimbus:ignore k8s-image-tag a demo\n${pod('')}`, undefined],
  ['as checkov has it', pod('  annotations:\n    checkov.io/skip1: CKV_K8S_14=a demo\n'), 'a demo'],
  ['as kube-linter has it', pod('  annotations:\n    ignore-check.kube-linter.io/latest-tag: a demo\n'), 'a demo'],
  ['as kube-score has it', pod('  annotations:\n    kube-score/ignore: container-image-tag\n'), ''],
])('quiet in YAML: %s', async (_name, text, reason) => {
  const lines = await inPod(text);
  expect(lines.map((line) => /\(quiet: (.*)\)$/.exec(line)?.[1])).toEqual(reason === undefined ? [undefined, 'a demo'] : [reason]);
});

test.each([
  ['as hadolint has it', '# hadolint ignore=DL3007\nFROM debian:latest\n'],
  ['for the whole file', '# hadolint global ignore=DL3007\n\nARG X=1\nFROM debian:latest\n'],
  ['above the line', '# nimbus:ignore docker-image-tag a demo\nFROM debian:latest\n'],
  ['anywhere, as checkov has it', 'FROM debian:latest\n#checkov:skip=CKV_DOCKER_7:a demo\nRUN make\n'],
])('quiet in a Dockerfile: %s', async (_name, text) => expect((await findings({ Dockerfile: text }, ['docker-image-tag']))[0]).toMatch(/\(quiet: .*\)$/));

test('quiet in a Dockerfile, as its build has it: in the whole file, and nothing else', async () => {
  const text = '# syntax=docker/dockerfile:1\n# check=error=true;skip=WorkdirRelativePath,DuplicateStageName\nFROM debian:13.1-slim\nWORKDIR app\nCMD run it\n';
  const lines = await findings({ Dockerfile: text }, ['docker-workdir-absolute', 'docker-exec-form']);
  expect(lines.map((line) => /(docker-\S+)( \(quiet: \))?$/.exec(line)?.[0])).toEqual(['docker-workdir-absolute (quiet: )', 'docker-exec-form']);
});

const variables =
  '# tflint-ignore: terraform_typed_variables\nvariable "a" {}\n\nvariable "b" {} # tflint-ignore: terraform_typed_variables, terraform_documented_variables\n\nvariable "c" {}\n';

test.each([
  ['a rule of tflint, above and beside', variables, ['a tf-variable-type (quiet: )', 'b tf-variable-description (quiet: )', 'b tf-variable-type (quiet: )']],
  ['all of tflint', '# tflint-ignore: all\nvariable "a" {}\n', ['a tf-variable-description (quiet: )', 'a tf-variable-type (quiet: )']],
  [
    'a rule of tflint in a file',
    `# tflint-ignore-file: terraform_typed_variables\n${variables}`,
    ['a tf-variable-type (quiet: )', 'b tf-variable-description (quiet: )', 'b tf-variable-type (quiet: )', 'c tf-variable-type (quiet: )'],
  ],
  ['checkov, by the name it had', '# bridgecrew:skip=CKV_AWS_7:later\nresource "aws_kms_key" "k" {}\n', ['k aws-kms-rotation (quiet: later)']],
  ['several of trivy at once', '#trivy:ignore:AVD-AWS-0065 trivy:ignore:AVD-AWS-0001\nresource "aws_kms_key" "k" {}\n', ['k aws-kms-rotation (quiet: )']],
])('quiet in Terraform: %s', async (_name, text, expected) => {
  const lines = await findings({ 'main.tf': text }, ['tf-variable-type', 'tf-variable-description', 'aws-kms-rotation']);
  expect(lines.filter((line) => line.includes('quiet')).map((line) => line.replace(/^main\.tf:\d+ \w+\./, ''))).toEqual(expected);
});
