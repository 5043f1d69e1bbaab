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

/** What others report of a way, by the action that tells it from the rest. */
const alsoOf: Readonly<Record<string, string>> = {
  'iam:CreatePolicyVersion': 'AVD-AWS-0347',
  'lambda:CreateFunction': 'AVD-AWS-0348',
  'iam:AttachUserPolicy': 'AVD-AWS-0349',
  'iam:AttachGroupPolicy': 'AVD-AWS-0349',
  'iam:AttachRolePolicy': 'AVD-AWS-0349',
  'ec2:RunInstances': 'AVD-AWS-0350',
  'iam:PutUserPolicy': 'AVD-AWS-0351',
  'iam:PutGroupPolicy': 'AVD-AWS-0351',
  'iam:PutRolePolicy': 'AVD-AWS-0351',
  'iam:UpdateAssumeRolePolicy': 'AVD-AWS-0352',
};

export const awsIamPrivilegeEscalation = terraformRule({
  id: 'aws-iam-privilege-escalation',
  title: 'No policy lets its holder take more rights',
  severity: 'high',
  category: 'security',
  why: 'With one of these actions on every resource, whoever holds the policy can make itself an administrator in a minute. Somebody who takes over a build job needs no second hole: a new policy version or a passed role gives the rest.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html',
  also: [...new Set(Object.values(alsoOf))],
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
    if (way === undefined) return undefined;
    const message = `${way.join(' with ')} on every resource lets the holder take more rights: name the resources.`;
    return { message, at: policy.at, also: way.flatMap((action) => alsoOf[action] ?? []) };
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
