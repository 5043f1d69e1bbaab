import { addAfter } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';
import { freeName } from './s3.ts';

const type = 'aws_default_security_group';

export const awsVpcDefaultSg = terraformRule({
  id: 'aws-vpc-default-sg',
  title: 'The default security group of a VPC lets nothing through',
  severity: 'low',
  category: 'security',
  why: 'Whatever is started without a group of its own lands in the default one, which lets all its members talk to each other and to the world.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html',
  also: ['CKV2_AWS_12', 'AVD-AWS-0173'],
  targets: ['aws_vpc'],
  // It takes rules away from whatever uses the group.
  fixReplaces: true,

  check(vpc, folder) {
    const groups = folder.attached(type, 'vpc_id', vpc);
    if (groups.some((group) => group.blocks('ingress').length === 0 && group.blocks('egress').length === 0)) return undefined;
    return { message: 'The default security group is open: add aws_default_security_group without rules.' };
  },
  fix(vpc, folder) {
    if (folder.attached(type, 'vpc_id', vpc).length > 0 || vpc.key !== undefined || vpc.attribute('for_each') || vpc.attribute('count')) return undefined;
    return addAfter(vpc, `resource "${type}" "${freeName(folder, type, vpc.name)}" {\n  vpc_id = ${vpc.address}.id\n}`);
  },

  fails: 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}',
  passes: 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n\nresource "aws_default_security_group" "main" {\n  vpc_id = aws_vpc.main.id\n}',
});
