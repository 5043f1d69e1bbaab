import { switchRule } from '../switch.ts';

export const awsElasticacheMinorUpgrades = switchRule({
  id: 'aws-elasticache-minor-upgrades',
  title: 'ElastiCache takes minor upgrades by itself',
  severity: 'low',
  category: 'operations',
  why: 'Minor versions close known holes; without them a cache stays open until somebody thinks of it. ElastiCache takes them in the maintenance window of the cluster, so the hour stays yours to choose.',
  source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.html',
  also: ['CKV_AWS_322'],
  targets: ['aws_elasticache_cluster'],
  path: 'auto_minor_version_upgrade',
  standard: true,
  when: (cache) => cache.get('engine') !== 'memcached',
  message: 'Minor upgrades are switched off: set auto_minor_version_upgrade = true.',

  fails: `resource "aws_elasticache_cluster" "main" {
  cluster_id                 = "cache"
  engine                     = "redis"
  auto_minor_version_upgrade = false
}`,
  passes: `resource "aws_elasticache_cluster" "main" {
  cluster_id                 = "cache"
  engine                     = "redis"
  auto_minor_version_upgrade = true
}`,
});
