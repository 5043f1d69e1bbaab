import { terraformRule } from '../../rule.ts';

export const awsAsgLaunchTemplate = terraformRule({
  id: 'aws-asg-launch-template',
  title: 'Auto Scaling group uses a launch template',
  severity: 'medium',
  category: 'operations',
  why: 'Launch configurations know no new instance types, and new accounts cannot make them any more. A launch template has versions as well, so a bad change is undone by naming the one before.',
  source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-configurations.html',
  also: ['CKV_AWS_315'],
  targets: ['aws_autoscaling_group'],

  check: (group) =>
    group.blocks('launch_template').length > 0 || group.blocks('mixed_instances_policy').length > 0
      ? undefined
      : { message: 'The group has a launch configuration: use a launch_template.', at: group.span('launch_configuration') },

  fails: `
resource "aws_autoscaling_group" "web" {
  min_size             = 2
  max_size             = 4
  launch_configuration = "web"

  tag {
    key                 = "Name"
    value               = "web"
    propagate_at_launch = true
  }
}`,
  passes: `
resource "aws_autoscaling_group" "web" {
  min_size = 2
  max_size = 4

  launch_template {
    id = "lt-11111111"
  }

  tag {
    key                 = "Name"
    value               = "web"
    propagate_at_launch = true
  }
}`,
});
