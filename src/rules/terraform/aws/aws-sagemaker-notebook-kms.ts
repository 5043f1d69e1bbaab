import { settingRule } from '../setting.ts';

export const awsSagemakerNotebookKms = settingRule({
  id: 'aws-sagemaker-notebook-kms',
  title: 'SageMaker notebook is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'Notebooks hold samples of the data they work on; with a key of your own you decide who may read them. Without one the disk is encrypted by a key of the service, which you cannot withdraw from anybody.',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest-nbi.html',
  also: ['CKV_AWS_22', 'CKV_AWS_187'],
  targets: ['aws_sagemaker_notebook_instance'],
  path: 'kms_key_id',
  message: 'The disk of the notebook uses a key of AWS: name a key in kms_key_id.',

  fails: `resource "aws_sagemaker_notebook_instance" "main" {
  root_access = "Disabled"
}`,
  passes: `resource "aws_sagemaker_notebook_instance" "main" {
  root_access = "Disabled"
  kms_key_id  = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}`,
});
