import { switchRule } from '../switch.ts';

export const awsLbDropInvalidHeaders = switchRule({
  id: 'aws-lb-drop-invalid-headers',
  title: 'Load balancer drops malformed headers',
  severity: 'medium',
  category: 'security',
  why: 'Headers that the balancer and the server read differently are how requests get smuggled past its checks. A smuggled request reaches pages that the firewall closes; before you drop them, rename headers of your own that have an underscore.',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
  also: ['CKV_AWS_131', 'AVD-AWS-0052'],
  targets: ['aws_lb', 'aws_alb'],
  path: 'drop_invalid_header_fields',
  when: (balancer) => (balancer.get('load_balancer_type') ?? 'application') === 'application',
  message: 'Malformed headers are passed on: set drop_invalid_header_fields = true.',

  fails: `resource "aws_lb" "main" {
  load_balancer_type = "application"
}`,
  passes: `resource "aws_lb" "main" {
  load_balancer_type         = "application"
  drop_invalid_header_fields = true
}`,
});
