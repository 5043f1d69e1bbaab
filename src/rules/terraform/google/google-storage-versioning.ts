import { switchRule } from '../switch.ts';

export const googleStorageVersioning = switchRule({
  id: 'google-storage-versioning',
  title: 'Cloud Storage bucket keeps old versions',
  severity: 'medium',
  category: 'reliability',
  why: 'Without versions an overwrite or a delete is final, by mistake or by an attacker.',
  source: 'https://cloud.google.com/storage/docs/object-versioning',
  also: ['CKV_GCP_78'],
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
