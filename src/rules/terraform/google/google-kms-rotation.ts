import { settingRule } from '../setting.ts';

export const googleKmsRotation = settingRule({
  id: 'google-kms-rotation',
  title: 'Cloud KMS key rotates',
  severity: 'medium',
  category: 'security',
  why: 'A key that never changes makes every leak of its material last for ever. After a rotation new data gets a new version, and older versions go on reading what they encrypted.',
  source: 'https://cloud.google.com/kms/docs/key-rotation',
  also: ['CKV_GCP_43', 'AVD-GCP-0065'],
  targets: ['google_kms_crypto_key'],
  path: 'rotation_period',
  good: (period) => Number.parseInt(String(period), 10) <= 7_776_000,
  when: (key) => (key.get('purpose') ?? 'ENCRYPT_DECRYPT') === 'ENCRYPT_DECRYPT',
  set: '"7776000s"',
  message: 'The key rotates too rarely or never: set rotation_period = "7776000s".',

  fails: `resource "google_kms_crypto_key" "main" {
  name = "main"
}`,
  passes: `resource "google_kms_crypto_key" "main" {
  name            = "main"
  rotation_period = "7776000s"
}`,
});
