import { settingRule } from '../setting.ts';

export const awsElasticacheBackup = settingRule({
  id: 'aws-elasticache-backup',
  title: 'ElastiCache keeps snapshots',
  severity: 'low',
  category: 'reliability',
  why: 'Without snapshots a lost cluster starts empty. Until it is warm again every request falls on the database behind it, and sessions or queues are gone for good.',
  source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html',
  also: ['CKV_AWS_134', 'AVD-AWS-0050'],
  targets: ['aws_elasticache_cluster'],
  path: 'snapshot_retention_limit',
  good: (days) => Number(days) > 0,
  when: (cluster) => cluster.get('engine') !== 'memcached',
  set: '7',
  message: 'No snapshots are kept: set snapshot_retention_limit.',

  fails: `resource "aws_elasticache_cluster" "main" {
  engine = "redis"
}`,
  passes: `resource "aws_elasticache_cluster" "main" {
  engine                   = "redis"
  snapshot_retention_limit = 7
}`,
});
