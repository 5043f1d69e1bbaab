import { settingRule } from '../setting.ts';

export const azureStorageTls = settingRule({
  id: 'azure-storage-tls',
  title: 'Storage account takes TLS 1.2 or newer',
  severity: 'high',
  category: 'security',
  why: 'Older versions have known holes and no current client needs them. An audit for payment cards objects to TLS 1.0 wherever it is offered, whether somebody uses it or not.',
  source: 'https://learn.microsoft.com/azure/storage/common/transport-layer-security-configure-minimum-version',
  also: ['CKV_AZURE_44', 'AVD-AZU-0011'],
  targets: ['azurerm_storage_account'],
  path: 'min_tls_version',
  good: (version) => version === 'TLS1_2' || version === 'TLS1_3',
  mayBeAbsent: true,
  set: '"TLS1_2"',
  message: 'Old TLS is taken: set min_tls_version = "TLS1_2".',

  fails: `resource "azurerm_storage_account" "main" {
  min_tls_version = "TLS1_0"
}`,
  passes: `resource "azurerm_storage_account" "main" {
  min_tls_version = "TLS1_2"
}`,
});
