import { settingRule } from '../setting.ts';

export const awsSagemakerEndpointKms = settingRule({
  id: 'aws-sagemaker-endpoint-kms',
  title: 'SageMaker endpoint encrypts its disks with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'The model and what it is asked may lie on the disks of its instances; with a key of your own you decide who may read them. Leave it out for instance types with local storage: their hardware encrypts that, and AWS refuses a key.',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html',
  also: ['CKV_AWS_98'],
  targets: ['aws_sagemaker_endpoint_configuration'],
  path: 'kms_key_arn',
  message: 'The disks use a key of AWS: name one in kms_key_arn.',

  fails: `resource "aws_sagemaker_endpoint_configuration" "main" {
  name = "forecast"
}`,
  passes: `resource "aws_sagemaker_endpoint_configuration" "main" {
  name        = "forecast"
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}`,
});
