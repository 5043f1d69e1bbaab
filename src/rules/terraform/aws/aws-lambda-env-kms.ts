import { settingRule } from '../setting.ts';

export const awsLambdaEnvKms = settingRule({
  id: 'aws-lambda-env-kms',
  title: 'Lambda encrypts its environment with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'Everyone who may look at the function sees its environment; with a key of your own reading it takes a second right. A read-only account for support then gets no values; leave it where the environment only names tables and queues.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html',
  also: ['CKV_AWS_173'],
  targets: ['aws_lambda_function'],
  path: 'kms_key_arn',
  when: (lambda) => lambda.blocks('environment').some((environment) => !environment.uncertain),
  message: 'The environment uses a key of AWS: name a key in kms_key_arn.',

  fails: `resource "aws_lambda_function" "main" {
  environment {
    variables = { TABLE = "orders" }
  }
}`,
  passes: `resource "aws_lambda_function" "main" {
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"

  environment {
    variables = { TABLE = "orders" }
  }
}`,
});
