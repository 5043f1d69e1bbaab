import { settingRule } from '../setting.ts';

export const awsLambdaVpc = settingRule({
  id: 'aws-lambda-vpc',
  title: 'Lambda runs in your network',
  severity: 'info',
  category: 'security',
  why: 'In a VPC, what a function may reach is decided by your routes and security groups. A function that calls public services only gains nothing by it.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
  also: ['CKV_AWS_117'],
  targets: ['aws_lambda_function'],
  path: 'vpc_config.subnet_ids',
  message: 'The function runs outside your network: add vpc_config, or keep this quiet where it needs none.',

  fails: `resource "aws_lambda_function" "main" {
  function_name = "worker"
}`,
  passes: `resource "aws_lambda_function" "main" {
  function_name = "worker"

  vpc_config {
    subnet_ids         = ["subnet-1"]
    security_group_ids = ["sg-1"]
  }
}`,
});
