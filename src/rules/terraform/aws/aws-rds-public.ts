import { switchRule } from '../switch.ts';

export const awsRdsPublic = switchRule({
  id: 'aws-rds-public',
  title: 'RDS database is not reachable from the internet',
  severity: 'critical',
  category: 'security',
  why: 'A database with a public address is found by scanners and guessed at within the hour. Applications reach it inside the network.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  also: ['CKV_AWS_17', 'AVD-AWS-0180'],
  targets: ['aws_db_instance', 'aws_rds_cluster_instance'],
  path: 'publicly_accessible',
  value: false,
  standard: false,
  message: 'The database gets a public address: set publicly_accessible = false.',

  fails: `resource "aws_db_instance" "main" {
  publicly_accessible = true
}`,
  passes: `resource "aws_db_instance" "main" {
  publicly_accessible = false
}`,
});
