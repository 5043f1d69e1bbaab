import { switchRule } from '../switch.ts';

export const awsEbsEncrypted = switchRule({
  id: 'aws-ebs-encrypted',
  title: 'EBS volume is encrypted',
  severity: 'high',
  category: 'security',
  why: 'Whoever gets a snapshot or a copy of the volume reads everything on it. Encryption costs nothing and is chosen when the volume is made.',
  source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html',
  also: ['CKV_AWS_3', 'AVD-AWS-0026'],
  targets: ['aws_ebs_volume'],
  fixReplaces: true,
  path: 'encrypted',
  message: 'The volume is not encrypted: set encrypted = true.',

  fails: `resource "aws_ebs_volume" "main" {
  size = 20
}`,
  passes: `resource "aws_ebs_volume" "main" {
  size      = 20
  encrypted = true
}`,
});
