import { settingRule } from '../setting.ts';

export const awsNeptuneBackup = settingRule({
  id: 'aws-neptune-backup',
  title: 'Neptune keeps backups for a week',
  severity: 'medium',
  category: 'reliability',
  why: "With the standard of one day, Friday's mistake cannot be undone on Monday. With seven you choose any moment of the week and restore the graph as it was then, as a new cluster.",
  source: 'https://docs.aws.amazon.com/neptune/latest/userguide/backup-restore-overview-backups.html',
  also: ['CKV_AWS_361'],
  targets: ['aws_neptune_cluster'],
  path: 'backup_retention_period',
  good: (days) => Number(days) >= 7,
  set: '7',
  message: 'Backups are kept for less than a week: set backup_retention_period to 7 or more.',

  fails: `resource "aws_neptune_cluster" "main" {
  cluster_identifier = "graph"
}`,
  passes: `resource "aws_neptune_cluster" "main" {
  cluster_identifier      = "graph"
  backup_retention_period = 7
}`,
});
