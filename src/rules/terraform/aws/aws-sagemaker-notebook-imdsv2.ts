import { settingRule } from '../setting.ts';

export const awsSagemakerNotebookImdsv2 = settingRule({
  id: 'aws-sagemaker-notebook-imdsv2',
  title: 'SageMaker notebook requires metadata version 2',
  severity: 'high',
  category: 'security',
  why: "Version 1 answers any request that reaches it, also one that a page in the notebook was tricked into: it gives out the role's credentials. Version 2 wants a token from a PUT request first, which such tricks can hardly make.",
  source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_InstanceMetadataServiceConfiguration.html',
  also: ['CKV_AWS_371'],
  targets: ['aws_sagemaker_notebook_instance'],
  // A running notebook is stopped for it and started again.
  fixReplaces: true,
  path: 'instance_metadata_service_configuration.minimum_instance_metadata_service_version',
  good: (version) => String(version) === '2',
  set: '"2"',
  message: 'Metadata is given out without a token: set minimum_instance_metadata_service_version = "2".',

  fails: `resource "aws_sagemaker_notebook_instance" "main" {
  name = "research"
}`,
  passes: `resource "aws_sagemaker_notebook_instance" "main" {
  name = "research"

  instance_metadata_service_configuration {
    minimum_instance_metadata_service_version = "2"
  }
}`,
});
