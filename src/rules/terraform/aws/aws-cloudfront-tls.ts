import type { Block } from '../../hcl/block.ts';
import { asBoolean, isUnknown } from '../../hcl/value.ts';
import { set } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

const path = 'viewer_certificate.minimum_protocol_version';

const hasCertificate = (distribution: Block): boolean =>
  ['acm_certificate_arn', 'iam_certificate_id'].some((name) => distribution.get(`viewer_certificate.${name}`) !== undefined);

export const awsCloudfrontTls = terraformRule({
  id: 'aws-cloudfront-tls',
  title: 'CloudFront takes TLS 1.2 or newer',
  severity: 'high',
  category: 'security',
  why: 'Older versions have known holes and no current client needs them. The certificate that CloudFront lends takes TLS 1.0 whatever is asked for, so bring one of your own.',
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html',
  also: ['CKV_AWS_174', 'CKV2_AWS_42', 'AVD-AWS-0013'],
  targets: ['aws_cloudfront_distribution'],

  check(distribution) {
    const version = distribution.get(path);
    // With the certificate of CloudFront it takes TLS 1.0, whatever is asked for.
    const shared = asBoolean(distribution.get('viewer_certificate.cloudfront_default_certificate')) === true;
    if (!shared && (isUnknown(version) || /^TLSv1\.[23]/.test(String(version)))) return undefined;
    return {
      message: 'TLS 1.0 is still taken: set minimum_protocol_version = "TLSv1.2_2021", with a certificate of your own.',
      at: distribution.span(path),
      also: ['CKV_AWS_174', 'AVD-AWS-0013', ...(hasCertificate(distribution) ? [] : ['CKV2_AWS_42'])],
    };
  },
  fix: (distribution) => (hasCertificate(distribution) ? set(distribution, path, '"TLSv1.2_2021"') : undefined),

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
