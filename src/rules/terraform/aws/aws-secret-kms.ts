import { settingRule } from '../setting.ts';

export const awsSecretKms = settingRule({
  id: 'aws-secret-kms',
  title: 'Secret is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'With a key of your own you decide who may read the secret, also from other accounts, and can withdraw it. The shared key refuses nobody who may read secrets: one policy that is too wide gives all of them away.',
  source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
  also: ['CKV_AWS_149', 'AVD-AWS-0098'],
  targets: ['aws_secretsmanager_secret'],
  path: 'kms_key_id',
  // The alias of the key that AWS manages names the shared one.
  good: (key) => key !== '' && !String(key).includes('aws/'),
  message: 'The secret uses the shared key of the account: name a key in kms_key_id.',

  fails: `resource "aws_secretsmanager_secret" "main" {
  name = "db"
}`,
  passes: `resource "aws_secretsmanager_secret" "main" {
  name       = "db"
  kms_key_id = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}`,
});
