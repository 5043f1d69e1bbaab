import { terraformRule } from '../../rule.ts';

export const awsLbTargetHttps = terraformRule({
  id: 'aws-lb-target-https',
  title: 'Load balancer speaks HTTPS to its targets',
  severity: 'low',
  category: 'security',
  why: 'What was encrypted up to the load balancer goes on in the clear, readable for everyone in the network. Auditors who ask for encryption on the way mean this stretch, too; a self-signed certificate will do, since the balancer does not check it.',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',
  also: ['CKV_AWS_378'],
  targets: ['aws_lb_target_group', 'aws_alb_target_group'],

  check(group, folder) {
    if (group.get('protocol') !== 'HTTP' || group.get('target_type') === 'lambda') return undefined;
    // Others are content with a listener that is not plain.
    const sealed = [...folder.all('aws_lb_listener'), ...folder.all('aws_alb_listener')].some(
      (listener) => listener.get('protocol') !== 'HTTP' && folder.reached(listener, 'default_action.target_group_arn', group.type).includes(group),
    );
    return {
      message: 'Requests go to the targets in the clear: set protocol = "HTTPS".',
      at: group.span('protocol'),
      ...(sealed ? { also: [] } : {}),
    };
  },

  fails: 'resource "aws_lb_target_group" "web" {\n  port     = 8080\n  protocol = "HTTP"\n}',
  passes: 'resource "aws_lb_target_group" "web" {\n  port     = 8443\n  protocol = "HTTPS"\n}',
});
