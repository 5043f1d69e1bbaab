import { settingRule } from '../setting.ts';

export const awsRdsClusterKmsKey = settingRule({
  id: 'aws-rds-cluster-kms-key',
  title: 'RDS cluster is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'With a key of your own you decide who may read the data, see each use in the log and can withdraw it. The key is chosen when the cluster is made, and snapshots under the shared key cannot be given to another account that keeps backups.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.Keys.html',
  also: ['CKV_AWS_327', 'AVD-AWS-0079'],
  targets: ['aws_rds_cluster'],
  path: 'kms_key_id',
  message: 'The cluster uses the shared key of the account: name a key in kms_key_id.',

  fails: `resource "aws_rds_cluster" "main" {
  engine = "aurora-mysql"
}`,
  passes: `resource "aws_rds_cluster" "main" {
  kms_key_id = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}`,
});
