import { switchRule } from '../switch.ts';

export const awsElasticacheEncrypted = switchRule({
  id: 'aws-elasticache-encrypted',
  title: 'ElastiCache is encrypted on disk',
  severity: 'high',
  category: 'security',
  why: 'Backups and swapped pages can be read by whoever gets hold of them. It can only be chosen when the group is made.',
  source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html',
  also: ['CKV_AWS_29', 'AVD-AWS-0045'],
  targets: ['aws_elasticache_replication_group'],
  fixReplaces: true,
  path: 'at_rest_encryption_enabled',
  message: 'Data is not encrypted on disk: set at_rest_encryption_enabled = true.',

  fails: `resource "aws_elasticache_replication_group" "main" {
  replication_group_id = "sessions"
}`,
  passes: `resource "aws_elasticache_replication_group" "main" {
  replication_group_id       = "sessions"
  at_rest_encryption_enabled = true
}`,
});
