import { switchRule } from '../switch.ts';

export const awsNeptuneCopyTags = switchRule({
  id: 'aws-neptune-copy-tags',
  title: 'Neptune snapshots carry the tags of their cluster',
  severity: 'low',
  category: 'tagging',
  why: "A snapshot without tags is in nobody's bill and in nobody's clean-up. The copy of a graph deleted long ago is then kept and paid for, because nobody dares to remove it.",
  source: 'https://docs.aws.amazon.com/neptune/latest/userguide/tagging.html',
  also: ['CKV_AWS_362'],
  targets: ['aws_neptune_cluster'],
  path: 'copy_tags_to_snapshot',
  message: 'Snapshots lose the tags: set copy_tags_to_snapshot = true.',

  fails: `resource "aws_neptune_cluster" "main" {
  engine = "neptune"
}`,
  passes: `resource "aws_neptune_cluster" "main" {
  engine                = "neptune"
  copy_tags_to_snapshot = true
}`,
});
