import { switchRule } from '../switch.ts';

export const awsEc2PublicAddress = switchRule({
  id: 'aws-ec2-public-address',
  title: 'EC2 has no public address',
  severity: 'medium',
  category: 'security',
  why: 'A public address is reachable by everyone as soon as one security group is careless. A load balancer or Session Manager needs none.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html',
  also: ['CKV_AWS_88'],
  targets: ['aws_instance'],
  fixReplaces: true,
  path: 'associate_public_ip_address',
  value: false,
  standard: false,
  message: 'The instance gets a public address: set associate_public_ip_address = false.',

  fails: `resource "aws_instance" "main" {
  associate_public_ip_address = true
}`,
  passes: `resource "aws_instance" "main" {
  associate_public_ip_address = false
}`,
});
