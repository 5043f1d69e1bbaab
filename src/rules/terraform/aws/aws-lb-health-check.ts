import { isUnknown } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';

export const awsLbHealthCheck = terraformRule({
  id: 'aws-lb-health-check',
  title: 'Target group checks the health of its targets at a path',
  severity: 'medium',
  category: 'reliability',
  why: 'Asking for / finds out that something answers, not that the service works; a broken target keeps getting requests. With a path of its own the application can say that it cannot serve, and the balancer leaves that target out.',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
  also: ['CKV_AWS_261'],
  targets: ['aws_lb_target_group', 'aws_alb_target_group'],

  check(group) {
    const protocol = group.get('protocol');
    if (protocol !== 'HTTP' && protocol !== 'HTTPS') return undefined;
    const path = group.get('health_check.path');
    return path !== undefined || isUnknown(path)
      ? undefined
      : { message: 'The health of the targets is asked for at /: name a path in health_check.', at: group.span('health_check') };
  },

  fails: 'resource "aws_lb_target_group" "web" {\n  port     = 8080\n  protocol = "HTTP"\n}',
  passes: 'resource "aws_lb_target_group" "web" {\n  port     = 8080\n  protocol = "HTTP"\n\n  health_check {\n    path = "/healthz"\n  }\n}',
});
