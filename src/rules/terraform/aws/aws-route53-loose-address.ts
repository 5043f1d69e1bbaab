import { isList, isUnknown, type Value } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';

const isWritten = (value: Value | undefined): boolean => typeof value === 'string';

export const awsRoute53LooseAddress = terraformRule({
  id: 'aws-route53-loose-address',
  title: 'DNS record leads to something that is here',
  severity: 'info',
  category: 'security',
  why: 'A written-out address stays in the zone when what had it is gone, and the next one to get it answers under your name. Attackers rent addresses until they catch such a one, and it gets them a valid certificate for the name.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/protection-from-dangling-dns.html',
  also: ['CKV2_AWS_23'],
  targets: ['aws_route53_record'],

  check(record) {
    if (record.get('type') !== 'A') return undefined;
    const alias = record.get('alias.name');
    if (alias !== undefined) {
      return isWritten(alias) ? { message: 'The name is written out: refer to the resource it belongs to.', at: record.span('alias.name') } : undefined;
    }
    const records = record.get('records');
    if (isUnknown(records) || !isList(records) || records.length === 0 || !records.every(isWritten)) return undefined;
    return { message: 'The address is written out: refer to the resource that has it, or make an alias.', at: record.span('records') };
  },

  fails: `
resource "aws_route53_record" "www" {
  zone_id = "Z0123456789ABCDEFGHIJ"
  name    = "www.example.com"
  type    = "A"
  ttl     = 300
  records = ["192.0.2.10"]
}`,
  passes: `
resource "aws_eip" "www" {
  domain   = "vpc"
  instance = "i-1234567890abcdef0"
}

resource "aws_route53_record" "www" {
  zone_id = "Z0123456789ABCDEFGHIJ"
  name    = "www.example.com"
  type    = "A"
  ttl     = 300
  records = [aws_eip.www.public_ip]
}`,
});
