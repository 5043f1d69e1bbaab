import { isUnknown } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';

export const awsLbListenerHttps = terraformRule({
  id: 'aws-lb-listener-https',
  title: 'Load balancer answers HTTPS, or sends there',
  severity: 'high',
  category: 'security',
  why: 'Over plain HTTP everyone on the way reads what is sent, cookies and passwords included. A stolen session cookie signs a stranger in, while a redirect to HTTPS keeps every old link working.',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html',
  also: ['CKV_AWS_2', 'CKV_AWS_103', 'AVD-AWS-0054'],
  targets: ['aws_lb_listener', 'aws_alb_listener'],

  check(listener) {
    const protocol = listener.get('protocol');
    if (isUnknown(protocol) || (protocol !== undefined && protocol !== 'HTTP')) return undefined;
    if (protocol === undefined) {
      // A gateway load balancer's listener has none.
      const balancer = listener.get('port');
      if (balancer === undefined) return undefined;
    }
    const type = listener.get('default_action.type');
    const target = listener.get('default_action.redirect.protocol');
    if (isUnknown(type) || (type === 'redirect' && (isUnknown(target) || target === 'HTTPS'))) return undefined;
    return { message: 'Plain HTTP is answered: redirect to HTTPS, or listen for HTTPS with a certificate.', at: listener.span('protocol') };
  },

  fails: `
resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}`,
  passes: `
resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}`,
});
