import { switchRule } from '../switch.ts';

export const awsNeptuneEncrypted = switchRule({
  id: 'aws-neptune-encrypted',
  title: 'Neptune cluster is encrypted',
  severity: 'high',
  category: 'security',
  why: 'Snapshots and disks of an unencrypted cluster can be read by whoever gets hold of a copy. It can only be chosen when the cluster is made; later the whole graph has to move through a snapshot into a new one.',
  source: 'https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html',
  also: ['CKV_AWS_44', 'AVD-AWS-0076'],
  targets: ['aws_neptune_cluster'],
  fixReplaces: true,
  path: 'storage_encrypted',
  message: 'The storage is not encrypted: set storage_encrypted = true.',

  fails: `resource "aws_neptune_cluster" "main" {
  cluster_identifier = "graph"
}`,
  passes: `resource "aws_neptune_cluster" "main" {
  cluster_identifier = "graph"
  storage_encrypted  = true
}`,
});
