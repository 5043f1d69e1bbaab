import { settingRule } from '../setting.ts';

export const azureSqlTls = settingRule({
  id: 'azure-sql-tls',
  title: 'SQL server takes TLS 1.2 or newer',
  severity: 'high',
  category: 'security',
  why: 'Older versions have known holes and no current client needs them. Programs with an old driver can no longer log in afterwards, so look first who still connects with less.',
  source: 'https://learn.microsoft.com/azure/azure-sql/database/connectivity-settings#minimal-tls-version',
  also: ['CKV_AZURE_52', 'AVD-AZU-0026'],
  targets: ['azurerm_mssql_server'],
  path: 'minimum_tls_version',
  good: (version) => ['1.2', '1.3'].includes(String(version)),
  mayBeAbsent: true,
  set: '"1.2"',
  message: 'Old TLS is taken: set minimum_tls_version = "1.2".',

  fails: `resource "azurerm_mssql_server" "main" {
  minimum_tls_version = "1.0"
}`,
  passes: `resource "azurerm_mssql_server" "main" {
  minimum_tls_version = "1.2"
}`,
});
