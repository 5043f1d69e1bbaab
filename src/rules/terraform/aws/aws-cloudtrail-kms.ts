import { settingRule } from '../setting.ts';

export const awsCloudtrailKms = settingRule({
  id: 'aws-cloudtrail-kms',
  title: 'CloudTrail is encrypted with a key of its own',
  severity: 'medium',
  category: 'security',
  why: 'The log of everything is worth a key that only auditors may use. Whoever may read the bucket alone then sees nothing, as reading takes the right to decrypt as well.',
  source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html',
  also: ['CKV_AWS_35', 'AVD-AWS-0015'],
  targets: ['aws_cloudtrail'],
  path: 'kms_key_id',
  message: 'The log is encrypted with a shared key: name a key in kms_key_id.',

  fails: `resource "aws_cloudtrail" "main" {
  name = "main"
}`,
  passes: `resource "aws_cloudtrail" "main" {
  name       = "main"
  kms_key_id = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}`,
});
