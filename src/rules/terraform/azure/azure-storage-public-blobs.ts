import { switchRule } from '../switch.ts';

export const azureStoragePublicBlobs = switchRule({
  id: 'azure-storage-public-blobs',
  title: 'Storage account has no public blobs',
  severity: 'high',
  category: 'security',
  why: 'One careless container makes everything in it readable by everyone. The switch overrules it.',
  source: 'https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent',
  also: ['CKV_AZURE_190'],
  targets: ['azurerm_storage_account'],
  path: 'allow_nested_items_to_be_public',
  value: false,
  standard: true,
  message: 'Containers can be made public: set allow_nested_items_to_be_public = false.',

  fails: `resource "azurerm_storage_account" "main" {
  name = "exampledata"
}`,
  passes: `resource "azurerm_storage_account" "main" {
  name                            = "exampledata"
  allow_nested_items_to_be_public = false
}`,
});
