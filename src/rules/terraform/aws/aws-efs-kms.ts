import { settingRule } from '../setting.ts';

export const awsEfsKms = settingRule({
  id: 'aws-efs-kms',
  title: 'EFS is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'With a key of your own you decide who may read the files, see each use in the log and can withdraw it. The key can only be chosen when the file system is made; later it takes a new one and a copy of all files.',
  source: 'https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html',
  also: ['CKV_AWS_184'],
  targets: ['aws_efs_file_system'],
  path: 'kms_key_id',
  message: 'The file system uses a shared key: name a key in kms_key_id.',

  fails: `resource "aws_efs_file_system" "main" {
  encrypted = true
}`,
  passes: `resource "aws_efs_file_system" "main" {
  encrypted  = true
  kms_key_id = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}`,
});
