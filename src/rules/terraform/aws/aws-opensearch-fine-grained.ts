import { asBoolean, isUnknown } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';
import { searchDomains } from './search.ts';

export const awsOpensearchFineGrained = terraformRule({
  id: 'aws-opensearch-fine-grained',
  title: 'Search domain says who may read which index',
  severity: 'medium',
  category: 'security',
  why: 'Without it whoever may reach the domain may read, change and delete every index in it. A stolen identity of the log shipper then reads customer data; with roles it writes its own index and nothing else.',
  source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html',
  also: ['CKV2_AWS_52'],
  targets: searchDomains,

  check(domain) {
    const options = ['enabled', 'internal_user_database_enabled'].map((name) => asBoolean(domain.get(`advanced_security_options.${name}`)));
    return options.some((on) => on === true || isUnknown(on))
      ? undefined
      : { message: 'All who reach it may do everything: enable advanced_security_options.', at: domain.span('advanced_security_options') };
  },

  fails: `
resource "aws_opensearch_domain" "main" {
  domain_name = "search"
}`,
  passes: `
resource "aws_opensearch_domain" "main" {
  domain_name = "search"

  advanced_security_options {
    enabled = true

    master_user_options {
      master_user_arn = "arn:aws:iam::123456789012:role/search-admin"
    }
  }
}`,
});
