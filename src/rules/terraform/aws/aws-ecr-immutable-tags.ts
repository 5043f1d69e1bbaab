import { settingRule } from '../setting.ts';

export const awsEcrImmutableTags = settingRule({
  id: 'aws-ecr-immutable-tags',
  title: 'ECR tags never move',
  severity: 'medium',
  category: 'security',
  why: 'When a tag can be overwritten, what was tested and what runs are two things, and nobody can tell. Whoever may push can also slip a changed image under a tag that production already pulls.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html',
  also: ['CKV_AWS_51', 'AVD-AWS-0031'],
  targets: ['aws_ecr_repository'],
  path: 'image_tag_mutability',
  good: (mode) => String(mode).startsWith('IMMUTABLE'),
  set: '"IMMUTABLE"',
  message: 'A tag can be overwritten: set image_tag_mutability = "IMMUTABLE".',

  fails: `resource "aws_ecr_repository" "main" {
  name = "web"
}`,
  passes: `resource "aws_ecr_repository" "main" {
  name                 = "web"
  image_tag_mutability = "IMMUTABLE"
}`,
});
