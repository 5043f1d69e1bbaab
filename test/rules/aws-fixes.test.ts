import { expect, test } from 'vitest';
import { fix } from '../../src/rules/engine/fix.ts';
import { options } from './support.ts';

interface Case {
  readonly name: string;
  readonly rule: string;
  readonly before: string;
  /** Absent: a person has to decide, and nothing changes. */
  readonly after?: string;
}

const check = async ({ rule, before, after }: Case): Promise<void> => {
  const fixed = await fix([{ path: 'main.tf', text: before }], { ...options, rules: options.rules.filter((one) => one.id === rule), replacing: true });
  expect(fixed.files.get('main.tf')).toBe(after);
};

const key = 'resource "aws_kms_key" "k" {}\n';
const database = 'resource "aws_db_instance" "d" {\n  parameter_group_name = aws_db_parameter_group.g.name\n}\n';
const group = (inner: string) => `resource "aws_db_parameter_group" "g" {\n  family = "postgres14"\n${inner}}\n`;
const distribution = (policy: string) =>
  `resource "aws_cloudfront_distribution" "site" {\n  default_cache_behavior {\n    target_origin_id${policy === '' ? ' ' : '           '}= "s3"\n${policy}  }\n}\n`;
const headers = 'data "aws_cloudfront_response_headers_policy" "security" {\n  name = "Managed-SecurityHeadersPolicy"\n}\n';
const ownership = (value: string) =>
  `resource "aws_s3_bucket_ownership_controls" "b" {\n  bucket = "logs"\n  rule {\n    object_ownership = "${value}"\n  }\n}\n`;
const stream = (inner: string) => `resource "aws_kinesis_firehose_delivery_stream" "s" {\n  name = "s"\n${inner}}\n`;

/** A task definition whose containers are written so. */
const task = (containers: string, more = '') => `resource "aws_ecs_task_definition" "t" {\n  family = "t"\n${more}  container_definitions = ${containers}\n}\n`;
const readonly = 'aws-ecs-readonly-root';

const topic = (key = '') => `resource "aws_sns_topic" "t" {\n  name${key === '' ? ' ' : '              '}= "t"\n${key}}\n`;
const publishes = (type: string, inner: string) => `resource "${type}" "p" {\n${inner}}\n`;

