import { settingRule } from '../setting.ts';

export const awsOpensearchTls = settingRule({
  id: 'aws-opensearch-tls',
  title: 'Search domain takes TLS 1.2 or newer',
  severity: 'medium',
  category: 'security',
  why: 'Older versions have known holes and no current client needs them. Auditors for card payments refuse TLS 1.0, and an old log shipper that speaks nothing newer is turned away, so update it first.',
  source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html',
  also: ['CKV_AWS_228', 'AVD-AWS-0126'],
  targets: ['aws_elasticsearch_domain', 'aws_opensearch_domain'],
  path: 'domain_endpoint_options.tls_security_policy',
  good: (policy) => /Min-TLS-1-2/.test(String(policy)),
  set: '"Policy-Min-TLS-1-2-2019-07"',
  message: 'TLS 1.0 is taken: set tls_security_policy = "Policy-Min-TLS-1-2-2019-07" in domain_endpoint_options.',

  fails: `resource "aws_elasticsearch_domain" "main" {
  domain_name = "search"
}`,
  passes: `resource "aws_elasticsearch_domain" "main" {
  domain_name = "search"

  domain_endpoint_options {
    tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
  }
}`,
});
