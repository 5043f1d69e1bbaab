import { settingRule } from '../setting.ts';

export const awsEcrKms = settingRule({
  id: 'aws-ecr-kms',
  title: 'ECR images are encrypted with a KMS key',
  severity: 'low',
  category: 'security',
  why: 'With a key in your account each use is logged and can be withdrawn. The key can only be chosen when the repository is made; where no audit asks for more, the standard encryption is enough.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html',
  also: ['CKV_AWS_136', 'AVD-AWS-0033'],
  targets: ['aws_ecr_repository'],
  fixReplaces: true,
  path: 'encryption_configuration.encryption_type',
  good: (type) => String(type).startsWith('KMS'),
  set: '"KMS"',
  message: 'Images are encrypted with a shared key: set encryption_type = "KMS" in encryption_configuration.',

  fails: `resource "aws_ecr_repository" "main" {
  name = "web"
}`,
  passes: `resource "aws_ecr_repository" "main" {
  name = "web"

  encryption_configuration {
    encryption_type = "KMS"
  }
}`,
});
