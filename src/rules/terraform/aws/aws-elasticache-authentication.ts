import { asBoolean, isUnknown } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';

export const awsElasticacheAuthentication = terraformRule({
  id: 'aws-elasticache-authentication',
  title: 'ElastiCache asks who is there',
  severity: 'medium',
  category: 'security',
  why: 'Without a password or users every machine that reaches the port reads and changes everything; both need TLS. One hacked web server or forgotten test machine in the network is enough to take over every session kept there.',
  source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html',
  also: ['CKV_AWS_31'],
  targets: ['aws_elasticache_replication_group'],

  check(group) {
    const tls = asBoolean(group.get('transit_encryption_enabled'));
    const asks = group.get('auth_token') !== undefined || group.get('user_group_ids') !== undefined;
    if (asks && (tls === true || isUnknown(tls))) return undefined;
    return { message: 'Whoever reaches the port is let in: set user_group_ids or an auth_token, with transit_encryption_enabled = true.' };
  },

  fails: `
resource "aws_elasticache_replication_group" "main" {
  replication_group_id       = "cache"
  description                = "Sessions"
  transit_encryption_enabled = true
}`,
  passes: `
resource "aws_elasticache_replication_group" "main" {
  replication_group_id       = "cache"
  description                = "Sessions"
  transit_encryption_enabled = true
  user_group_ids             = ["sessions"]
}`,
});
