import { Block, type Body } from '../../hcl/block.ts';
import { asText } from '../../hcl/value.ts';
import { setIn } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

const ownRules = new Set(['aws_security_group_rule', 'aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule']);

export const awsSgRuleDescription = terraformRule({
  id: 'aws-sg-rule-description',
  title: 'Security group rule says what it lets through',
  severity: 'low',
  category: 'operations',
  why: 'When somebody asks whether a port may be closed, the answer has to stand somewhere. Otherwise the port of a service long gone stays open, because closing it might break something.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  also: ['CKV_AWS_23', 'AVD-AWS-0124'],
  targets: ['aws_security_group', ...ownRules],

  check: (block) => silent(block).map(({ body }) => ({ message: 'The rule does not say what it lets through: give it a description.', at: body.span() })),
  fix(block) {
    const edits = silent(block).map(({ body, direction }) =>
      body instanceof Block && body.syntax.type !== 'content' ? setIn(body.syntax, ['description'], JSON.stringify(words(body, direction))) : undefined,
    );
    return edits.length === 0 || edits.some((edit) => edit === undefined) ? undefined : edits.flatMap((edit) => edit ?? []);
  },

  fails: `
resource "aws_security_group" "web" {
  name        = "web"
  description = "Web servers"

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}`,
  passes: `
resource "aws_security_group" "web" {
  name        = "web"
  description = "Web servers"

  ingress {
    description = "HTTPS from the network"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}`,
});

function silent(block: Block): { body: Body; direction: string }[] {
  if (ownRules.has(block.type))
    return block.get('description') === undefined
      ? [{ body: block, direction: block.type.includes('egress') || block.get('type') === 'egress' ? 'to' : 'from' }]
      : [];
  return ['ingress', 'egress'].flatMap((name) =>
    block
      .blocks(name)
      .filter((body) => !body.uncertain && (body.get('description') === undefined || body.get('description') === ''))
      .map((body) => ({ body, direction: name === 'ingress' ? 'from' : 'to' })),
  );
}

/** "TCP 443 from 10.0.0.0/16": what can be said without knowing why. */
function words(body: Body, direction: string): string {
  const text = (name: string): string | undefined => {
    const value = asText(body.get(name));
    return typeof value === 'string' ? value : undefined;
  };
  const protocol = text('protocol') ?? text('ip_protocol');
  const [from, to] = [text('from_port'), text('to_port')];
  const what =
    protocol === '-1'
      ? 'Everything'
      : [protocol?.toUpperCase(), from === undefined ? undefined : from === to ? from : `${from} to ${to ?? '?'}`]
          .filter((part) => part !== undefined)
          .join(' ') || 'Traffic';
  const list = body.get('cidr_blocks');
  const range = Array.isArray(list) ? list.filter((one) => typeof one === 'string')[0] : (text('cidr_ipv4') ?? text('cidr_ipv6'));
  return range === undefined ? what : `${what} ${direction} ${range === '0.0.0.0/0' || range === '::/0' ? 'everywhere' : range}`;
}
