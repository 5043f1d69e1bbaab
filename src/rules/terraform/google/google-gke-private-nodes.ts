import { switchRule } from '../switch.ts';

export const googleGkePrivateNodes = switchRule({
  id: 'google-gke-private-nodes',
  title: 'GKE nodes have no public addresses',
  severity: 'medium',
  category: 'security',
  why: 'A node with a public address is reachable by everyone as soon as one firewall rule is careless. Load balancers still bring visitors in; for its own way out a private node needs Cloud NAT.',
  source: 'https://cloud.google.com/kubernetes-engine/docs/concepts/private-cluster-concept',
  also: ['AVD-GCP-0059'],
  targets: ['google_container_cluster'],
  fixReplaces: true,
  path: 'private_cluster_config.enable_private_nodes',
  when: (cluster) => cluster.get('enable_autopilot') !== true,
  message: 'Nodes get public addresses: set enable_private_nodes = true in private_cluster_config.',

  fails: `resource "google_container_cluster" "main" {
  name = "main"
}`,
  passes: `resource "google_container_cluster" "main" {
  name = "main"

  private_cluster_config {
    enable_private_nodes = true
  }
}`,
});
