import { switchRule } from '../switch.ts';

export const awsRdsClusterIamAuthentication = switchRule({
  id: 'aws-rds-cluster-iam-authentication',
  title: 'RDS cluster takes IAM identities instead of passwords',
  severity: 'low',
  category: 'security',
  why: 'A short-lived token from IAM can be withdrawn and audited; a password that was copied somewhere can be neither. Switching it on turns no password off: each database user has to be moved to IAM, one after another.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html',
  also: ['CKV_AWS_162'],
  targets: ['aws_rds_cluster'],
  path: 'iam_database_authentication_enabled',
  message: 'Only passwords open this cluster: set iam_database_authentication_enabled = true.',

  fails: `resource "aws_rds_cluster" "main" {
  engine = "aurora-mysql"
}`,
  passes: `resource "aws_rds_cluster" "main" {
  engine                              = "aurora-mysql"
  iam_database_authentication_enabled = true
}`,
});
