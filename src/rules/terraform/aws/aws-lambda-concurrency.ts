import { settingRule } from '../setting.ts';

export const awsLambdaConcurrency = settingRule({
  id: 'aws-lambda-concurrency',
  title: 'Lambda has a limit of its own',
  severity: 'low',
  category: 'reliability',
  why: 'One function in a loop uses up the concurrency of the whole account, and everything else stands still. With a limit, its own callers are throttled instead; the number is taken from what the other functions share, so keep it small.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html',
  also: ['CKV_AWS_115'],
  targets: ['aws_lambda_function'],
  path: 'reserved_concurrent_executions',
  good: (limit) => Number(limit) !== -1,
  message: "The function may take the whole account's concurrency: set reserved_concurrent_executions.",

  fails: `resource "aws_lambda_function" "main" {
  function_name = "worker"
}`,
  passes: `resource "aws_lambda_function" "main" {
  function_name                  = "worker"
  reserved_concurrent_executions = 20
}`,
});
