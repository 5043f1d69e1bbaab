import { settingRule } from '../setting.ts';

export const awsRedshiftLogging = settingRule({
  id: 'aws-redshift-logging',
  title: 'Redshift writes an audit log',
  severity: 'low',
  category: 'operations',
  why: 'Who logged in to the warehouse and what they asked it is, after a while, only known from its log. The system tables keep it for days, and a leak is often found months later.',
  source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html',
  also: ['CKV_AWS_71'],
  targets: ['aws_redshift_cluster'],
  path: 'logging.enable',
  good: (on) => on === true || on === 'true',
  message: 'Nothing is logged: enable logging.',

  fails: `resource "aws_redshift_cluster" "main" {
  cluster_identifier = "warehouse"
}`,
  passes: `resource "aws_redshift_cluster" "main" {
  cluster_identifier = "warehouse"

  logging {
    enable      = true
    bucket_name = "audit"
  }
}`,
});
