import { switchRule } from '../switch.ts';

export const googleStorageUniformAccess = switchRule({
  id: 'google-storage-uniform-access',
  title: 'Cloud Storage bucket is opened by policies only',
  severity: 'medium',
  category: 'security',
  why: 'With access lists on single objects nobody can say who may read the bucket. An object that was opened to everyone years ago stays open, and no look at the policies shows it.',
  source: 'https://cloud.google.com/storage/docs/uniform-bucket-level-access',
  also: ['CKV_GCP_29', 'AVD-GCP-0002'],
  targets: ['google_storage_bucket'],
  path: 'uniform_bucket_level_access',
  message: 'Single objects can be opened to others: set uniform_bucket_level_access = true.',

  fails: `resource "google_storage_bucket" "main" {
  name     = "example-data"
  location = "EU"
}`,
  passes: `resource "google_storage_bucket" "main" {
  name                        = "example-data"
  location                    = "EU"
  uniform_bucket_level_access = true
}`,
});
