import { switchRule } from '../switch.ts';

export const awsLbCrossZone = switchRule({
  id: 'aws-lb-cross-zone',
  title: 'Network load balancer spreads over all zones',
  severity: 'low',
  category: 'reliability',
  why: 'Without it each zone only serves its own targets: the zone with the fewest is overloaded first, while others idle. Traffic between zones is billed, so leave it off where each zone always has as many targets as it needs.',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html',
  also: ['CKV_AWS_152'],
  targets: ['aws_lb', 'aws_alb'],
  path: 'enable_cross_zone_load_balancing',
  message: 'Each zone serves its own targets only: set enable_cross_zone_load_balancing = true.',
  // One for HTTP always does.
  when: (balancer) => balancer.get('load_balancer_type') === 'network' || balancer.get('load_balancer_type') === 'gateway',

  fails: `resource "aws_lb" "main" {
  load_balancer_type = "network"
}`,
  passes: `resource "aws_lb" "main" {
  load_balancer_type               = "network"
  enable_cross_zone_load_balancing = true
}`,
});
