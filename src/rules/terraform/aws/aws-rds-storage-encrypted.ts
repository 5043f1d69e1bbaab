import { switchRule } from '../switch.ts';

export const awsRdsStorageEncrypted = switchRule({
  id: 'aws-rds-storage-encrypted',
  title: 'RDS storage is encrypted',
  severity: 'high',
  category: 'security',
  why: 'Snapshots and disks of an unencrypted database can be read by whoever gets hold of a copy. It can only be chosen when the database is made.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html',
  also: ['CKV_AWS_16', 'AVD-AWS-0080'],
  targets: ['aws_db_instance'],
  fixReplaces: true,
  path: 'storage_encrypted',
  message: 'The storage is not encrypted: set storage_encrypted = true.',
  // A replica has the encryption of its source.
  when: (database) => database.get('replicate_source_db') === undefined,

  fails: 'resource "aws_db_instance" "main" {\n  engine = "postgres"\n}',
  passes: 'resource "aws_db_instance" "main" {\n  engine            = "postgres"\n  storage_encrypted = true\n}',
});
