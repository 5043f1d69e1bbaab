import { terraformRule } from '../../rule.ts';
import { isEverywhere, openings, opensPort, securityGroupTargets, seenByOthers } from './ports.ts';

const adminPorts = [
  { port: 22, name: 'SSH', also: ['CKV_AWS_24', 'AVD-AWS-0107'] },
  { port: 3389, name: 'RDP', also: ['CKV_AWS_25', 'AVD-AWS-0107'] },
] as const;

export const awsSgOpenAdminPorts = terraformRule({
  id: 'aws-sg-open-admin-ports',
  title: 'No SSH or RDP from the whole internet',
  severity: 'critical',
  category: 'security',
  why: 'Ports 22 and 3389 are tried by robots within minutes of being opened. Session Manager needs no open port at all.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  also: ['CKV_AWS_24', 'CKV_AWS_25', 'AVD-AWS-0107'],
  targets: securityGroupTargets,

  check: (block) =>
    openings(block, 'ingress').flatMap((opening) => {
      const range = opening.ranges.find(isEverywhere);
      const open = adminPorts.filter(({ port }) => opensPort(opening, port));
      if (range === undefined || open.length === 0) return [];
      const names = open.map(({ port, name }) => `${name} (${port})`).join(' and ');
      return [
        {
          message: `${names} can be reached from everywhere (${range}): name the ranges that need it.`,
          at: opening.at,
          also: [...new Set(open.flatMap(({ also }) => also))].filter((id) => seenByOthers(block, opening, range) || !id.startsWith('CKV')),
        },
      ];
    }),

  fails: `
resource "aws_security_group" "web" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}`,
  passes: `
resource "aws_security_group" "web" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}`,
});
