import { terraformRule } from '../../rule.ts';
import { addCompanion } from './companion.ts';

export const awsEfsBackup = terraformRule({
  id: 'aws-efs-backup',
  title: 'EFS file system is backed up',
  severity: 'medium',
  category: 'reliability',
  why: 'What somebody deletes or encrypts on a file system is gone everywhere at once. The policy has AWS Backup take a copy each day and keep it for 35 days; scratch files may go without.',
  source: 'https://docs.aws.amazon.com/efs/latest/ug/awsbackup.html',
  also: [],
  targets: ['aws_efs_file_system'],

  check: (files, folder) =>
    folder.attached('aws_efs_backup_policy', 'file_system_id', files).length > 0 ||
    folder.attached('aws_backup_selection', 'resources', files).length > 0 ||
    // A selection by tags may take it in.
    folder.all('aws_backup_selection').some((selection) => selection.blocks('selection_tag').length + selection.blocks('condition').length > 0)
      ? undefined
      : { message: 'Nothing backs it up: add aws_efs_backup_policy, or name it in an aws_backup_selection.' },
  fix: (files, folder) =>
    addCompanion(files, folder, { type: 'aws_efs_backup_policy', attribute: 'file_system_id', body: '\n  backup_policy {\n    status = "ENABLED"\n  }' }),

  fails: `
resource "aws_efs_file_system" "files" {
  encrypted = true
}`,
  passes: `
resource "aws_efs_file_system" "files" {
  encrypted = true
}

resource "aws_efs_backup_policy" "files" {
  file_system_id = aws_efs_file_system.files.id

  backup_policy {
    status = "ENABLED"
  }
}`,
});
