import type { Block, Body } from '../../hcl/block.ts';
import { asText, isList, type Value } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';

const adminPorts = [
  { port: 22, name: 'SSH', also: ['CKV_AZURE_10'] },
  { port: 3389, name: 'RDP', also: ['CKV_AZURE_9'] },
];
const everywhere = new Set(['*', '0.0.0.0', '0.0.0.0/0', '/0', 'internet', 'any', '<nw>/0']);

export const azureNsgOpenAdminPorts = terraformRule({
  id: 'azure-nsg-open-admin-ports',
  title: 'No SSH or RDP from the whole internet',
  severity: 'critical',
  category: 'security',
  why: 'Ports 22 and 3389 are tried by robots within minutes of being opened. Azure Bastion needs no open port at all.',
  source: 'https://learn.microsoft.com/azure/bastion/bastion-overview',
  also: ['CKV_AZURE_9', 'CKV_AZURE_10', 'AVD-AZU-0048', 'AVD-AZU-0050'],
  targets: ['azurerm_network_security_rule', 'azurerm_network_security_group'],

  check: (block) =>
    rulesOf(block).flatMap((rule) => {
      const inbound = String(rule.get('direction')).toLowerCase() === 'inbound' && String(rule.get('access')).toLowerCase() === 'allow';
      const sources = [...texts(rule.get('source_address_prefix')), ...texts(rule.get('source_address_prefixes'))];
      if (!inbound || !sources.some((source) => everywhere.has(source.toLowerCase()))) return [];
      const protocol = String(rule.get('protocol')).toLowerCase();
      if (protocol !== 'tcp' && protocol !== '*') return [];
      const ports = [...texts(rule.get('destination_port_range')), ...texts(rule.get('destination_port_ranges'))];
      const open = adminPorts.filter(({ port }) => ports.some((range) => covers(range, port)));
      if (open.length === 0) return [];
      const names = open.map(({ port, name }) => `${name} (${port})`).join(' and ');
      return [
        {
          message: `${names} can be reached from everywhere: name the ranges that need it.`,
          at: rule.span('source_address_prefix'),
          also: open.flatMap(({ also }) => also),
        },
      ];
    }),

  fails: `
resource "azurerm_network_security_rule" "ssh" {
  name                       = "ssh"
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_address_prefix      = "*"
  destination_port_range     = "22"
  destination_address_prefix = "*"
}`,
  passes: `
resource "azurerm_network_security_rule" "ssh" {
  name                       = "ssh"
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  source_address_prefix      = "10.0.0.0/16"
  destination_port_range     = "22"
  destination_address_prefix = "*"
}`,
});

const rulesOf = (block: Block): readonly Body[] =>
  block.type === 'azurerm_network_security_rule' ? [block] : block.blocks('security_rule').filter((rule) => !rule.uncertain);

const texts = (value: Value | undefined): string[] =>
  (isList(value) ? value : [value]).flatMap((one) => {
    const text = asText(one);
    return typeof text === 'string' ? [text] : [];
  });

function covers(range: string, port: number): boolean {
  if (range === '*') return true;
  const [from = Number.NaN, to = from] = range.split('-').map(Number);
  return from <= port && port <= to;
}
