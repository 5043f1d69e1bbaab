import { switchRule } from '../switch.ts';

export const awsRedshiftEncrypted = switchRule({
  id: 'aws-redshift-encrypted',
  title: 'Redshift cluster is encrypted',
  severity: 'high',
  category: 'security',
  why: 'Snapshots and disks of an unencrypted warehouse can be read by whoever gets hold of a copy. If it is switched on later, Redshift moves all data to a new cluster, and for part of that time nobody can write.',
  source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html',
  also: ['CKV_AWS_64', 'AVD-AWS-0084'],
  targets: ['aws_redshift_cluster'],
  path: 'encrypted',
  message: 'The cluster is not encrypted: set encrypted = true.',

  fails: `resource "aws_redshift_cluster" "main" {
  cluster_identifier = "warehouse"
}`,
  passes: `resource "aws_redshift_cluster" "main" {
  cluster_identifier = "warehouse"
  encrypted          = true
}`,
});
