import { switchRule } from '../switch.ts';

export const awsRdsClusterEncrypted = switchRule({
  id: 'aws-rds-cluster-encrypted',
  title: 'RDS cluster is encrypted',
  severity: 'high',
  category: 'security',
  why: 'Snapshots and disks of an unencrypted cluster can be read by whoever gets hold of a copy. It can only be chosen when the cluster is made.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html',
  also: ['CKV_AWS_96', 'AVD-AWS-0079'],
  targets: ['aws_rds_cluster'],
  fixReplaces: true,
  path: 'storage_encrypted',
  when: (cluster) => cluster.get('engine_mode') !== 'serverless' && cluster.get('replication_source_identifier') === undefined,
  message: 'The storage is not encrypted: set storage_encrypted = true.',

  fails: `resource "aws_rds_cluster" "main" {
  engine = "aurora-mysql"
}`,
  passes: `resource "aws_rds_cluster" "main" {
  engine            = "aurora-mysql"
  storage_encrypted = true
}`,
});
