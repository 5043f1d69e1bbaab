import { switchRule } from '../switch.ts';

export const awsLbDeletionProtection = switchRule({
  id: 'aws-lb-deletion-protection',
  title: 'Load balancer cannot be deleted by mistake',
  severity: 'medium',
  category: 'reliability',
  why: 'Deleting it takes the address that the world calls with it. With the protection on, that takes a change of its own first.',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
  also: ['CKV_AWS_150'],
  targets: ['aws_lb', 'aws_alb'],
  path: 'enable_deletion_protection',
  message: 'Nothing stops the load balancer from being deleted: set enable_deletion_protection = true.',

  fails: `resource "aws_lb" "main" {
  load_balancer_type = "application"
}`,
  passes: `resource "aws_lb" "main" {
  load_balancer_type         = "application"
  enable_deletion_protection = true
}`,
});
