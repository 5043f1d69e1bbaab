import { switchRule } from '../switch.ts';

export const googleSqlBackup = switchRule({
  id: 'google-sql-backup',
  title: 'Cloud SQL keeps backups',
  severity: 'high',
  category: 'reliability',
  why: 'Without automatic backups there is nothing to go back to after a bad migration or a lost disk. A replica is no substitute: it repeats the wrong statement within moments.',
  source: 'https://cloud.google.com/sql/docs/postgres/backup-recovery/backups',
  also: ['CKV_GCP_14', 'AVD-GCP-0024'],
  targets: ['google_sql_database_instance'],
  path: 'settings.backup_configuration.enabled',
  when: (database) => database.get('master_instance_name') === undefined,
  message: 'No automatic backups are kept: enable backup_configuration.',

  fails: `resource "google_sql_database_instance" "main" {
  settings {
    tier = "db-custom-2-7680"
  }
}`,
  passes: `resource "google_sql_database_instance" "main" {
  settings {
    tier = "db-custom-2-7680"

    backup_configuration {
      enabled = true
    }
  }
}`,
});
