import { switchRule } from '../switch.ts';

export const googleComputeIpForwarding = switchRule({
  id: 'google-compute-ip-forwarding',
  title: 'Compute instance forwards no packets of others',
  severity: 'medium',
  category: 'security',
  why: 'An instance that forwards can pose as others and lead traffic around the firewall. Only a machine whose task it is needs that, such as a VPN gateway or a firewall, and there it is right.',
  source: 'https://cloud.google.com/vpc/docs/using-routes#canipforward',
  also: ['CKV_GCP_36', 'AVD-GCP-0043'],
  targets: ['google_compute_instance', 'google_compute_instance_template'],
  // A template never changes.
  fixReplaces: ({ type }) => type === 'google_compute_instance_template',
  path: 'can_ip_forward',
  value: false,
  standard: false,
  message: 'It may send packets in the name of others: set can_ip_forward = false.',

  fails: `resource "google_compute_instance" "main" {
  machine_type   = "e2-small"
  can_ip_forward = true
}`,
  passes: `resource "google_compute_instance" "main" {
  machine_type   = "e2-small"
  can_ip_forward = false
}`,
});
