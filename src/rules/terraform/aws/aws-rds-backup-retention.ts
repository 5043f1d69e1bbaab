import { settingRule } from '../setting.ts';

export const awsRdsBackupRetention = settingRule({
  id: 'aws-rds-backup-retention',
  title: 'RDS keeps backups',
  severity: 'high',
  category: 'reliability',
  why: 'Without automatic backups there is nothing to go back to after a bad migration or a lost disk. With them you restore the database as it was at any moment of the days kept, up to some minutes ago.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html',
  also: ['CKV_AWS_133', 'AVD-AWS-0077'],
  targets: ['aws_db_instance', 'aws_rds_cluster'],
  parameters: { days: { says: 'The fewest days backups have to be kept.', standard: 1 } },
  path: 'backup_retention_period',
  good: (days, given) => Number(days) >= Number(given.days),
  mayBeAbsent: true,
  when: (database) => database.get('replicate_source_db') === undefined,
  set: (_database, given) => String(Math.max(7, Number(given.days))),
  message: (given) =>
    Number(given.days) <= 1
      ? 'No automatic backups are kept: set backup_retention_period to 7 or more.'
      : `Backups are kept for fewer than ${given.days} days: set backup_retention_period to ${Math.max(7, Number(given.days))} or more.`,

  fails: `resource "aws_db_instance" "main" {
  backup_retention_period = 0
}`,
  passes: `resource "aws_db_instance" "main" {
  backup_retention_period = 7
}`,
});
