import { settingRule } from '../setting.ts';
import { onlyOne } from './keys.ts';

export const awsElasticacheSubnetGroup = settingRule({
  id: 'aws-elasticache-subnet-group',
  title: 'ElastiCache cluster has subnets of its own',
  severity: 'low',
  category: 'security',
  why: "Without a subnet group the cache lands in the account's default network. Its subnets have a route to the internet and take in whatever nobody placed; moving the cache out later makes a new one.",
  source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SubnetGroups.html',
  also: ['CKV_AWS_323'],
  targets: ['aws_elasticache_cluster'],
  path: 'subnet_group_name',
  // A member of a replication group is where the group is.
  when: (cache) => cache.get('replication_group_id') === undefined,
  fixReplaces: true,
  set: (cache) => onlyOne(cache.module.folder, 'aws_elasticache_subnet_group', 'name'),
  message: 'The cache lands in the default network: name a subnet_group_name.',

  fails: `resource "aws_elasticache_subnet_group" "main" {
  name       = "cache"
  subnet_ids = ["subnet-11111111"]
}

resource "aws_elasticache_cluster" "main" {
  cluster_id = "cache"
  engine     = "memcached"
}`,
  passes: `resource "aws_elasticache_cluster" "main" {
  cluster_id        = "cache"
  engine            = "memcached"
  subnet_group_name = "cache"
}`,
});
