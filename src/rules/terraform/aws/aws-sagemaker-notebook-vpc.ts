import { settingRule } from '../setting.ts';

export const awsSagemakerNotebookVpc = settingRule({
  id: 'aws-sagemaker-notebook-vpc',
  title: 'SageMaker notebook is in a network of yours',
  severity: 'medium',
  category: 'security',
  why: 'Outside of your network nothing of what a notebook sends passes your firewalls and logs. Nor does it reach a database in a private subnet, which tempts people to open that to the internet.',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html',
  also: ['CKV_AWS_306'],
  targets: ['aws_sagemaker_notebook_instance'],
  path: 'subnet_id',
  message: 'The notebook is in a network of the service: name a subnet_id.',

  fails: `resource "aws_sagemaker_notebook_instance" "main" {
  name = "research"
}`,
  passes: `resource "aws_sagemaker_notebook_instance" "main" {
  name      = "research"
  subnet_id = "subnet-11111111"
}`,
});
