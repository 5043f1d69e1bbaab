import { settingRule } from '../setting.ts';

export const awsEksVersion = settingRule({
  id: 'aws-eks-version',
  title: 'EKS version is still supported',
  severity: 'high',
  category: 'security',
  why: 'A version past its end of standard support costs six times as much, and later is upgraded whether you are ready or not. Upgrades go one minor version at a time, so a cluster that is three behind needs three in a row.',
  source: 'https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html',
  also: ['CKV_AWS_339'],
  targets: ['aws_eks_cluster'],
  path: 'version',
  good: (version) => Number(/^1\.(\d+)/.exec(String(version))?.[1] ?? 0) >= 32,
  mayBeAbsent: true,
  message: 'This Kubernetes version is past its standard support: move to 1.32 or newer, one minor version at a time.',

  fails: `resource "aws_eks_cluster" "main" {
  version = "1.24"
}`,
  passes: `resource "aws_eks_cluster" "main" {
  version = "1.34"
}`,
});
