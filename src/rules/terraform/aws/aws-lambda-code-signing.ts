import { settingRule } from '../setting.ts';

export const awsLambdaCodeSigning = settingRule({
  id: 'aws-lambda-code-signing',
  title: 'Lambda takes signed code only',
  severity: 'info',
  category: 'security',
  why: 'With a signing configuration that is enforced, nobody can put code into the function that your pipeline did not sign. Leaked deploy rights alone are then not enough; it costs a signing step in each build, and functions from container images cannot have it.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html',
  also: ['CKV_AWS_272'],
  targets: ['aws_lambda_function'],
  path: 'code_signing_config_arn',
  message: 'Any code is taken: name a code_signing_config_arn.',

  fails: `resource "aws_lambda_function" "main" {
  function_name = "worker"
}`,
  passes: `resource "aws_lambda_function" "main" {
  function_name           = "worker"
  code_signing_config_arn = "arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-1"
}`,
});
