import { switchRule } from '../switch.ts';

export const azureVmPassword = switchRule({
  id: 'azure-vm-password',
  title: 'Linux machine takes keys, not passwords',
  severity: 'high',
  category: 'security',
  why: 'Passwords are guessed by robots all day; keys cannot be. A machine they get into mines coins at your cost, or is the first step to the next one.',
  source: 'https://learn.microsoft.com/azure/virtual-machines/linux/create-ssh-keys-detailed',
  also: ['AVD-AZU-0039'],
  targets: ['azurerm_linux_virtual_machine', 'azurerm_linux_virtual_machine_scale_set'],
  fixReplaces: true,
  path: 'disable_password_authentication',
  standard: true,
  message: 'Passwords are taken: set disable_password_authentication = true, with an admin_ssh_key.',

  fails: `resource "azurerm_linux_virtual_machine" "main" {
  name                            = "web"
  disable_password_authentication = false
}`,
  passes: `resource "azurerm_linux_virtual_machine" "main" {
  name                            = "web"
  disable_password_authentication = true
}`,
});
