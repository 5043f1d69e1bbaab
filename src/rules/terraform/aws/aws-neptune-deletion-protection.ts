import { switchRule } from '../switch.ts';

export const awsNeptuneDeletionProtection = switchRule({
  id: 'aws-neptune-deletion-protection',
  title: 'Neptune cluster is protected from deletion',
  severity: 'medium',
  category: 'reliability',
  why: 'One wrong plan, and the graph and its automatic backups are gone. With the protection on, even a terraform destroy stops there until somebody takes it off in a change of its own.',
  source: 'https://docs.aws.amazon.com/neptune/latest/userguide/manage-console-instances-delete.html',
  also: ['CKV2_AWS_58'],
  targets: ['aws_neptune_cluster'],
  path: 'deletion_protection',
  message: 'Anything may delete the cluster: set deletion_protection = true.',

  fails: `resource "aws_neptune_cluster" "main" {
  cluster_identifier = "graph"
}`,
  passes: `resource "aws_neptune_cluster" "main" {
  cluster_identifier  = "graph"
  deletion_protection = true
}`,
});
