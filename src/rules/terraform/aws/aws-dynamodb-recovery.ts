import { switchRule } from '../switch.ts';

export const awsDynamodbRecovery = switchRule({
  id: 'aws-dynamodb-recovery',
  title: 'DynamoDB table can be taken back to any second',
  severity: 'medium',
  category: 'reliability',
  why: 'A bad deploy or a wrong delete is only undone with point-in-time recovery. It keeps 35 days.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html',
  also: ['CKV_AWS_28', 'AVD-AWS-0024'],
  targets: ['aws_dynamodb_table'],
  path: 'point_in_time_recovery.enabled',
  message: 'The table cannot be taken back: enable point_in_time_recovery.',

  fails: `resource "aws_dynamodb_table" "main" {
  name = "orders"
}`,
  passes: `resource "aws_dynamodb_table" "main" {
  name = "orders"

  point_in_time_recovery {
    enabled = true
  }
}`,
});
