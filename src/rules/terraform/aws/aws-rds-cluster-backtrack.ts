import { settingRule } from '../setting.ts';

export const awsRdsClusterBacktrack = settingRule({
  id: 'aws-rds-cluster-backtrack',
  title: 'Aurora MySQL can be turned back',
  severity: 'low',
  category: 'reliability',
  why: 'Turning a cluster back by minutes undoes a mistake in place, where restoring a backup takes hours and makes another cluster. The changes kept for it are billed by the hour, and it can only be switched on when a cluster is made or restored.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Backtrack.html',
  also: ['CKV_AWS_326'],
  targets: ['aws_rds_cluster'],
  path: 'backtrack_window',
  when: (cluster) => ['aurora', 'aurora-mysql'].includes(String(cluster.get('engine') ?? 'aurora')),
  good: (seconds) => Number(seconds) > 0,
  // It can only be switched on when the cluster is made.
  fixReplaces: true,
  set: '86400',
  message: 'Mistakes cannot be turned back: set backtrack_window to the seconds to keep, 86400 for a day.',

  fails: `resource "aws_rds_cluster" "main" {
  engine = "aurora-mysql"
}`,
  passes: `resource "aws_rds_cluster" "main" {
  engine           = "aurora-mysql"
  backtrack_window = 86400
}`,
});
