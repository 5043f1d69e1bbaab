import { switchRule } from '../switch.ts';

export const awsEcrScanOnPush = switchRule({
  id: 'aws-ecr-scan-on-push',
  title: 'ECR scans images as they come',
  severity: 'medium',
  category: 'security',
  why: 'Known holes in an image are found on the day it is pushed instead of on the day they are used. The plain kind costs nothing, and a pipeline can read its result and refuse to deploy.',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html',
  also: ['CKV_AWS_163', 'AVD-AWS-0030'],
  targets: ['aws_ecr_repository'],
  path: 'image_scanning_configuration.scan_on_push',
  message: 'Images are not scanned: set scan_on_push = true in image_scanning_configuration.',

  fails: `resource "aws_ecr_repository" "main" {
  name = "web"
}`,
  passes: `resource "aws_ecr_repository" "main" {
  name = "web"

  image_scanning_configuration {
    scan_on_push = true
  }
}`,
});
