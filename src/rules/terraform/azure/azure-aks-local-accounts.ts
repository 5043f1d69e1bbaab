import { switchRule } from '../switch.ts';

export const azureAksLocalAccounts = switchRule({
  id: 'azure-aks-local-accounts',
  title: 'AKS has no account that bypasses Entra ID',
  severity: 'medium',
  category: 'security',
  why: 'The local administrator is a certificate that anyone can copy and nobody can withdraw without rotating those of the whole cluster. Whoever leaves with a copy stays administrator, and the audit log has one name for all who use it.',
  source: 'https://learn.microsoft.com/azure/aks/manage-local-accounts-managed-azure-ad',
  also: ['CKV_AZURE_141'],
  targets: ['azurerm_kubernetes_cluster'],
  path: 'local_account_disabled',
  message: 'There is an administrator nobody can withdraw: set local_account_disabled = true.',

  fails: `resource "azurerm_kubernetes_cluster" "main" {
  name = "main"
}`,
  passes: `resource "azurerm_kubernetes_cluster" "main" {
  name                   = "main"
  local_account_disabled = true
}`,
});
