import { terraformRule } from '../../rule.ts';
import { usedPolicyOf } from './policies.ts';

export const awsIamRoleTrust = terraformRule({
  id: 'aws-iam-role-trust',
  title: 'Role names who may take it',
  severity: 'critical',
  category: 'security',
  why: 'A role that trusts * can be taken from any AWS account in the world. All it takes is the ARN, which is no secret: it stands in logs, in error messages and in public code.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  also: ['CKV_AWS_60'],
  targets: ['aws_iam_role'],

  check(role) {
    const policy = usedPolicyOf(role);
    const open = policy?.statements.some((statement) => statement.effect === 'Allow' && !statement.conditional && statement.principals.includes('*'));
    if (!policy || !open) return undefined;
    return {
      message: 'Every AWS account may take this role: name the accounts or services that need it.',
      at: policy.at,
      ...(policy.elsewhere ? { also: [] } : {}),
    };
  },

  fails: `
resource "aws_iam_role" "worker" {
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" } }]
  })
}`,
  passes: `
resource "aws_iam_role" "worker" {
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}`,
});
