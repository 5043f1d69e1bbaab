import { switchRule } from '../switch.ts';

export const azureRegistryAdmin = switchRule({
  id: 'azure-registry-admin',
  title: 'Container registry has no shared administrator',
  severity: 'medium',
  category: 'security',
  why: 'Everyone who has ever been told the one password can push images, and nobody sees who did. Pipelines and clusters can log in with identities of their own, which are withdrawn one by one.',
  source: 'https://learn.microsoft.com/azure/container-registry/container-registry-authentication#admin-account',
  also: ['CKV_AZURE_137'],
  targets: ['azurerm_container_registry'],
  path: 'admin_enabled',
  value: false,
  standard: false,
  message: 'There is one password for everyone: set admin_enabled = false.',

  fails: `resource "azurerm_container_registry" "main" {
  name          = "example"
  admin_enabled = true
}`,
  passes: `resource "azurerm_container_registry" "main" {
  name          = "example"
  admin_enabled = false
}`,
});
