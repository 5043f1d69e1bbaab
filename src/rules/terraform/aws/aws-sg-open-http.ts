import { terraformRule } from '../../rule.ts';
import { isEverywhere, openings, opensPort, securityGroupTargets, seenByOthers } from './ports.ts';

export const awsSgOpenHttp = terraformRule({
  id: 'aws-sg-open-http',
  title: 'Plain HTTP is not open to the whole internet',
  severity: 'low',
  category: 'security',
  why: 'What goes over port 80 can be read and changed on the way. A load balancer takes the plain request, redirects it, and is the only one that needs the port.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  also: ['CKV_AWS_260'],
  targets: securityGroupTargets,

  check: (block) =>
    openings(block, 'ingress').flatMap((opening) => {
      const range = opening.ranges.find(isEverywhere);
      if (range === undefined || !opensPort(opening, 80)) return [];
      return [
        {
          message: `Port 80 can be reached from everywhere (${range}): take HTTPS only, or name the ranges that need it.`,
          at: opening.at,
          ...(seenByOthers(block, opening, range) ? {} : { also: [] }),
        },
      ];
    }),

  fails: `
resource "aws_security_group" "web" {
  ingress {
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}`,
  passes: `
resource "aws_security_group" "web" {
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}`,
});
