import { switchRule } from '../switch.ts';

export const awsRdsIamAuthentication = switchRule({
  id: 'aws-rds-iam-authentication',
  title: 'RDS takes IAM identities instead of passwords',
  severity: 'low',
  category: 'security',
  why: 'A short-lived token from IAM can be withdrawn and audited; a password that was copied somewhere can be neither. The token is good for fifteen minutes and comes from the role of the application, so no file has to hold a password.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html',
  also: ['CKV_AWS_161', 'AVD-AWS-0176'],
  targets: ['aws_db_instance'],
  path: 'iam_database_authentication_enabled',
  // Which engine a replica has stands at its source.
  when: (database) => /^(mysql|postgres)$/.test(String(database.get('engine'))),
  message: 'Only passwords open this database: set iam_database_authentication_enabled = true.',

  fails: `resource "aws_db_instance" "main" {
  engine = "postgres"
}`,
  passes: `resource "aws_db_instance" "main" {
  engine                              = "postgres"
  iam_database_authentication_enabled = true
}`,
});
