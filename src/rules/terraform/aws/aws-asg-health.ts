import { isUnknown } from '../../hcl/value.ts';
import { set } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

export const awsAsgHealth = terraformRule({
  id: 'aws-asg-health',
  title: 'Auto Scaling replaces what the load balancer finds unhealthy',
  severity: 'medium',
  category: 'reliability',
  why: 'By itself a group looks at machines alone: one that runs but answers no request stays in it for good. The load balancer sends it no more requests, so the group serves with one machine less while you pay for all.',
  source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-add-elb-healthcheck.html',
  also: [],
  targets: ['aws_autoscaling_group'],

  check(group, folder) {
    const balanced =
      ['target_group_arns', 'load_balancers'].some((name) => group.get(name) !== undefined && !isUnknown(group.get(name))) ||
      folder.attached('aws_autoscaling_attachment', 'autoscaling_group_name', group).length > 0;
    const type = group.get('health_check_type') ?? 'EC2';
    return balanced && type === 'EC2'
      ? { message: 'What the load balancer finds unhealthy stays: set health_check_type = "ELB".', at: group.span('health_check_type') }
      : undefined;
  },
  fix: (group) => set(group, 'health_check_type', '"ELB"'),

  fails: `
resource "aws_autoscaling_group" "web" {
  min_size          = 2
  max_size          = 4
  target_group_arns = ["arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/1234567890123456"]

  launch_template {
    id = "lt-11111111"
  }

  tag {
    key                 = "Name"
    value               = "web"
    propagate_at_launch = true
  }
}`,
  passes: `
resource "aws_autoscaling_group" "web" {
  min_size          = 2
  max_size          = 4
  target_group_arns = ["arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/1234567890123456"]
  health_check_type = "ELB"

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
