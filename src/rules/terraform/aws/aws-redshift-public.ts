import { switchRule } from '../switch.ts';

export const awsRedshiftPublic = switchRule({
  id: 'aws-redshift-public',
  title: 'Redshift cluster is not reachable from the internet',
  severity: 'critical',
  category: 'security',
  why: 'A warehouse with a public address is found by scanners and guessed at. One password they guess gives away what all your other systems have put into it.',
  source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html',
  also: ['CKV_AWS_87'],
  targets: ['aws_redshift_cluster'],
  path: 'publicly_accessible',
  value: false,
  standard: true,
  message: 'The cluster gets a public address: set publicly_accessible = false.',

  fails: `resource "aws_redshift_cluster" "main" {
  cluster_identifier = "warehouse"
}`,
  passes: `resource "aws_redshift_cluster" "main" {
  cluster_identifier  = "warehouse"
  publicly_accessible = false
}`,
});
