import { settingRule } from '../setting.ts';

export const awsCloudfrontWaf = settingRule({
  id: 'aws-cloudfront-waf',
  title: 'CloudFront stands behind a firewall',
  severity: 'low',
  category: 'security',
  why: 'A web application firewall turns known attacks and floods away before they reach you. It works at the edge, so a flood is stopped before the origin has to carry it; a site of static files can do without.',
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html',
  also: ['CKV_AWS_68', 'AVD-AWS-0011'],
  targets: ['aws_cloudfront_distribution'],
  path: 'web_acl_id',
  message: 'Nothing filters requests: name a web_acl_id.',

  fails: `resource "aws_cloudfront_distribution" "main" {
  comment = "Site"
}`,
  passes: `resource "aws_cloudfront_distribution" "main" {
  comment    = "Site"
  web_acl_id = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/site/1"
}`,
});
