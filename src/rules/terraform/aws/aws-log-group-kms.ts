import { settingRule } from '../setting.ts';

export const awsLogGroupKms = settingRule({
  id: 'aws-log-group-kms',
  title: 'Log group is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'Logs hold what nobody meant to write down. With a key of your own you decide who reads them.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  also: ['CKV_AWS_158', 'AVD-AWS-0017'],
  targets: ['aws_cloudwatch_log_group'],
  path: 'kms_key_id',
  message: 'The logs use the shared key of AWS: name a key in kms_key_id.',

  fails: `resource "aws_cloudwatch_log_group" "main" {
  name = "app"
}`,
  passes: `resource "aws_cloudwatch_log_group" "main" {
  name       = "app"
  kms_key_id = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}`,
});
