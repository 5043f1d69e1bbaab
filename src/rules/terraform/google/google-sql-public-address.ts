import { switchRule } from '../switch.ts';

export const googleSqlPublicAddress = switchRule({
  id: 'google-sql-public-address',
  title: 'Cloud SQL has no public address',
  severity: 'high',
  category: 'security',
  why: 'A public address is safe only until somebody adds too wide a range to authorized_networks; then scanners find the database and guess at passwords. Applications reach it over the private network, and people over a VPN or a machine in it.',
  source: 'https://cloud.google.com/sql/docs/postgres/private-ip',
  also: ['AVD-GCP-0017'],
  targets: ['google_sql_database_instance'],
  path: 'settings.ip_configuration.ipv4_enabled',
  value: false,
  standard: true,
  message: 'The database gets a public address: set ipv4_enabled = false, with a private_network.',

  fails: `resource "google_sql_database_instance" "main" {
  settings {
    tier = "db-custom-2-7680"

    ip_configuration {
      ipv4_enabled = true
    }
  }
}`,
  passes: `resource "google_sql_database_instance" "main" {
  settings {
    tier = "db-custom-2-7680"

    ip_configuration {
      ipv4_enabled    = false
      private_network = "projects/example/global/networks/main"
    }
  }
}`,
});
