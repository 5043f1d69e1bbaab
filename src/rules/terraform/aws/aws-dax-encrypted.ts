import { switchRule } from '../switch.ts';

export const awsDaxEncrypted = switchRule({
  id: 'aws-dax-encrypted',
  title: 'DAX cluster is encrypted',
  severity: 'high',
  category: 'security',
  why: 'What is cached is a copy of the table and wants the same protection. Encryption can only be chosen when the cluster is made: a live one has to be replaced, and the new one starts empty.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html',
  also: ['CKV_AWS_47', 'AVD-AWS-0023'],
  targets: ['aws_dax_cluster'],
  fixReplaces: true,
  path: 'server_side_encryption.enabled',
  message: 'What is cached is not encrypted: set server_side_encryption.enabled = true.',

  fails: `resource "aws_dax_cluster" "main" {
  node_type = "dax.r5.large"
}`,
  passes: `resource "aws_dax_cluster" "main" {
  node_type = "dax.r5.large"

  server_side_encryption {
    enabled = true
  }
}`,
});
