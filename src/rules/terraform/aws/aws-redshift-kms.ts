import { settingRule } from '../setting.ts';

export const awsRedshiftKms = settingRule({
  id: 'aws-redshift-kms',
  title: 'Redshift is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'With a key of your own you decide who may read the warehouse, see each use in the log and can withdraw it. A warehouse gathers what other systems keep apart, and auditors ask who holds the key to it.',
  source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html',
  also: ['CKV_AWS_142', 'AVD-AWS-0084'],
  targets: ['aws_redshift_cluster'],
  path: 'kms_key_id',
  message: 'The cluster uses a shared key: name a key in kms_key_id.',

  fails: `resource "aws_redshift_cluster" "main" {
  encrypted = true
}`,
  passes: `resource "aws_redshift_cluster" "main" {
  encrypted  = true
  kms_key_id = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}`,
});
