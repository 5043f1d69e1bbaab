import { settingRule } from '../setting.ts';

export const awsCloudfrontTls = settingRule({
  id: 'aws-cloudfront-tls',
  title: 'CloudFront takes TLS 1.2 or newer',
  severity: 'high',
  category: 'security',
  why: 'Older versions have known holes and no current client needs them.',
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html',
  also: ['CKV_AWS_174', 'AVD-AWS-0013'],
  targets: ['aws_cloudfront_distribution'],
  path: 'viewer_certificate.minimum_protocol_version',
  good: (version) => String(version).startsWith('TLSv1.2') || String(version).startsWith('TLSv1.3'),
  set: (distribution) => (distribution.get('viewer_certificate.cloudfront_default_certificate') === true ? undefined : '"TLSv1.2_2021"'),
  message: 'TLS 1.0 is still taken: set minimum_protocol_version = "TLSv1.2_2021", with a certificate of your own.',

  fails: `resource "aws_cloudfront_distribution" "main" {
  viewer_certificate {
    acm_certificate_arn      = "arn:aws:acm:us-east-1:123456789012:certificate/1"
    minimum_protocol_version = "TLSv1"
  }
}`,
  passes: `resource "aws_cloudfront_distribution" "main" {
  viewer_certificate {
    acm_certificate_arn      = "arn:aws:acm:us-east-1:123456789012:certificate/1"
    minimum_protocol_version = "TLSv1.2_2021"
  }
}`,
});
