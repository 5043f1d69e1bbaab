import { settingRule } from '../setting.ts';

export const awsRedshiftSnapshots = settingRule({
  id: 'aws-redshift-snapshots',
  title: 'Redshift takes snapshots by itself',
  severity: 'high',
  category: 'reliability',
  why: 'With 0 days there is nothing to go back to after a mistake. A wrong DELETE then means loading the warehouse again from its sources, as far as they still have the data.',
  source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html',
  also: ['CKV_AWS_343'],
  targets: ['aws_redshift_cluster'],
  path: 'automated_snapshot_retention_period',
  good: (days) => Number(days) !== 0,
  mayBeAbsent: true,
  set: '7',
  message: 'No snapshots are taken: set automated_snapshot_retention_period to 7 or more.',

  fails: `resource "aws_redshift_cluster" "main" {
  automated_snapshot_retention_period = 0
}`,
  passes: `resource "aws_redshift_cluster" "main" {
  automated_snapshot_retention_period = 7
}`,
});
