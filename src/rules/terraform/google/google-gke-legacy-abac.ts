import { switchRule } from '../switch.ts';

export const googleGkeLegacyAbac = switchRule({
  id: 'google-gke-legacy-abac',
  title: 'GKE decides by roles',
  severity: 'high',
  category: 'security',
  why: 'The old way of deciding gives every account in the cluster the rights of an administrator. Whoever breaks into one pod finds the token of its account there, and with it has all of the others.',
  source: 'https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster#leave_abac_disabled',
  also: ['CKV_GCP_7', 'AVD-GCP-0062'],
  targets: ['google_container_cluster'],
  path: 'enable_legacy_abac',
  value: false,
  standard: false,
  message: 'Accounts get rights they were never given: set enable_legacy_abac = false.',

  fails: `resource "google_container_cluster" "main" {
  enable_legacy_abac = true
}`,
  passes: `resource "google_container_cluster" "main" {
  enable_legacy_abac = false
}`,
});
