import { switchRule } from '../switch.ts';

export const awsDynamodbKms = switchRule({
  id: 'aws-dynamodb-kms',
  title: 'DynamoDB table is encrypted with a KMS key',
  severity: 'low',
  category: 'security',
  why: 'With a key in your account each use is logged and can be withdrawn; the default key belongs to AWS.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html',
  also: ['CKV_AWS_119', 'AVD-AWS-0025'],
  targets: ['aws_dynamodb_table'],
  path: 'server_side_encryption.enabled',
  message: 'The table uses a key you cannot see: enable server_side_encryption.',

  fails: `resource "aws_dynamodb_table" "main" {
  name = "orders"
}`,
  passes: `resource "aws_dynamodb_table" "main" {
  name = "orders"

  server_side_encryption {
    enabled     = true
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }
}`,
});
