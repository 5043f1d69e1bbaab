import { switchRule } from '../switch.ts';

export const googleSqlDeletionProtection = switchRule({
  id: 'google-sql-deletion-protection',
  title: 'Cloud SQL cannot be deleted by mistake',
  severity: 'high',
  category: 'reliability',
  why: 'One wrong plan deletes the database and everything in it. With the protection on, that takes a change of its own first.',
  source: 'https://cloud.google.com/sql/docs/postgres/deletion-protection',
  also: [],
  targets: ['google_sql_database_instance'],
  path: 'deletion_protection',
  standard: true,
  message: 'Nothing stops the database from being deleted: set deletion_protection = true.',

  fails: `resource "google_sql_database_instance" "main" {
  deletion_protection = false
}`,
  passes: `resource "google_sql_database_instance" "main" {
  deletion_protection = true
}`,
});
