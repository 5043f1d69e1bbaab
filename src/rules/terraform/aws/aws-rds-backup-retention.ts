import { settingRule } from '../setting.ts';

export const awsRdsBackupRetention = settingRule({
  id: 'aws-rds-backup-retention',
  title: 'RDS keeps backups',
  severity: 'high',
  category: 'reliability',
  why: 'Without automatic backups there is nothing to go back to after a bad migration or a lost disk.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html',
  also: ['CKV_AWS_133', 'AVD-AWS-0077'],
  targets: ['aws_db_instance', 'aws_rds_cluster'],
  path: 'backup_retention_period',
  good: (days) => Number(days) > 0,
  mayBeAbsent: true,
  when: (database) => database.get('replicate_source_db') === undefined,
  set: '7',
  message: 'No automatic backups are kept: set backup_retention_period to 7 or more.',

  fails: `resource "aws_db_instance" "main" {
  backup_retention_period = 0
}`,
  passes: `resource "aws_db_instance" "main" {
  backup_retention_period = 7
}`,
});
