import { switchRule } from '../switch.ts';

export const awsRdsClusterCopyTags = switchRule({
  id: 'aws-rds-cluster-copy-tags',
  title: 'RDS cluster snapshots carry the tags of their cluster',
  severity: 'low',
  category: 'tagging',
  why: "A snapshot without tags is in nobody's bill and in nobody's clean-up. Policies that go by tag miss it as well, so somebody kept from the cluster may still restore the copy.",
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html',
  also: ['CKV_AWS_313'],
  targets: ['aws_rds_cluster'],
  path: 'copy_tags_to_snapshot',
  message: 'Snapshots lose the tags: set copy_tags_to_snapshot = true.',

  fails: `resource "aws_rds_cluster" "main" {
  engine = "aurora-mysql"
}`,
  passes: `resource "aws_rds_cluster" "main" {
  engine                = "aurora-mysql"
  copy_tags_to_snapshot = true
}`,
});
