import { Block, type Body } from '../../hcl/block.ts';
import { asBoolean } from '../../hcl/value.ts';
import { setIn } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

export const awsEc2PublicAddress = terraformRule({
  id: 'aws-ec2-public-address',
  title: 'EC2 has no public address',
  severity: 'medium',
  category: 'security',
  why: 'A public address is reachable by everyone as soon as one security group is careless. A load balancer or Session Manager needs none.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html',
  also: ['CKV_AWS_88'],
  targets: ['aws_instance', 'aws_launch_template'],
  fixReplaces: ({ type }) => type === 'aws_instance',

  check: (block) =>
    open(block).map((body) => ({
      message: 'The instance gets a public address: set associate_public_ip_address = false.',
      at: body.span('associate_public_ip_address'),
    })),
  fix(block) {
    const [first] = open(block);
    return first instanceof Block && first.syntax.type !== 'content' ? setIn(first.syntax, ['associate_public_ip_address'], 'false') : undefined;
  },

  fails: 'resource "aws_instance" "main" {\n  associate_public_ip_address = true\n}',
  passes: 'resource "aws_instance" "main" {\n  associate_public_ip_address = false\n}',
});

const open = (block: Block): Body[] =>
  (block.type === 'aws_instance' ? [block] : block.blocks('network_interfaces')).filter(
    (body) => (body === block || !body.uncertain) && asBoolean(body.get('associate_public_ip_address')) === true,
  );
