import { switchRule } from '../switch.ts';

export const awsNeptunePublic = switchRule({
  id: 'aws-neptune-public',
  title: 'Neptune instance is not on the internet',
  severity: 'high',
  category: 'security',
  why: 'A graph that answers the internet is one leaked access key or one hole in Neptune away from everyone. Applications reach it inside the network, and people through a VPN or a jump host.',
  source: 'https://docs.aws.amazon.com/neptune/latest/userguide/neptune-public-endpoints.html',
  also: ['CKV_AWS_102'],
  targets: ['aws_neptune_cluster_instance'],
  fixReplaces: true,
  path: 'publicly_accessible',
  value: false,
  standard: false,
  message: 'The instance can be reached from the internet: set publicly_accessible = false.',

  fails: `resource "aws_neptune_cluster_instance" "main" {
  publicly_accessible = true
}`,
  passes: `resource "aws_neptune_cluster_instance" "main" {
  publicly_accessible = false
}`,
});
