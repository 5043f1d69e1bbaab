import { textMatches } from '../../engine/pattern.ts';
import { terraformRule } from '../../rule.ts';
import { identityPolicies, policyOf } from './policies.ts';

/** Each lets its holder take more rights than it was given, alone or together. */
const ways: readonly (readonly string[])[] = [
  ['iam:CreatePolicyVersion'],
  ['iam:SetDefaultPolicyVersion'],
  ['iam:CreateAccessKey'],
  ['iam:CreateLoginProfile'],
  ['iam:UpdateLoginProfile'],
  ['iam:AttachUserPolicy'],
  ['iam:AttachGroupPolicy'],
  ['iam:AttachRolePolicy'],
  ['iam:PutUserPolicy'],
  ['iam:PutGroupPolicy'],
  ['iam:PutRolePolicy'],
  ['iam:AddUserToGroup'],
  ['iam:UpdateAssumeRolePolicy', 'sts:AssumeRole'],
  ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'],
  ['iam:PassRole', 'ec2:RunInstances'],
  ['iam:PassRole', 'cloudformation:CreateStack'],
  ['iam:PassRole', 'glue:CreateDevEndpoint'],
];

export const awsIamPrivilegeEscalation = terraformRule({
  id: 'aws-iam-privilege-escalation',
  title: 'No policy lets its holder take more rights',
  severity: 'high',
  category: 'security',
  why: 'With one of these actions on every resource, whoever holds the policy can make itself an administrator in a minute. Somebody who takes over a build job needs no second hole: a new policy version or a passed role gives the rest.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
  also: [],
  targets: [...identityPolicies, 'data.aws_iam_policy_document'],

  check(block) {
    const policy = policyOf(block);
    if (!policy) return undefined;
    const free = policy.statements
      .filter((statement) => statement.effect === 'Allow' && !statement.conditional && statement.resources.includes('*'))
      .flatMap((statement) => statement.actions);
    // A policy that allows everything has a rule of its own.
    if (free.some((action) => action === '*' || action === '*:*')) return undefined;
    const way = ways.find((actions) => actions.every((action) => free.some((pattern) => textMatches(pattern.toLowerCase(), action.toLowerCase()))));
    return way && { message: `${way.join(' with ')} on every resource lets the holder take more rights: name the resources.`, at: policy.at };
  },

  fails: `
resource "aws_iam_policy" "ci" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["iam:PassRole", "ec2:RunInstances"]
      Resource = "*"
    }]
  })
}`,
  passes: `
resource "aws_iam_policy" "ci" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["iam:PassRole"]
      Resource = "arn:aws:iam::123456789012:role/worker"
      }, {
      Effect   = "Allow"
      Action   = ["ec2:RunInstances"]
      Resource = "*"
    }]
  })
}`,
});
