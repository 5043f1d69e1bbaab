import { settingRule } from '../setting.ts';

export const awsSnsEncrypted = settingRule({
  id: 'aws-sns-encrypted',
  title: 'SNS topic is encrypted',
  severity: 'medium',
  category: 'security',
  why: 'Messages wait on disk until they are delivered, readable without a key. Alarms of CloudWatch and events of S3 reach an encrypted topic only with a key of your own whose policy lets them.',
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html',
  also: ['CKV_AWS_26', 'AVD-AWS-0095'],
  targets: ['aws_sns_topic'],
  path: 'kms_master_key_id',
  set: '"alias/aws/sns"',
  message: 'The topic is not encrypted: set kms_master_key_id.',

  fails: `resource "aws_sns_topic" "main" {
  name = "alerts"
}`,
  passes: `resource "aws_sns_topic" "main" {
  name              = "alerts"
  kms_master_key_id = "alias/aws/sns"
}`,
});
