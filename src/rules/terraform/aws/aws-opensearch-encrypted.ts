import { switchRule } from '../switch.ts';
import { isEncryptedAnewOnly } from './search-version.ts';

export const awsOpensearchEncrypted = switchRule({
  id: 'aws-opensearch-encrypted',
  title: 'Search domain is encrypted',
  severity: 'high',
  category: 'security',
  why: 'Indices hold a copy of your data, readable for whoever gets hold of the disks. Automatic snapshots and swap files are covered by it, too, and on current versions it needs no new domain.',
  source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html',
  also: ['CKV_AWS_5', 'AVD-AWS-0048'],
  targets: ['aws_elasticsearch_domain', 'aws_opensearch_domain'],
  fixReplaces: isEncryptedAnewOnly,
  path: 'encrypt_at_rest.enabled',
  message: 'Indices are not encrypted: enable encrypt_at_rest.',

  fails: `resource "aws_elasticsearch_domain" "main" {
  domain_name = "search"
}`,
  passes: `resource "aws_elasticsearch_domain" "main" {
  domain_name = "search"

  encrypt_at_rest {
    enabled = true
  }
}`,
});
