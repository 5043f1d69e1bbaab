import type { Block } from '../../hcl/block.ts';
import type { Folder } from '../../hcl/folder.ts';
import { asBoolean, isUnknown } from '../../hcl/value.ts';
import { set } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

export const awsRdsStorageEncrypted = terraformRule({
  id: 'aws-rds-storage-encrypted',
  title: 'RDS storage is encrypted',
  severity: 'high',
  category: 'security',
  why: 'Snapshots and disks of an unencrypted database can be read by whoever gets hold of a copy. It can only be chosen when the database is made.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html',
  also: ['CKV_AWS_16', 'AVD-AWS-0080'],
  targets: ['aws_db_instance'],
  fixReplaces: true,

  check(database, folder) {
    if (isPlain(database, folder) !== true) return undefined;
    const replica = database.get('replicate_source_db') !== undefined;
    return {
      message: replica
        ? 'The replica is not encrypted, as its source is not: encrypt the source.'
        : 'The storage is not encrypted: set storage_encrypted = true.',
      at: database.span('storage_encrypted'),
    };
  },
  fix: (database) => (database.get('replicate_source_db') === undefined ? set(database, 'storage_encrypted', 'true') : undefined),

  fails: 'resource "aws_db_instance" "main" {\n  engine = "postgres"\n}',
  passes: 'resource "aws_db_instance" "main" {\n  engine            = "postgres"\n  storage_encrypted = true\n}',
});

/** A replica has the encryption of its source; of a source that is not in these files nothing is known. */
function isPlain(database: Block, folder: Folder, depth = 0): boolean | undefined {
  const encrypted = asBoolean(database.get('storage_encrypted'));
  if (encrypted === true || isUnknown(encrypted)) return false;
  if (database.get('replicate_source_db') === undefined) return true;
  const sources = folder.reached(database, 'replicate_source_db', 'aws_db_instance');
  return sources.length > 0 && depth < 3 ? sources.every((source) => isPlain(source, folder, depth + 1) === true) : undefined;
}
