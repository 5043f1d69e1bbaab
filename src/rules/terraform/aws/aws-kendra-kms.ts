import { settingRule } from '../setting.ts';
import { onlyKeyOf } from './keys.ts';

export const awsKendraKms = settingRule({
  id: 'aws-kendra-kms',
  title: 'Kendra index is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'The index holds the text of every document in it; with a key of your own you decide who may read it and can withdraw it. It can only be chosen when the index is made, so a later wish means indexing everything again.',
  source: 'https://docs.aws.amazon.com/kendra/latest/dg/encryption-at-rest.html',
  also: ['CKV_AWS_262'],
  targets: ['aws_kendra_index'],
  path: 'server_side_encryption_configuration.kms_key_id',
  fixReplaces: true,
  set: (index) => onlyKeyOf(index.module.folder),
  message: 'The index uses a key of AWS: name one in server_side_encryption_configuration.kms_key_id.',

  fails: `resource "aws_kms_key" "search" {
  enable_key_rotation = true
}

resource "aws_kendra_index" "main" {
  name     = "handbook"
  role_arn = "arn:aws:iam::123456789012:role/search"
}`,
  passes: `resource "aws_kendra_index" "main" {
  name     = "handbook"
  role_arn = "arn:aws:iam::123456789012:role/search"

  server_side_encryption_configuration {
    kms_key_id = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }
}`,
});
