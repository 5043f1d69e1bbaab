import { settingRule } from '../setting.ts';

export const awsLambdaTracing = settingRule({
  id: 'aws-lambda-tracing',
  title: 'Lambda takes part in traces',
  severity: 'low',
  category: 'operations',
  why: 'Without it a slow request is a riddle: nobody sees in which of its calls the time went. With Active, X-Ray keeps a sample of the requests and shows the time of every function they pass; the role needs the right to write it.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html',
  also: ['CKV_AWS_50', 'AVD-AWS-0066'],
  targets: ['aws_lambda_function'],
  path: 'tracing_config.mode',
  good: (mode) => mode === 'Active' || mode === 'PassThrough',
  set: '"Active"',
  message: 'Calls are not traced: set mode = "Active" in tracing_config.',

  fails: `resource "aws_lambda_function" "main" {
  function_name = "worker"
}`,
  passes: `resource "aws_lambda_function" "main" {
  function_name = "worker"

  tracing_config {
    mode = "Active"
  }
}`,
});
