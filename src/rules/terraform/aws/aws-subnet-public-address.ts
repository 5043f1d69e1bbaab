import { switchRule } from '../switch.ts';

export const awsSubnetPublicAddress = switchRule({
  id: 'aws-subnet-public-address',
  title: 'Subnet does not hand out public addresses',
  severity: 'medium',
  category: 'security',
  why: 'Everything started in it would be on the internet unless somebody thinks of it each time. Load balancers and NAT gateways do not need the switch: they get their public addresses by other ways.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html',
  also: ['CKV_AWS_130', 'AVD-AWS-0164'],
  targets: ['aws_subnet'],
  path: 'map_public_ip_on_launch',
  value: false,
  standard: false,
  message: 'Everything started here gets a public address: set map_public_ip_on_launch = false.',

  fails: `resource "aws_subnet" "main" {
  cidr_block              = "10.0.1.0/24"
  map_public_ip_on_launch = true
}`,
  passes: `resource "aws_subnet" "main" {
  cidr_block              = "10.0.1.0/24"
  map_public_ip_on_launch = false
}`,
});
