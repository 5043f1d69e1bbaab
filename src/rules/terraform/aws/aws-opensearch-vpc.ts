import { terraformRule } from '../../rule.ts';
import { searchDomains } from './search.ts';

export const awsOpensearchVpc = terraformRule({
  id: 'aws-opensearch-vpc',
  title: 'Search domain is in a network of yours',
  severity: 'medium',
  category: 'security',
  why: 'Outside of a network the domain answers the whole internet, and one wrong policy opens every index. It cannot be moved later.',
  source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html',
  also: ['CKV_AWS_137', 'CKV_AWS_248'],
  targets: searchDomains,

  check(domain) {
    const [network] = domain.blocks('vpc_options');
    if (network === undefined) return { message: 'The domain stands on the internet: add vpc_options with subnets and security groups.' };
    if (network.uncertain || network.get('security_group_ids') !== undefined) return undefined;
    return { message: 'The domain gets the default security group: name security_group_ids in vpc_options.', at: network.span(), also: ['CKV_AWS_248'] };
  },

  fails: `
resource "aws_opensearch_domain" "main" {
  domain_name = "search"
}`,
  passes: `
resource "aws_opensearch_domain" "main" {
  domain_name = "search"

  vpc_options {
    subnet_ids         = ["subnet-11111111"]
    security_group_ids = ["sg-11111111"]
  }
}`,
});
