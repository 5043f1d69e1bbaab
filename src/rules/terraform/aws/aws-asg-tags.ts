import { terraformRule } from '../../rule.ts';

export const awsAsgTags = terraformRule({
  id: 'aws-asg-tags',
  title: 'Auto Scaling group tags its machines',
  severity: 'info',
  category: 'tagging',
  why: 'The default tags of the provider do not reach machines that a group starts: without tags nobody knows whose they are and what they are for. A report of costs by owner counts them under nobody.',
  source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html',
  also: ['CKV_AWS_153'],
  targets: ['aws_autoscaling_group'],

  check: (group) =>
    group.blocks('tag').length > 0 || group.get('tags') !== undefined
      ? undefined
      : { message: 'Its machines have no tags: add tag blocks with propagate_at_launch = true.' },

  fails: `
resource "aws_autoscaling_group" "web" {
  min_size = 2
  max_size = 4

  launch_template {
    id = "lt-11111111"
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
