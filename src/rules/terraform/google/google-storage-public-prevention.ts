import { settingRule } from '../setting.ts';

export const googleStoragePublicPrevention = settingRule({
  id: 'google-storage-public-prevention',
  title: 'Cloud Storage bucket cannot be made public',
  severity: 'high',
  category: 'security',
  why: 'One careless grant makes a bucket readable by everyone. The prevention overrules it.',
  source: 'https://cloud.google.com/storage/docs/public-access-prevention',
  also: ['CKV_GCP_114'],
  targets: ['google_storage_bucket'],
  path: 'public_access_prevention',
  good: (mode) => mode === 'enforced',
  set: '"enforced"',
  message: 'Nothing stops this bucket from being made public: set public_access_prevention = "enforced".',

  fails: `resource "google_storage_bucket" "main" {
  name     = "example-data"
  location = "EU"
}`,
  passes: `resource "google_storage_bucket" "main" {
  name                     = "example-data"
  location                 = "EU"
  public_access_prevention = "enforced"
}`,
});
