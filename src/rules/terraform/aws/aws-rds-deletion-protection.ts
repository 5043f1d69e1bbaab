import { switchRule } from '../switch.ts';

export const awsRdsDeletionProtection = switchRule({
  id: 'aws-rds-deletion-protection',
  title: 'RDS database cannot be deleted by mistake',
  severity: 'high',
  category: 'reliability',
  why: 'One wrong plan deletes the database and everything in it. With the protection on, that takes a change of its own first.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html',
  also: ['CKV_AWS_293', 'AVD-AWS-0177'],
  targets: ['aws_db_instance'],
  path: 'deletion_protection',
  message: 'Nothing stops the database from being deleted: set deletion_protection = true.',

  fails: `resource "aws_db_instance" "main" {
  engine = "postgres"
}`,
  passes: `resource "aws_db_instance" "main" {
  engine              = "postgres"
  deletion_protection = true
}`,
});
