import { switchRule } from '../switch.ts';

export const awsOpensearchHttps = switchRule({
  id: 'aws-opensearch-https',
  title: 'Search domain answers over HTTPS only',
  severity: 'medium',
  category: 'security',
  why: 'Over plain HTTP queries, answers and credentials can be read on the way. One script with http in its address sends its password in the clear, and goes on doing so unnoticed while the domain answers.',
  source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html',
  also: ['CKV_AWS_83', 'AVD-AWS-0046'],
  targets: ['aws_elasticsearch_domain', 'aws_opensearch_domain'],
  alsoWhenWritten: ['CKV_AWS_83'],
  path: 'domain_endpoint_options.enforce_https',
  message: 'Plain HTTP is answered: set enforce_https = true in domain_endpoint_options.',

  fails: `resource "aws_elasticsearch_domain" "main" {
  domain_name = "search"
}`,
  passes: `resource "aws_elasticsearch_domain" "main" {
  domain_name = "search"

  domain_endpoint_options {
    enforce_https = true
  }
}`,
});
