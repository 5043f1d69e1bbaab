import { settingRule } from '../setting.ts';

export const awsSagemakerDomainKms = settingRule({
  id: 'aws-sagemaker-domain-kms',
  title: 'SageMaker domain is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'The home folders of all its users lie on one file system; with a key of your own you decide who may read it. It can only be named when the domain is made: later, that takes a new domain with empty folders.',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest-studio.html',
  also: ['CKV_AWS_187'],
  targets: ['aws_sagemaker_domain'],
  path: 'kms_key_id',
  message: 'The file system of the domain uses a key of AWS: name a key in kms_key_id.',

  fails: `resource "aws_sagemaker_domain" "main" {
  auth_mode = "IAM"
}`,
  passes: `resource "aws_sagemaker_domain" "main" {
  auth_mode  = "IAM"
  kms_key_id = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}`,
});
