import { asBoolean } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';

export const awsLbAccessLogs = terraformRule({
  id: 'aws-lb-access-logs',
  title: 'Load balancer logs requests',
  severity: 'low',
  category: 'operations',
  why: 'Who called what, and how long it took, is only known from the access log. It begins when it is switched on, so after an attack or a slow night it is too late to ask for it.',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html',
  also: ['CKV_AWS_91'],
  targets: ['aws_lb', 'aws_alb'],

  check(balancer) {
    if (balancer.get('load_balancer_type') === 'gateway') return undefined;
    const enabled = asBoolean(balancer.get('access_logs.enabled'));
    if (enabled !== undefined && enabled !== false) return undefined;
    return { message: 'Requests are not logged: add access_logs with a bucket and enabled = true.', at: balancer.span('access_logs') };
  },

  fails: 'resource "aws_lb" "web" {\n  name = "web"\n}',
  passes: 'resource "aws_lb" "web" {\n  name = "web"\n\n  access_logs {\n    bucket  = "example-logs"\n    enabled = true\n  }\n}',
});
