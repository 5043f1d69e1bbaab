import type { Block } from '../../hcl/block.ts';
import { terraformRule } from '../../rule.ts';

export const awsIamUserPolicy = terraformRule({
  id: 'aws-iam-user-policy',
  title: 'Policies go to groups and roles, not to users',
  severity: 'low',
  category: 'security',
  why: 'Rights that hang on single people are forgotten when the people move on, and nobody sees who may do what. Taking somebody out of a group withdraws all of it at once, and an audit reads a few groups instead of every user.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  also: ['CKV_AWS_40', 'AVD-AWS-0143'],
  targets: ['aws_iam_user_policy', 'aws_iam_user_policy_attachment', 'aws_iam_policy_attachment'],

  check: (block) =>
    block.type === 'aws_iam_policy_attachment' && !hasUsers(block)
      ? undefined
      : { message: 'The policy hangs on a single user: attach it to a group or a role.' },

  fails: 'resource "aws_iam_user_policy_attachment" "reader" {\n  user       = "example"\n  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"\n}',
  passes: 'resource "aws_iam_group_policy_attachment" "reader" {\n  group      = "readers"\n  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"\n}',
});

const hasUsers = (block: Block): boolean => {
  const users = block.get('users');
  return Array.isArray(users) && users.length > 0;
};
