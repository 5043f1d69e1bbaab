import { settingRule } from '../setting.ts';

export const awsLambdaDeadLetters = settingRule({
  id: 'aws-lambda-dead-letters',
  title: 'Lambda keeps events it could not handle',
  severity: 'low',
  category: 'reliability',
  why: 'An asynchronous event that fails three times is dropped without a trace, unless there is a queue for it. With one, an order that failed on Sunday can be run again on Monday; a function that is only called synchronously needs none.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  also: ['CKV_AWS_116'],
  targets: ['aws_lambda_function'],
  path: 'dead_letter_config.target_arn',
  message: 'Events that fail are dropped: name a queue or topic in dead_letter_config.',

  fails: `resource "aws_lambda_function" "main" {
  function_name = "worker"
}`,
  passes: `resource "aws_lambda_function" "main" {
  function_name = "worker"

  dead_letter_config {
    target_arn = "arn:aws:sqs:eu-central-1:123456789012:failed"
  }
}`,
});
