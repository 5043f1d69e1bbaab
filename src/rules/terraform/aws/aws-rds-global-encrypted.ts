import { switchRule } from '../switch.ts';

export const awsRdsGlobalEncrypted = switchRule({
  id: 'aws-rds-global-encrypted',
  title: 'Global database is encrypted',
  severity: 'high',
  category: 'security',
  why: 'Whoever gets at a disk or a snapshot of any of its regions reads everything. It cannot be switched on later.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html',
  also: ['CKV_AWS_140'],
  targets: ['aws_rds_global_cluster'],
  path: 'storage_encrypted',
  fixReplaces: true,
  // One that is made from a cluster is what that is.
  when: (cluster) => cluster.get('source_db_cluster_identifier') === undefined,
  message: 'Nothing is encrypted: set storage_encrypted = true.',

  fails: `resource "aws_rds_global_cluster" "main" {
  global_cluster_identifier = "orders"
}`,
  passes: `resource "aws_rds_global_cluster" "main" {
  global_cluster_identifier = "orders"
  storage_encrypted         = true
}`,
});
