import { settingRule } from '../setting.ts';

export const awsSagemakerNotebookInternet = settingRule({
  id: 'aws-sagemaker-notebook-internet',
  title: 'SageMaker notebook has no way to the internet of its own',
  severity: 'medium',
  category: 'security',
  why: 'Whoever works in it can send the data it reads anywhere, past your network. With it switched off, packages come through a NAT gateway or a mirror of yours, where firewall and log see them.',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html',
  also: ['CKV_AWS_122'],
  targets: ['aws_sagemaker_notebook_instance'],
  path: 'direct_internet_access',
  good: (access) => access === 'Disabled',
  // Left out, it is on; it can be switched off only in a subnet, which another rule asks for.
  mayBeAbsent: true,
  fixReplaces: true,
  set: (notebook) => (notebook.get('subnet_id') === undefined ? undefined : '"Disabled"'),
  message: 'The notebook reaches the internet directly: set direct_internet_access = "Disabled".',

  fails: `resource "aws_sagemaker_notebook_instance" "main" {
  name                   = "research"
  subnet_id              = "subnet-11111111"
  security_groups        = ["sg-11111111"]
  direct_internet_access = "Enabled"
}`,
  passes: `resource "aws_sagemaker_notebook_instance" "main" {
  name                   = "research"
  subnet_id              = "subnet-11111111"
  security_groups        = ["sg-11111111"]
  direct_internet_access = "Disabled"
}`,
});
