import { set } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

export const awsSgDescription = terraformRule({
  id: 'aws-sg-description',
  title: 'Security group says what it is for',
  severity: 'low',
  category: 'operations',
  why: 'A group nobody can explain is a group nobody dares to close. The text can only be given when the group is made.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-groups.html',
  also: ['CKV_AWS_23', 'AVD-AWS-0099'],
  targets: ['aws_security_group', 'aws_elasticache_security_group', 'aws_redshift_security_group'],
  fixReplaces: true,

  check: (group) => (group.get('description') === undefined ? { message: 'The group says nothing about what it is for: give it a description.' } : undefined),
  fix: (group) => set(group, 'description', `"${group.name.replace(/[_-]+/g, ' ')}"`),

  fails: 'resource "aws_security_group" "web" {\n  name = "web"\n}',
  passes: 'resource "aws_security_group" "web" {\n  name        = "web"\n  description = "Web servers, behind the load balancer"\n}',
});
