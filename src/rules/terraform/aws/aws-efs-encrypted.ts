import { switchRule } from '../switch.ts';

export const awsEfsEncrypted = switchRule({
  id: 'aws-efs-encrypted',
  title: 'EFS file system is encrypted',
  severity: 'high',
  category: 'security',
  why: 'Whoever gets a copy of the file system reads all of it. It can only be chosen when it is made.',
  source: 'https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html',
  also: ['CKV_AWS_42', 'AVD-AWS-0037'],
  targets: ['aws_efs_file_system'],
  fixReplaces: true,
  path: 'encrypted',
  message: 'The file system is not encrypted: set encrypted = true.',

  fails: `resource "aws_efs_file_system" "main" {
  creation_token = "shared"
}`,
  passes: `resource "aws_efs_file_system" "main" {
  creation_token = "shared"
  encrypted      = true
}`,
});
