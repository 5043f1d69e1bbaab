import { switchRule } from '../switch.ts';

export const azureKeyvaultPurgeProtection = switchRule({
  id: 'azure-keyvault-purge-protection',
  title: 'Key vault cannot be emptied for good',
  severity: 'medium',
  category: 'reliability',
  why: 'Whoever may delete a key can otherwise make everything that was encrypted with it unreadable, at once and for ever. With the protection it can be brought back until its retention is over, which nobody can shorten.',
  source: 'https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview',
  also: ['CKV_AZURE_110', 'AVD-AZU-0016'],
  targets: ['azurerm_key_vault'],
  path: 'purge_protection_enabled',
  message: 'Keys can be deleted for good: set purge_protection_enabled = true.',

  fails: `resource "azurerm_key_vault" "main" {
  name = "example"
}`,
  passes: `resource "azurerm_key_vault" "main" {
  name                     = "example"
  purge_protection_enabled = true
}`,
});
