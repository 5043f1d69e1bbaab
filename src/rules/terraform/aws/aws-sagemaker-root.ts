import { settingRule } from '../setting.ts';

export const awsSagemakerRoot = settingRule({
  id: 'aws-sagemaker-root',
  title: 'SageMaker notebook has no root',
  severity: 'medium',
  category: 'security',
  why: 'With root a notebook can take down its own guards and read what other users left on the instance. Lifecycle scripts run as root all the same, so what needs root can be set up there.',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-root-access.html',
  also: ['CKV_AWS_307'],
  targets: ['aws_sagemaker_notebook_instance'],
  // A running notebook is stopped for it and started again.
  fixReplaces: true,
  path: 'root_access',
  good: (access) => access === 'Disabled',
  message: 'Users of the notebook are root: set root_access = "Disabled".',
  set: '"Disabled"',

  fails: `resource "aws_sagemaker_notebook_instance" "main" {
  instance_type = "ml.t3.medium"
}`,
  passes: `resource "aws_sagemaker_notebook_instance" "main" {
  instance_type = "ml.t3.medium"
  root_access   = "Disabled"
}`,
});
