import { settingRule } from '../setting.ts';

export const awsCloudfrontLogs = settingRule({
  id: 'aws-cloudfront-logs',
  title: 'CloudFront logs requests',
  severity: 'low',
  category: 'operations',
  why: 'Who asked for what is only known from the access log. Without it a burst of errors or a bill for traffic cannot be traced to an address or a page.',
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html',
  also: ['CKV_AWS_86', 'AVD-AWS-0010'],
  targets: ['aws_cloudfront_distribution'],
  path: 'logging_config.bucket',
  when: (distribution, folder) => folder.attached('aws_cloudwatch_log_delivery_source', 'resource_arn', distribution).length === 0,
  message: 'Requests are not logged: add logging_config.',

  fails: `resource "aws_cloudfront_distribution" "main" {
  comment = "Site"
}`,
  passes: `resource "aws_cloudfront_distribution" "main" {
  comment = "Site"

  logging_config {
    bucket = "example-logs.s3.amazonaws.com"
  }
}`,
});
