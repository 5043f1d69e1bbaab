import { switchRule } from '../switch.ts';

export const azureWebHttps = switchRule({
  id: 'azure-web-https',
  title: 'Web app answers HTTPS only',
  severity: 'high',
  category: 'security',
  why: 'Over plain HTTP everyone on the way reads what is sent, cookies and passwords included. With the switch on, plain requests are redirected to HTTPS, so old links go on working.',
  source: 'https://learn.microsoft.com/azure/app-service/configure-ssl-bindings#enforce-https',
  also: ['CKV_AZURE_14', 'AVD-AZU-0004'],
  targets: ['azurerm_linux_web_app', 'azurerm_windows_web_app', 'azurerm_app_service'],
  path: 'https_only',
  message: 'Plain HTTP is answered: set https_only = true.',

  fails: `resource "azurerm_linux_web_app" "main" {
  name = "example"
}`,
  passes: `resource "azurerm_linux_web_app" "main" {
  name       = "example"
  https_only = true
}`,
});
