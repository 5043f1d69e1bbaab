import { switchRule } from '../switch.ts';

export const awsEc2Monitoring = switchRule({
  id: 'aws-ec2-monitoring',
  title: 'EC2 reports every minute',
  severity: 'low',
  category: 'operations',
  why: 'With five-minute figures an overload is over before it is seen, and scaling acts too late. Each metric costs a little, so a machine that nothing scales and nobody watches may go without.',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html',
  also: ['CKV_AWS_126'],
  targets: ['aws_instance'],
  path: 'monitoring',
  message: 'Figures come every five minutes only: set monitoring = true.',

  fails: `resource "aws_instance" "main" {
  instance_type = "m5.large"
}`,
  passes: `resource "aws_instance" "main" {
  instance_type = "m5.large"
  monitoring    = true
}`,
});
