import { switchRule } from '../switch.ts';

export const googleStorageVersioning = switchRule({
  id: 'google-storage-versioning',
  title: 'Cloud Storage bucket keeps old versions',
  severity: 'medium',
  category: 'reliability',
  why: 'Without versions an overwrite or a delete, by mistake or by an attacker, is final when soft delete runs out. That is after seven days unless you set it otherwise, and many a loss is noticed later.',
  source: 'https://cloud.google.com/storage/docs/object-versioning',
  also: ['CKV_GCP_78', 'AVD-GCP-0078'],
  targets: ['google_storage_bucket'],
  path: 'versioning.enabled',
  message: 'Old versions of objects are not kept: enable versioning.',

  fails: `resource "google_storage_bucket" "main" {
  name     = "example-data"
  location = "EU"
}`,
  passes: `resource "google_storage_bucket" "main" {
  name     = "example-data"
  location = "EU"

  versioning {
    enabled = true
  }
}`,
});
