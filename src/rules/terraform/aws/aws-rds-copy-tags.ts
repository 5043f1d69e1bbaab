import { switchRule } from '../switch.ts';

export const awsRdsCopyTags = switchRule({
  id: 'aws-rds-copy-tags',
  title: 'RDS snapshots carry the tags of their database',
  severity: 'low',
  category: 'tagging',
  why: "A snapshot without tags is in nobody's bill and in nobody's clean-up. The final snapshot outlives its database, and a year later nobody can say whose data it holds.",
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html',
  also: ['CKV2_AWS_60'],
  targets: ['aws_db_instance'],
  path: 'copy_tags_to_snapshot',
  when: (database) => !String(database.get('engine')).startsWith('aurora'),
  message: 'Snapshots lose the tags: set copy_tags_to_snapshot = true.',

  fails: `resource "aws_db_instance" "main" {
  engine = "postgres"
}`,
  passes: `resource "aws_db_instance" "main" {
  engine                = "postgres"
  copy_tags_to_snapshot = true
}`,
});
