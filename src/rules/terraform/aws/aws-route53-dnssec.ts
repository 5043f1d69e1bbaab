import { terraformRule } from '../../rule.ts';

export const awsRoute53Dnssec = terraformRule({
  id: 'aws-route53-dnssec',
  title: 'Public zone is signed',
  severity: 'low',
  category: 'security',
  why: 'Without signatures a resolver cannot tell your answers from forged ones, which lead your users elsewhere. The DS record has to stand in the parent zone as well, and a wrong one makes the name unreachable.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html',
  also: ['CKV2_AWS_38'],
  targets: ['aws_route53_zone'],

  check(zone, folder) {
    // A zone of networks is asked by nobody outside of them.
    if (zone.blocks('vpc').length > 0 || folder.attached('aws_route53_zone_association', 'zone_id', zone).length > 0) return undefined;
    const signed = ['aws_route53_hosted_zone_dnssec', 'aws_route53_key_signing_key'].some((type) => folder.attached(type, 'hosted_zone_id', zone).length > 0);
    return signed ? undefined : { message: 'Answers are not signed: add aws_route53_key_signing_key and aws_route53_hosted_zone_dnssec.' };
  },

  fails: `
resource "aws_route53_zone" "main" {
  name = "example.com"
}`,
  passes: `
resource "aws_route53_zone" "main" {
  name = "example.com"
}

resource "aws_route53_key_signing_key" "main" {
  name                       = "main"
  hosted_zone_id             = aws_route53_zone.main.id
  key_management_service_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}

resource "aws_route53_hosted_zone_dnssec" "main" {
  hosted_zone_id = aws_route53_key_signing_key.main.hosted_zone_id
}`,
});
