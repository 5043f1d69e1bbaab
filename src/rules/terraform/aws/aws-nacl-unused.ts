import { terraformRule } from '../../rule.ts';

export const awsNaclUnused = terraformRule({
  id: 'aws-nacl-unused',
  title: 'Network ACL is in force somewhere',
  severity: 'info',
  category: 'operations',
  why: 'An ACL of no subnet protects nothing, though it looks as if it did. Whoever reads its rules takes a port for closed that the ACL in force leaves open.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html',
  also: ['CKV2_AWS_1'],
  targets: ['aws_network_acl'],

  check: (acl, folder) =>
    acl.get('subnet_ids') !== undefined || folder.attached('aws_network_acl_association', 'network_acl_id', acl).length > 0
      ? undefined
      : { message: 'The ACL belongs to no subnet: set subnet_ids, or take it out.' },

  fails: `
resource "aws_network_acl" "main" {
  vpc_id = "vpc-11111111"
}`,
  passes: `
resource "aws_subnet" "main" {
  vpc_id     = "vpc-11111111"
  cidr_block = "10.0.0.0/24"
}

resource "aws_network_acl" "main" {
  vpc_id     = "vpc-11111111"
  subnet_ids = [aws_subnet.main.id]
}`,
});
