import { terraformRule } from '../../rule.ts';

export const awsRoute53QueryLog = terraformRule({
  id: 'aws-route53-query-log',
  title: 'Public zone logs what it is asked',
  severity: 'info',
  category: 'operations',
  why: 'Who asked for which name shows attacks, forgotten names and machines that are not yours, and cannot be had after the fact. It is paid for by volume, and what resolvers answer from their cache is not in it.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html',
  also: ['CKV2_AWS_39'],
  targets: ['aws_route53_zone'],

  check: (zone, folder) =>
    zone.blocks('vpc').length > 0 || folder.attached('aws_route53_query_log', 'zone_id', zone).length > 0
      ? undefined
      : { message: 'What is asked is not logged: add aws_route53_query_log with a log group in us-east-1.' },

  fails: `
resource "aws_route53_zone" "main" {
  name = "example.com"
}`,
  passes: `
resource "aws_route53_zone" "main" {
  name = "example.com"
}

resource "aws_route53_query_log" "main" {
  zone_id                  = aws_route53_zone.main.zone_id
  cloudwatch_log_group_arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/route53/example.com"
}`,
});
