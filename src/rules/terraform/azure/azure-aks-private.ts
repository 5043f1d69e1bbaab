import { switchRule } from '../switch.ts';

export const azureAksPrivate = switchRule({
  id: 'azure-aks-private',
  title: 'AKS API is not on the internet',
  severity: 'high',
  category: 'security',
  why: 'A public API server can be tried by everyone, and each of its flaws by everyone at once. Where pipelines have to come from outside, name at least the ranges that may in authorized_ip_ranges.',
  source: 'https://learn.microsoft.com/azure/aks/private-clusters',
  also: ['CKV_AZURE_115', 'AVD-AZU-0065'],
  targets: ['azurerm_kubernetes_cluster'],
  fixReplaces: true,
  path: 'private_cluster_enabled',
  message: 'The API server has a public address: set private_cluster_enabled = true.',

  fails: `resource "azurerm_kubernetes_cluster" "main" {
  name = "main"
}`,
  passes: `resource "azurerm_kubernetes_cluster" "main" {
  name                    = "main"
  private_cluster_enabled = true
}`,
});
