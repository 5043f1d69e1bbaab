import { settingRule } from '../setting.ts';

export const awsDynamodbReplicaKms = settingRule({
  id: 'aws-dynamodb-replica-kms',
  title: 'Replica of a DynamoDB table is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'A copy in another region wants the protection of the table: with a key of your own there you decide who may read it. Keys stay in their region, so the one of the table cannot serve here: it takes one of the replica’s region.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html',
  also: ['CKV_AWS_271'],
  targets: ['aws_dynamodb_table_replica'],
  path: 'kms_key_arn',
  message: 'The replica uses a key of AWS: name a key of its region in kms_key_arn.',

  fails: `resource "aws_dynamodb_table_replica" "west" {
  global_table_arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders"
}`,
  passes: `resource "aws_dynamodb_table_replica" "west" {
  global_table_arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders"
  kms_key_arn      = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}`,
});
