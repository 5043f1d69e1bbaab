import { settingRule } from '../setting.ts';

export const awsDaxTls = settingRule({
  id: 'aws-dax-tls',
  title: 'DAX cluster is spoken to over TLS',
  severity: 'medium',
  category: 'security',
  why: 'Without it everyone in the network can read what goes between the application and its cache. TLS can only be chosen when the cluster is made, and clients then call it by an address with daxs://.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionInTransit.html',
  also: ['CKV_AWS_239'],
  targets: ['aws_dax_cluster'],
  fixReplaces: true,
  path: 'cluster_endpoint_encryption_type',
  good: (type) => type === 'TLS',
  message: 'The cluster is spoken to in the clear: set cluster_endpoint_encryption_type = "TLS".',
  set: '"TLS"',

  fails: `resource "aws_dax_cluster" "main" {
  node_type = "dax.r5.large"
}`,
  passes: `resource "aws_dax_cluster" "main" {
  node_type                        = "dax.r5.large"
  cluster_endpoint_encryption_type = "TLS"
}`,
});