const cases: readonly Case[] = [
  {
    name: 'a topic nobody else of AWS publishes to takes the key of AWS',
    rule: 'aws-sns-encrypted',
    before: topic(),
    after: topic('  kms_master_key_id = "alias/aws/sns"\n'),
  },
  ...[
    publishes('aws_cloudwatch_metric_alarm', '  alarm_actions = [aws_sns_topic.t.arn]\n'),
    publishes('aws_cloudwatch_composite_alarm', '  ok_actions = [aws_sns_topic.t.arn]\n'),
    publishes('aws_cloudwatch_event_target', '  rule = "r"\n  arn  = aws_sns_topic.t.arn\n'),
    publishes('aws_s3_bucket_notification', '  bucket = "b"\n  topic {\n    topic_arn = aws_sns_topic.t.arn\n    events    = ["s3:ObjectCreated:*"]\n  }\n'),
  ].map((publisher, i) => ({
    name: `a topic that AWS itself publishes to needs a key of one's own (${i + 1})`,
    rule: 'aws-sns-encrypted',
    before: topic() + publisher,
  })),
  {
    name: 'a parameter that is off is switched on where it stands',
    rule: 'aws-rds-require-tls',
    before: group('\n  parameter {\n    name  = "rds.force_ssl"\n    value = "0"\n  }\n') + database,
    after: group('\n  parameter {\n    name  = "rds.force_ssl"\n    value = "1"\n  }\n') + database,
  },
  {
    name: 'a parameter out of a list is left to a person',
    rule: 'aws-rds-require-tls',
    before:
      group(
        '\n  dynamic "parameter" {\n    for_each = { "rds.force_ssl" = "0" }\n    content {\n      name  = parameter.key\n      value = parameter.value\n    }\n  }\n',
      ) + database,
  },
  {
    name: 'a parameter whose name is not known may be the one',
    rule: 'aws-rds-require-tls',
    before: `variable "p" {}\n${group('\n  parameter {\n    name  = var.p\n    value = "0"\n  }\n')}${database}`,
  },
  {
    name: 'the policy is looked up once for all distributions',
    rule: 'aws-cloudfront-headers',
    before: headers + distribution(''),
    after: headers + distribution('    response_headers_policy_id = data.aws_cloudfront_response_headers_policy.security.id\n'),
  },
  { name: 'one behavior with a policy is enough', rule: 'aws-cloudfront-headers', before: distribution('    response_headers_policy_id = "p"\n') },
  { name: 'ACLs go where nothing sets one', rule: 'aws-s3-acls-disabled', before: ownership('ObjectWriter'), after: ownership('BucketOwnerEnforced') },
  {
    name: 'ACLs stay where one is set',
    rule: 'aws-s3-acls-disabled',
    before: `${ownership('ObjectWriter')}resource "aws_s3_bucket_acl" "b" {\n  bucket = "logs"\n  acl    = "private"\n}\n`,
  },
  {
    name: 'ACLs stay where CloudFront writes by one',
    rule: 'aws-s3-acls-disabled',
    before: `${ownership('ObjectWriter')}resource "aws_cloudfront_distribution" "d" {\n  logging_config {\n    bucket = "logs.s3.amazonaws.com"\n  }\n}\n`,
  },
  {
    name: 'a stream that is not encrypted gets all three settings',
    rule: 'aws-firehose-kms',
    before: key + stream(''),
    after: key + stream('\n  server_side_encryption {\n    enabled  = true\n    key_type = "CUSTOMER_MANAGED_CMK"\n    key_arn  = aws_kms_key.k.arn\n  }\n'),
  },
  {
    name: 'a key of AWS is replaced by the only one there is',
    rule: 'aws-firehose-kms',
    before: key + stream('  server_side_encryption {\n    enabled  = true\n    key_type = "AWS_OWNED_CMK"\n  }\n'),
    after: key + stream('  server_side_encryption {\n    enabled  = true\n    key_type = "CUSTOMER_MANAGED_CMK"\n    key_arn  = aws_kms_key.k.arn\n  }\n'),
  },
  { name: 'of two keys a person chooses', rule: 'aws-firehose-kms', before: `${key}resource "aws_kms_key" "other" {}\n${stream('')}` },
  {
    name: 'a log that is exported already stays',
    rule: 'aws-rds-cluster-audit-log',
    before: 'resource "aws_rds_cluster" "c" {\n  engine                          = "aurora-mysql"\n  enabled_cloudwatch_logs_exports = ["slowquery"]\n}\n',
    after:
      'resource "aws_rds_cluster" "c" {\n  engine                          = "aurora-mysql"\n  enabled_cloudwatch_logs_exports = ["audit", "slowquery"]\n}\n',
  },
  {
    name: 'failover needs a second node',
    rule: 'aws-elasticache-failover',
    before: 'resource "aws_elasticache_replication_group" "c" {\n  num_cache_clusters = 1\n}\n',
  },
  {
    name: 'a minimum version of TLS needs a certificate of its own',
    rule: 'aws-cloudfront-tls',
    before: 'resource "aws_cloudfront_distribution" "d" {\n  viewer_certificate {\n    cloudfront_default_certificate = true\n  }\n}\n',
  },
  ...(
    [
      ['on one line', 'jsonencode([{ name = "a", image = "a:1" }])', 'jsonencode([{ name = "a", image = "a:1", readonlyRootFilesystem = true }])'],
      ['as JSON has it', 'jsonencode([{"name": "a", "image": "a:1"}])', 'jsonencode([{"name": "a", "image": "a:1", "readonlyRootFilesystem": true}])'],
      ['of nothing', 'jsonencode([{}])', 'jsonencode([{ readonlyRootFilesystem = true }])'],
      [
        'on lines of their own, in line with those above, with what is said beside them',
        'jsonencode([\n    {\n      name  = "a" # the web\n      image = "a:1" # pinned\n    }\n  ])',
        'jsonencode([\n    {\n      name                   = "a" # the web\n      image                  = "a:1" # pinned\n      readonlyRootFilesystem = true\n    }\n  ])',
      ],
      [
        'on lines of their own that nobody lined up',
        'jsonencode([{\n    name = "a"\n    image = "a:1"\n  }])',
        'jsonencode([{\n    name = "a"\n    image = "a:1"\n    readonlyRootFilesystem = true\n  }])',
      ],
      [
        'after a value of many lines',
        'jsonencode([{\n    name = "a"\n    portMappings = [\n      { containerPort = 80 }\n    ]\n  }])',
        'jsonencode([{\n    name = "a"\n    portMappings = [\n      { containerPort = 80 }\n    ]\n    readonlyRootFilesystem = true\n  }])',
      ],
      [
        'with a comma at the end of each',
        'jsonencode([{\n    "name" : "a",\n    "image" : "a:1",\n  }])',
        'jsonencode([{\n    "name"                   : "a",\n    "image"                  : "a:1",\n    "readonlyRootFilesystem" : true,\n  }])'.replaceAll(
          / {2,}:/g,
          ' :',
        ),
      ],
      [
        'with a comma between',
        'jsonencode([{\n    "name": "a",\n    "image": "a:1"\n  }])',
        'jsonencode([{\n    "name": "a",\n    "image": "a:1",\n    "readonlyRootFilesystem": true\n  }])',
      ],
      [
        'with the end right behind the last',
        'jsonencode([{\n    name = "a"\n    image = "a:1"}])',
        'jsonencode([{\n    name = "a"\n    image = "a:1"\n    readonlyRootFilesystem = true}])',
      ],
      ['that says otherwise', 'jsonencode([{ name = "a", readonlyRootFilesystem = false }])', 'jsonencode([{ name = "a", readonlyRootFilesystem = true }])'],
      [
        'of several',
        'jsonencode([{ name = "a" }, { name = "b", readonlyRootFilesystem = true }, { name = "c" }])',
        'jsonencode([{ name = "a", readonlyRootFilesystem = true }, { name = "b", readonlyRootFilesystem = true }, { name = "c", readonlyRootFilesystem = true }])',
      ],
    ] as const
  ).map(([how, before, after]) => ({ name: `a container in jsonencode, ${how}, is made read-only`, rule: readonly, before: task(before), after: task(after) })),
  {
    name: 'containers that stand elsewhere are left to a person',
    rule: readonly,
    before: `locals {\n  c = [{ name = "a" }]\n}\n${task('jsonencode(local.c)')}`,
  },
  { name: 'so are those in a text of JSON', rule: readonly, before: task('<<-EOT\n    [{ "name": "a" }]\n  EOT') },
  {
    name: 'so is a setting that a variable gives',
    rule: readonly,
    before: `variable "r" {\n  default = false\n}\n${task('jsonencode([{ name = "a", readonlyRootFilesystem = var.r }])')}`,
  },
  {
    name: 'a container is no longer root on its machine, and no longer sees its processes',
    rule: 'aws-ecs-privileged',
    before: task('jsonencode([{ name = "a", privileged = true }])', '  pid_mode = "host"\n'),
    after: task('jsonencode([{ name = "a", privileged = false }])'),
  },
];

test.each(cases)('$name', check);
