import { switchRule } from '../switch.ts';

export const awsEc2EbsOptimized = switchRule({
  id: 'aws-ec2-ebs-optimized',
  title: 'EC2 has a lane of its own to its disks',
  severity: 'low',
  category: 'performance',
  why: 'Without it, disk traffic shares the network of the instance and both slow each other down. Current instance types have it at no cost.',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html',
  also: ['CKV_AWS_135'],
  targets: ['aws_instance'],
  fixReplaces: true,
  path: 'ebs_optimized',
  message: 'Disk and network share one lane: set ebs_optimized = true.',

  fails: `resource "aws_instance" "main" {
  instance_type = "m5.large"
}`,
  passes: `resource "aws_instance" "main" {
  instance_type = "m5.large"
  ebs_optimized = true
}`,
});
