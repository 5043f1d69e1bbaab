import { settingRule } from '../setting.ts';

export const awsEksLogging = settingRule({
  id: 'aws-eks-logging',
  title: 'EKS writes all its control-plane logs',
  severity: 'medium',
  category: 'operations',
  why: 'Who did what to the cluster is only in the audit log, and it is off until it is switched on. Switched on after an incident it has nothing to tell; the logs are billed by size, so give their group a retention.',
  source: 'https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html',
  also: ['CKV_AWS_37', 'AVD-AWS-0038'],
  targets: ['aws_eks_cluster'],
  path: 'enabled_cluster_log_types',
  good: (types) => Array.isArray(types) && ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'].every((type) => types.includes(type)),
  set: '["api", "audit", "authenticator", "controllerManager", "scheduler"]',
  message: 'Not all control-plane logs are written: enable api, audit, authenticator, controllerManager and scheduler.',

  fails: `resource "aws_eks_cluster" "main" {
  name = "main"
}`,
  passes: `resource "aws_eks_cluster" "main" {
  name                      = "main"
  enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
}`,
});
