import { switchRule } from '../switch.ts';

export const awsElasticacheTls = switchRule({
  id: 'aws-elasticache-tls',
  title: 'ElastiCache speaks TLS',
  severity: 'high',
  category: 'security',
  why: 'Sessions and tokens go over the wire as they are, readable for everyone on the path. Whoever copies a session is signed in as its user, and the cache takes an auth token only with TLS on.',
  source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html',
  also: ['CKV_AWS_30', 'AVD-AWS-0051'],
  targets: ['aws_elasticache_replication_group'],
  // Clients that do not speak TLS lose their connection; before Redis 7.0.5 the group is made anew.
  fixReplaces: true,
  path: 'transit_encryption_enabled',
  message: 'Traffic is not encrypted: set transit_encryption_enabled = true.',

  fails: `resource "aws_elasticache_replication_group" "main" {
  replication_group_id = "sessions"
}`,
  passes: `resource "aws_elasticache_replication_group" "main" {
  replication_group_id       = "sessions"
  transit_encryption_enabled = true
}`,
});
