import { asBoolean } from '../../hcl/value.ts';
import { settingRule } from '../setting.ts';
import { onlyKeyOf } from './keys.ts';

export const awsElasticacheKms = settingRule({
  id: 'aws-elasticache-kms',
  title: 'ElastiCache is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'What is cached is a copy of the data behind it; with a key of your own you decide who may read it. The key is chosen when the group is made: a change later replaces the group, and the cache starts empty.',
  source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html',
  also: ['CKV_AWS_191'],
  targets: ['aws_elasticache_replication_group'],
  path: 'kms_key_id',
  fixReplaces: true,
  set: (group) => (asBoolean(group.get('at_rest_encryption_enabled')) === true ? onlyKeyOf(group.module.folder) : undefined),
  message: 'The cache uses a key of AWS: name one in kms_key_id.',

  fails: `resource "aws_kms_key" "cache" {
  enable_key_rotation = true
}

resource "aws_elasticache_replication_group" "main" {
  replication_group_id       = "cache"
  description                = "Sessions"
  at_rest_encryption_enabled = true
}`,
  passes: `resource "aws_elasticache_replication_group" "main" {
  replication_group_id       = "cache"
  description                = "Sessions"
  at_rest_encryption_enabled = true
  kms_key_id                 = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}`,
});
