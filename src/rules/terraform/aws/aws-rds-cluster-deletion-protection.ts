import { switchRule } from '../switch.ts';

export const awsRdsClusterDeletionProtection = switchRule({
  id: 'aws-rds-cluster-deletion-protection',
  title: 'RDS cluster cannot be deleted by mistake',
  severity: 'high',
  category: 'reliability',
  why: 'One wrong plan deletes the cluster and everything in it. With the protection on, that takes a change of its own first.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html',
  also: ['CKV_AWS_139', 'AVD-AWS-0343'],
  targets: ['aws_rds_cluster'],
  path: 'deletion_protection',
  message: 'Nothing stops the cluster from being deleted: set deletion_protection = true.',

  fails: `resource "aws_rds_cluster" "main" {
  engine = "aurora-postgresql"
}`,
  passes: `resource "aws_rds_cluster" "main" {
  engine              = "aurora-postgresql"
  deletion_protection = true
}`,
});
