import bucketBlock from '../../../../templates/terraform/bucket/bucket.hbs';
import lifecycle from '../../../../templates/terraform/bucket/lifecycle.hbs';
import logging from '../../../../templates/terraform/bucket/logging.hbs';
import notification from '../../../../templates/terraform/bucket/notification.hbs';
import replication from '../../../../templates/terraform/bucket/replication.hbs';
import versioning from '../../../../templates/terraform/bucket/versioning.hbs';
import type { Bucket, TerraformAnswers } from '../answers.ts';
import type { Component, Input, OutputView, Section } from './component.ts';
import { keySection } from './key.ts';
import type { Scope } from './scope.ts';
import { skipsFor } from './skips.ts';

/** S3's own limit. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const nameMax = 63;
const accountIdLength = 12;

/** Private buckets, and as chosen: their access log, their copies in a second region. */
export function bucket(answers: TerraformAnswers, s3: Bucket, scope: Scope): Component {
  const prefix = `\${${scope.name}}`;
  const { environment } = answers.project;
  const hygiene = {
    prefix,
    keep: environment === 'prod',
  };
  const keepsVersions = s3.versioning || s3.replication;
  const kms = s3.encryption === 'kms';
  const section = (file: string, fill: Section['fill'], view: object = {}): Section => ({ file, fill, view: { prefix, kms, ...view } });

  const main = { id: 'main', ref: 'aws_s3_bucket.main[each.key]', meta: ['  for_each = var.bucket_names', ''] };
  const sections: Section[] = [];
  if (kms) sections.push(keySection('bucket', answers.project, { id: 'bucket', slug: 'bucket', description: 'Objects in the buckets', prefix, grants: [] }));
  sections.push(
    section('bucket', bucketBlock, {
      ...hygiene,
      ...main,
      title: '# --- The buckets ---',
      skips: choices(s3),
      bucket: `${prefix}-\${each.key}-\${local.account_id}`,
      nameTag: `${prefix}-\${each.key}`,
      objects: '${aws_s3_bucket.main[each.key].arn}/*',
      policyMeta: main.meta,
      policy: 'data.aws_iam_policy_document.main_bucket[each.key]',
      key: kms ? 'aws_kms_key.bucket.arn' : '',
      writers: [],
    }),
  );
  if (keepsVersions) sections.push(section('bucket', versioning, main));
  if (s3.lifecycle)
    sections.push(section('bucket', lifecycle, { ...main, rules: keepsVersions ? [oldVersions(s3.noncurrentDays)] : [], after: after(keepsVersions, 'main') }));
  sections.push(section('bucket', notification));
  if (s3.accessLogs) sections.push(...logBucket(prefix, hygiene), section('bucket_logs', logging));
  if (s3.replication)
    sections.push(
      ...replicaBucket(answers, s3, prefix, hygiene),
      section('bucket_replica', replication, { destinationKeys: kms ? ['aws_kms_key.replica.arn'] : [] }),
    );

  return {
    id: 'bucket',
    title: s3.names.length === 1 ? 'Bucket' : 'Buckets',
    inputs: inputs(answers, s3),
    needs: ['name'],
    sections,
    outputs: outputs(s3),
    replica: s3.replication,
  };
}

const oldVersions = (days: number) => ({ id: 'end-old-versions', block: 'noncurrent_version_expiration', argument: 'noncurrent_days', days });

const after = (keepsVersions: boolean, id: string): string => (keepsVersions ? `aws_s3_bucket_versioning.${id}` : '');

const choices = (s3: Bucket): string[] =>
  skipsFor(
    [!s3.accessLogs, 'CKV_AWS_18:Access logs were switched off'],
    [!s3.versioning && !s3.replication, 'CKV_AWS_21:Old versions are not kept, as was chosen'],
    [!s3.replication, 'CKV_AWS_144:One region is enough for this data'],
    [s3.encryption === 'aes256', 'CKV_AWS_145:Encrypted with a key that S3 manages, as was chosen'],
    [!s3.lifecycle, 'CKV2_AWS_61:Nothing is to be deleted by a rule'],
  );

interface Hygiene {
  readonly prefix: string;
  readonly keep: boolean;
}

function logBucket(prefix: string, hygiene: Hygiene): Section[] {
  const logs = { id: 'logs', ref: 'aws_s3_bucket.logs', meta: [] };
  return [
    {
      file: 'bucket_logs',
      fill: bucketBlock,
      view: {
        ...hygiene,
        ...logs,
        title: '# --- Access log: who read and wrote which object ---',
        skips: [
          'CKV_AWS_18:A log of the log would never end',
          'CKV_AWS_144:Log entries stay in their region',
          'CKV_AWS_145:S3 delivers access logs only to buckets encrypted with its own key',
          'CKV2_AWS_62:Nobody waits for log entries',
        ],
        bucket: `${prefix}-access-logs-\${local.account_id}`,
        nameTag: `${prefix}-access-logs`,
        objects: '${aws_s3_bucket.logs.arn}/*',
        policyMeta: [],
        policy: 'data.aws_iam_policy_document.logs_bucket',
        key: '',
        writers: [{ sid: 'AccessLogs', service: 'logging.s3.amazonaws.com', resource: '${aws_s3_bucket.logs.arn}/*' }],
      },
    },
    { file: 'bucket_logs', fill: versioning, view: logs },
    {
      file: 'bucket_logs',
      fill: lifecycle,
      view: {
        ...logs,
        rules: [{ id: 'end-old-logs', block: 'expiration', argument: 'days', days: 365 }, oldVersions(30)],
        after: 'aws_s3_bucket_versioning.logs',
      },
    },
  ];
}

