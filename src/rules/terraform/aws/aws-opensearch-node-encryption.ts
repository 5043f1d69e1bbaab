import { switchRule } from '../switch.ts';
import { isEncryptedAnewOnly } from './search-version.ts';

export const awsOpensearchNodeEncryption = switchRule({
  id: 'aws-opensearch-node-encryption',
  title: 'Search nodes talk to each other encrypted',
  severity: 'medium',
  category: 'security',
  why: 'Every document travels between the nodes, readable for everyone on the path. HTTPS ends at the node that takes the request and does not cover the copies it sends on to the others.',
  source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html',
  also: ['CKV_AWS_6', 'AVD-AWS-0043'],
  targets: ['aws_elasticsearch_domain', 'aws_opensearch_domain'],
  fixReplaces: isEncryptedAnewOnly,
  // One node has nobody to talk to.
  when: (domain) => Number(domain.get('cluster_config.instance_count') ?? 1) > 1,
  path: 'node_to_node_encryption.enabled',
  message: 'Nodes talk in the clear: enable node_to_node_encryption.',

  fails: `resource "aws_elasticsearch_domain" "main" {
  domain_name = "search"

  cluster_config {
    instance_count = 3
  }
}`,
  passes: `resource "aws_elasticsearch_domain" "main" {
  domain_name = "search"

  cluster_config {
    instance_count = 3
  }

  node_to_node_encryption {
    enabled = true
  }
}`,
});
