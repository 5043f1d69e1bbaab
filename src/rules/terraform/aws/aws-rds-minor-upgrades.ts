import { switchRule } from '../switch.ts';

export const awsRdsMinorUpgrades = switchRule({
  id: 'aws-rds-minor-upgrades',
  title: 'RDS takes minor versions by itself',
  severity: 'low',
  category: 'operations',
  why: 'Minor versions fix security holes and bugs without changing behaviour. Without the switch somebody has to remember each of them.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html',
  also: ['CKV_AWS_226'],
  targets: ['aws_db_instance', 'aws_rds_cluster_instance'],
  path: 'auto_minor_version_upgrade',
  message: 'Minor versions are not taken: set auto_minor_version_upgrade = true.',

  fails: `resource "aws_db_instance" "main" {
  auto_minor_version_upgrade = false
}`,
  passes: `resource "aws_db_instance" "main" {
  auto_minor_version_upgrade = true
}`,
});
