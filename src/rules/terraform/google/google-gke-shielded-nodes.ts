import { switchRule } from '../switch.ts';

export const googleGkeShieldedNodes = switchRule({
  id: 'google-gke-shielded-nodes',
  title: 'GKE nodes prove who they are',
  severity: 'medium',
  category: 'security',
  why: 'Without it, whoever breaks into one node can pose as another. With it, a node joins by proof of a virtual chip in its machine, which credentials stolen from a pod do not give.',
  source: 'https://cloud.google.com/kubernetes-engine/docs/how-to/shielded-gke-nodes',
  also: ['CKV_GCP_71', 'AVD-GCP-0055'],
  targets: ['google_container_cluster'],
  path: 'enable_shielded_nodes',
  standard: true,
  message: 'Nodes do not prove who they are: set enable_shielded_nodes = true.',

  fails: `resource "google_container_cluster" "main" {
  enable_shielded_nodes = false
}`,
  passes: `resource "google_container_cluster" "main" {
  enable_shielded_nodes = true
}`,
});
