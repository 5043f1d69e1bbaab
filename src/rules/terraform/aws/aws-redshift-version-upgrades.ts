import { switchRule } from '../switch.ts';

export const awsRedshiftVersionUpgrades = switchRule({
  id: 'aws-redshift-version-upgrades',
  title: 'Redshift takes new versions by itself',
  severity: 'low',
  category: 'operations',
  why: 'New versions close known holes; the cluster takes them in its maintenance window. Switch it off only where every version is tested first and somebody has the task of doing so.',
  source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/managing-cluster-considerations.html',
  also: ['CKV_AWS_141'],
  targets: ['aws_redshift_cluster'],
  path: 'allow_version_upgrade',
  standard: true,
  message: 'New versions are switched off: set allow_version_upgrade = true.',

  fails: `resource "aws_redshift_cluster" "main" {
  allow_version_upgrade = false
}`,
  passes: `resource "aws_redshift_cluster" "main" {
  allow_version_upgrade = true
}`,
});
