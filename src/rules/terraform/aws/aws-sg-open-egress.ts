import type { Block } from '../../hcl/block.ts';
import { terraformRule } from '../../rule.ts';
import { isEverywhere, type Opening, openings, securityGroupTargets } from './ports.ts';

/** Others read written ports only, know neither all protocols nor IPv6 where a rule is a resource, and pass over default groups. */
function seenByOthers(block: Block, { from, to, protocol }: Opening, range: string): boolean {
  if (from === undefined || to === undefined || block.type === 'aws_default_security_group') return false;
  const isRule = block.type === 'aws_vpc_security_group_egress_rule';
  if (from === -1) return !isRule || !range.includes(':');
  return !isRule && protocol === '-1' && from === 0 && (to === 0 || to === 65_535);
}

export const awsSgOpenEgress = terraformRule({
  id: 'aws-sg-open-egress',
  title: 'Security group says what may go out',
  severity: 'info',
  category: 'security',
  why: 'Whoever gets into a machine that may talk to everything sends its data anywhere and fetches tools from anywhere. Most machines need HTTPS and a database; the name server of the VPC answers without a rule.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  also: ['CKV_AWS_382', 'AVD-AWS-0104'],
  targets: securityGroupTargets,

  check: (block) =>
    openings(block, 'egress').flatMap((opening) => {
      const range = opening.ranges.find(isEverywhere);
      if (range === undefined || (opening.protocol !== '-1' && opening.protocol !== 'all')) return [];
      const message = `Everything may go everywhere (${range}): name the ports and ranges that are needed.`;
      return [{ message, at: opening.at, ...(seenByOthers(block, opening, range) ? {} : { also: ['AVD-AWS-0104'] }) }];
    }),

  fails: `
resource "aws_security_group" "web" {
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}`,
  passes: `
resource "aws_security_group" "web" {
  egress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}`,
});
