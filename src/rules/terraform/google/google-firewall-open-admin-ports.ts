import type { Body } from '../../hcl/block.ts';
import { isList } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';

const adminPorts = [
  { port: 22, name: 'SSH', also: ['CKV_GCP_2'] },
  { port: 3389, name: 'RDP', also: ['CKV_GCP_3'] },
];

export const googleFirewallOpenAdminPorts = terraformRule({
  id: 'google-firewall-open-admin-ports',
  title: 'No SSH or RDP from the whole internet',
  severity: 'critical',
  category: 'security',
  why: 'Ports 22 and 3389 are tried by robots within minutes of being opened. Identity-Aware Proxy needs no open port at all.',
  source: 'https://cloud.google.com/iap/docs/using-tcp-forwarding',
  also: ['CKV_GCP_2', 'CKV_GCP_3', 'AVD-GCP-0027'],
  targets: ['google_compute_firewall'],

  check(firewall) {
    const ranges = firewall.get('source_ranges');
    if (firewall.get('direction') === 'EGRESS' || !isList(ranges) || !ranges.some((range) => range === '0.0.0.0/0' || range === '::/0')) return undefined;
    const allowed = firewall.blocks('allow').filter((allow) => !allow.uncertain);
    const open = adminPorts.filter(({ port }) => allowed.some((allow) => opens(allow, port)));
    if (open.length === 0) return undefined;
    const names = open.map(({ port, name }) => `${name} (${port})`).join(' and ');
    return {
      message: `${names} can be reached from everywhere: name the ranges that need it.`,
      at: firewall.span('source_ranges'),
      also: [...open.flatMap(({ also }) => also), 'AVD-GCP-0027'],
    };
  },

  fails: `
resource "google_compute_firewall" "ssh" {
  name          = "ssh"
  network       = "main"
  source_ranges = ["0.0.0.0/0"]

  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
}`,
  passes: `
resource "google_compute_firewall" "ssh" {
  name          = "ssh"
  network       = "main"
  source_ranges = ["35.235.240.0/20"]

  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
}`,
});

/** Ports are texts, single or as a range; without any, all are open. */
function opens(allow: Body, port: number): boolean {
  const protocol = String(allow.get('protocol')).toLowerCase();
  if (protocol !== 'tcp' && protocol !== 'all' && protocol !== '6') return false;
  const ports = allow.get('ports');
  if (ports === undefined) return true;
  return (
    isList(ports) &&
    ports.some((one) => {
      const [from = Number.NaN, to = from] = String(one).split('-').map(Number);
      return from <= port && port <= to;
    })
  );
}
