import { terraformRule } from '../../rule.ts';
import { addCompanion } from './companion.ts';

const type = 'aws_default_security_group';

export const awsVpcDefaultSg = terraformRule({
  id: 'aws-vpc-default-sg',
  title: 'The default security group of a VPC lets nothing through',
  severity: 'low',
  category: 'security',
  why: 'Whatever is started without a group of its own lands in the default one, which lets all its members talk to each other and to the world. It cannot be deleted, but emptied it shows at once who has forgotten to choose a group.',
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
  fix: (vpc, folder) => addCompanion(vpc, folder, { type, attribute: 'vpc_id', body: '' }),

  fails: 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}',
  passes: 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n\nresource "aws_default_security_group" "main" {\n  vpc_id = aws_vpc.main.id\n}',
});
