import { switchRule } from '../switch.ts';

export const awsDocdbEncrypted = switchRule({
  id: 'aws-docdb-encrypted',
  title: 'DocumentDB cluster is encrypted',
  severity: 'high',
  category: 'security',
  why: 'Snapshots and disks of an unencrypted cluster can be read by whoever gets hold of a copy. It can only be chosen when the cluster is made; later it takes a new one and a move of the data.',
  source: 'https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html',
  also: ['CKV_AWS_74', 'AVD-AWS-0021'],
  targets: ['aws_docdb_cluster'],
  fixReplaces: true,
  path: 'storage_encrypted',
  message: 'The storage is not encrypted: set storage_encrypted = true.',

  fails: `resource "aws_docdb_cluster" "main" {
  cluster_identifier = "documents"
}`,
  passes: `resource "aws_docdb_cluster" "main" {
  cluster_identifier = "documents"
  storage_encrypted  = true
}`,
});
