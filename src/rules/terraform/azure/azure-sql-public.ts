import { switchRule } from '../switch.ts';

export const azureSqlPublic = switchRule({
  id: 'azure-sql-public',
  title: 'SQL server is not reachable from the internet',
  severity: 'high',
  category: 'security',
  why: 'A server with a public address is found by scanners, and one firewall rule that is too wide lets them guess at passwords. Applications reach it through a private endpoint in your network.',
  source: 'https://learn.microsoft.com/azure/azure-sql/database/connectivity-settings',
  also: ['CKV_AZURE_113', 'AVD-AZU-0022'],
  targets: ['azurerm_mssql_server'],
  path: 'public_network_access_enabled',
  value: false,
  standard: true,
  message: 'The server has a public address: set public_network_access_enabled = false.',

  fails: `resource "azurerm_mssql_server" "main" {
  name = "example"
}`,
  passes: `resource "azurerm_mssql_server" "main" {
  name                          = "example"
  public_network_access_enabled = false
}`,
});
