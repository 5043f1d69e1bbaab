import { settingRule } from '../setting.ts';

export const awsLambdaUrlAuth = settingRule({
  id: 'aws-lambda-url-auth',
  title: 'Lambda address asks who is there',
  severity: 'high',
  category: 'security',
  why: 'With NONE everyone on the internet can run the function, at your cost. The address is hard to guess but ends up in pages, logs and chats; a webhook that checks signatures itself may stay open.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
  also: ['CKV_AWS_258'],
  targets: ['aws_lambda_function_url'],
  path: 'authorization_type',
  good: (type) => type !== 'NONE',
  mayBeAbsent: true,
  message: 'Everyone may call it: set authorization_type = "AWS_IAM", or put an API in front of it.',

  fails: `resource "aws_lambda_function_url" "main" {
  function_name      = "orders"
  authorization_type = "NONE"
}`,
  passes: `resource "aws_lambda_function_url" "main" {
  function_name      = "orders"
  authorization_type = "AWS_IAM"
}`,
});
