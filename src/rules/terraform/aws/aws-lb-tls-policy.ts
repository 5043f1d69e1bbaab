import { isUnknown } from '../../hcl/value.ts';
import { set } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

export const awsLbTlsPolicy = terraformRule({
  id: 'aws-lb-tls-policy',
  title: 'Load balancer takes TLS 1.2 or newer',
  severity: 'high',
  category: 'security',
  why: 'The standard policy still speaks TLS 1.0, which has known holes and which no current client needs. Scans for card payments fail on it; look in the access log for clients that speak nothing newer before you turn them away.',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html',
  also: ['CKV_AWS_103', 'AVD-AWS-0047'],
  targets: ['aws_lb_listener', 'aws_alb_listener'],

  check(listener) {
    const protocol = listener.get('protocol');
    if (protocol !== 'HTTPS' && protocol !== 'TLS') return undefined;
    const policy = listener.get('ssl_policy');
    if (isUnknown(policy) || /^ELBSecurityPolicy-(FS-1-2|TLS-1-2|TLS13)/.test(String(policy))) return undefined;
    return { message: 'TLS 1.0 is still taken: set ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06".', at: listener.span('ssl_policy') };
  },
  fix: (listener) => set(listener, 'ssl_policy', '"ELBSecurityPolicy-TLS13-1-2-2021-06"'),

  fails: 'resource "aws_lb_listener" "web" {\n  port     = 443\n  protocol = "HTTPS"\n}',
  passes: 'resource "aws_lb_listener" "web" {\n  port       = 443\n  protocol   = "HTTPS"\n  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"\n}',
});