function replicaBucket(answers: TerraformAnswers, s3: Bucket, prefix: string, hygiene: Hygiene): Section[] {
  const replica = {
    id: 'replica',
    ref: 'aws_s3_bucket.replica[each.key]',
    meta: ['  provider = aws.replica', '  for_each = var.bucket_names', ''],
  };
  const suffix = replicaSuffix(answers, s3);
  const keys = [
    keySection('bucket_replica', answers.project, {
      id: 'replica',
      slug: 'bucket-replica',
      description: 'Objects in the copies of the buckets',
      prefix,
      grants: [],
      region: '${data.aws_region.replica.name}',
      before: ['data "aws_region" "replica" {', '  provider = aws.replica', '}', ''],
      meta: ['  provider = aws.replica', ''],
    }),
  ];
  return [
    ...(s3.encryption === 'kms' ? keys : []),
    {
      file: 'bucket_replica',
      fill: bucketBlock,
      view: {
        ...hygiene,
        ...replica,
        title: '# --- Copies in the second region ---',
        skips: [
          'CKV_AWS_18:Written by replication only, and CloudTrail has the reads',
          'CKV_AWS_144:It is the copy',
          'CKV2_AWS_62:Events come from the original',
          ...skipsFor([s3.encryption === 'aes256', 'CKV_AWS_145:Encrypted with a key that S3 manages, as was chosen']),
        ],
        bucket: `${prefix}-\${each.key}-\${local.account_id}${suffix}`,
        nameTag: `${prefix}-\${each.key}${suffix}`,
        objects: '${aws_s3_bucket.replica[each.key].arn}/*',
        policyMeta: ['  for_each = var.bucket_names', ''],
        policy: 'data.aws_iam_policy_document.replica_bucket[each.key]',
        key: s3.encryption === 'kms' ? 'aws_kms_key.replica.arn' : '',
        writers: [],
      },
    },
    { file: 'bucket_replica', fill: versioning, view: replica },
    {
      file: 'bucket_replica',
      fill: lifecycle,
      view: { ...replica, rules: [oldVersions(s3.lifecycle ? s3.noncurrentDays : 90)], after: 'aws_s3_bucket_versioning.replica' },
    },
  ];
}

/** Names are global, so a copy needs one of its own: `-replica` where S3's limit leaves room for it, else `-r`. */
export function replicaSuffix(answers: TerraformAnswers, s3: Bucket): '-replica' | '-r' {
  const longest = Math.max(...s3.names.map((name) => name.length));
  const length = `${answers.project.name}-${answers.project.environment}-`.length + longest + 1 + accountIdLength;
  return length + '-replica'.length <= nameMax ? '-replica' : '-r';
}

function inputs(answers: TerraformAnswers, s3: Bucket): Input[] {
  const around =
    `${answers.project.name}-${answers.project.environment}-`.length + 1 + accountIdLength + (s3.replication ? replicaSuffix(answers, s3).length : 0);
  return [
    {
      name: 'bucket_names',
      description: 'Buckets to make; project, environment and account are added around each name.',
      type: 'set(string)',
      value: s3.names,
      validations: [
        {
          condition: 'alltrue([for name in var.bucket_names : can(regex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", name))])',
          message: 'Lower-case letters, digits and, between them, hyphens.',
        },
        {
          condition: `alltrue([for name in var.bucket_names : length(name) <= ${nameMax - around}])`,
          message: `At most ${nameMax - around} characters are left of the ${nameMax} that S3 allows.`,
        },
        ...(s3.accessLogs
          ? [{ condition: '!contains(var.bucket_names, "access-logs")', message: '"access-logs" is the name of the bucket for access logs.' }]
          : []),
      ],
    },
    {
      name: 'bucket_force_destroy',
      description: 'Delete what is in the buckets when they are destroyed.',
      type: 'bool',
      value: answers.project.environment === 'dev',
    },
  ];
}

function outputs(s3: Bucket): OutputView[] {
  const list: OutputView[] = [
    { name: 'bucket_names', description: 'Full names of the buckets.', value: '{ for name, bucket in aws_s3_bucket.main : name => bucket.id }' },
    { name: 'bucket_arns', description: 'ARNs of the buckets, for IAM policies.', value: '{ for name, bucket in aws_s3_bucket.main : name => bucket.arn }' },
  ];
  if (s3.encryption === 'kms')
    list.push({ name: 'bucket_key_arn', description: 'Key the objects are encrypted with; readers need kms:Decrypt on it.', value: 'aws_kms_key.bucket.arn' });
  if (s3.accessLogs) list.push({ name: 'bucket_access_log', description: 'Bucket with the access logs.', value: 'aws_s3_bucket.logs.id' });
  if (s3.replication)
    list.push({
      name: 'bucket_replica_names',
      description: 'Full names of the copies.',
      value: '{ for name, bucket in aws_s3_bucket.replica : name => bucket.id }',
    });
  return list;
}
