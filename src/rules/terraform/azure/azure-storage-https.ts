import { switchRule } from '../switch.ts';

export const azureStorageHttps = switchRule({
  id: 'azure-storage-https',
  title: 'Storage account takes HTTPS only',
  severity: 'high',
  category: 'security',
  why: 'Over plain HTTP, data and the signatures in shared links can be read on the way. Whoever catches such a link opens the same files with it until it expires.',
  source: 'https://learn.microsoft.com/azure/storage/common/storage-require-secure-transfer',
  also: ['AVD-AZU-0008'],
  targets: ['azurerm_storage_account'],
  path: 'https_traffic_only_enabled',
  standard: true,
  message: 'Plain HTTP is answered: set https_traffic_only_enabled = true.',

  fails: `resource "azurerm_storage_account" "main" {
  https_traffic_only_enabled = false
}`,
  passes: `resource "azurerm_storage_account" "main" {
  https_traffic_only_enabled = true
}`,
});
