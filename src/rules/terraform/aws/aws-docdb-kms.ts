import { settingRule } from '../setting.ts';

export const awsDocdbKms = settingRule({
  id: 'aws-docdb-kms',
  title: 'DocumentDB is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'With a key of your own you decide who may read the data and its snapshots, and can withdraw it. A snapshot under the shared key cannot be given to another account, such as one that keeps backups.',
  source: 'https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html',
  also: ['CKV_AWS_182', 'AVD-AWS-0022'],
  targets: ['aws_docdb_cluster'],
  path: 'kms_key_id',
  message: 'The data uses the shared key of the account: name a key in kms_key_id.',

  fails: `resource "aws_docdb_cluster" "main" {
  storage_encrypted = true
}`,
  passes: `resource "aws_docdb_cluster" "main" {
  storage_encrypted = true
  kms_key_id        = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}`,
});
