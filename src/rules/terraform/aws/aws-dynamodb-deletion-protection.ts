import { switchRule } from '../switch.ts';

export const awsDynamodbDeletionProtection = switchRule({
  id: 'aws-dynamodb-deletion-protection',
  title: 'DynamoDB table cannot be deleted by mistake',
  severity: 'medium',
  category: 'reliability',
  why: 'One wrong plan deletes the table and everything in it. With the protection on, that takes a change of its own first.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html',
  also: [],
  targets: ['aws_dynamodb_table'],
  path: 'deletion_protection_enabled',
  message: 'Nothing stops the table from being deleted: set deletion_protection_enabled = true.',

  fails: `resource "aws_dynamodb_table" "main" {
  name = "orders"
}`,
  passes: `resource "aws_dynamodb_table" "main" {
  name                        = "orders"
  deletion_protection_enabled = true
}`,
});
