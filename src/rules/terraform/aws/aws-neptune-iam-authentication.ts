import { switchRule } from '../switch.ts';

export const awsNeptuneIamAuthentication = switchRule({
  id: 'aws-neptune-iam-authentication',
  title: 'Neptune asks who is there',
  severity: 'medium',
  category: 'security',
  why: 'Without it every machine that reaches the port reads and changes the graph; Neptune has no passwords. With it each request is signed by an identity that IAM lets in, so teach the clients to sign before you switch it on.',
  source: 'https://docs.aws.amazon.com/neptune/latest/userguide/iam-auth.html',
  also: ['CKV_AWS_359'],
  targets: ['aws_neptune_cluster'],
  path: 'iam_database_authentication_enabled',
  message: 'Whoever reaches the port is let in: set iam_database_authentication_enabled = true.',

  fails: `resource "aws_neptune_cluster" "main" {
  cluster_identifier = "graph"
}`,
  passes: `resource "aws_neptune_cluster" "main" {
  cluster_identifier                  = "graph"
  iam_database_authentication_enabled = true
}`,
});
