import { settingRule } from '../setting.ts';

export const awsBackupVaultKms = settingRule({
  id: 'aws-backup-vault-kms',
  title: 'Backup vault is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'Whoever may use the shared key of the account can read every backup; with a key of your own you decide who may. The key can only be chosen when the vault is made: later it takes a new vault and a copy of each backup.',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html',
  also: ['CKV_AWS_166'],
  targets: ['aws_backup_vault'],
  path: 'kms_key_arn',
  message: 'Backups use the shared key of the account: name a key in kms_key_arn.',

  fails: `resource "aws_backup_vault" "main" {
  name = "daily"
}`,
  passes: `resource "aws_backup_vault" "main" {
  name        = "daily"
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}`,
});
