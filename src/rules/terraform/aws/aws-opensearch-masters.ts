import { asBoolean, asNumber, isUnknown } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';
import { searchDomains } from './search.ts';

export const awsOpensearchMasters = terraformRule({
  id: 'aws-opensearch-masters',
  title: 'Search domain survives the loss of a zone',
  severity: 'low',
  category: 'reliability',
  why: 'Three nodes that do nothing but lead, in several zones, keep a domain going when one of them or a zone is lost. With fewer than three there may be no majority after a loss, and then no index takes writes; a test domain may risk that.',
  source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-dedicatedmasternodes.html',
  also: ['CKV_AWS_318', 'CKV2_AWS_59'],
  targets: searchDomains,

  check(domain) {
    const led = asBoolean(domain.get('cluster_config.dedicated_master_enabled'));
    const count = asNumber(domain.get('cluster_config.dedicated_master_count')) ?? 0;
    const spread = asBoolean(domain.get('cluster_config.zone_awareness_enabled'));
    const few = !isUnknown(count) && count < 3;
    const inOneZone = !isUnknown(spread) && spread !== true;
    const unled = !isUnknown(led) && led !== true;
    if (!few && !inOneZone && !unled) return undefined;
    return {
      message: 'One loss stops the domain: set dedicated_master_enabled, a dedicated_master_count of 3 and zone_awareness_enabled in cluster_config.',
      at: domain.span('cluster_config'),
      also: [...(few || inOneZone ? ['CKV_AWS_318'] : []), ...(unled ? ['CKV2_AWS_59'] : [])],
    };
  },

  fails: `
resource "aws_opensearch_domain" "main" {
  domain_name = "search"
}`,
  passes: `
resource "aws_opensearch_domain" "main" {
  domain_name = "search"

  cluster_config {
    instance_count           = 3
    dedicated_master_enabled = true
    dedicated_master_count   = 3
    zone_awareness_enabled   = true
  }
}`,
});
