import { asBoolean } from '../../hcl/value.ts';
import { settingRule } from '../setting.ts';

export const awsElasticacheFailover = settingRule({
  id: 'aws-elasticache-failover',
  title: 'ElastiCache goes on when its main node is lost',
  severity: 'medium',
  category: 'reliability',
  why: 'Without it the cache takes no writes until somebody promotes a replica by hand. With it ElastiCache promotes one by itself and the address for writes stays the same, given two nodes or more.',
  source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html',
  also: ['CKV2_AWS_50'],
  targets: ['aws_elasticache_replication_group'],
  path: 'automatic_failover_enabled',
  good: (on) => asBoolean(on) === true,
  // There has to be a node to go on with.
  set: (group) => (Number(group.get('num_cache_clusters')) > 1 || Number(group.get('replicas_per_node_group')) > 0 ? 'true' : undefined),
  message: 'No replica takes over: set automatic_failover_enabled = true, with two nodes or more.',

  fails: `resource "aws_elasticache_replication_group" "main" {
  replication_group_id = "cache"
  description          = "Sessions"
  num_cache_clusters   = 2
}`,
  passes: `resource "aws_elasticache_replication_group" "main" {
  replication_group_id       = "cache"
  description                = "Sessions"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
}`,
});
