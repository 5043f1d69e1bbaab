import { terraformRule } from '../../rule.ts';
import { identityPolicies, policyOf } from './policies.ts';

export const awsIamFullAdmin = terraformRule({
  id: 'aws-iam-full-admin',
  title: 'No policy allows everything',
  severity: 'critical',
  category: 'security',
  why: 'Whoever gets hold of an identity with such a policy owns the account. Name the actions and the resources that are needed.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  also: ['CKV_AWS_62', 'CKV_AWS_63', 'CKV_AWS_1', 'CKV_AWS_49', 'AVD-AWS-0057'],
  targets: [...identityPolicies, 'data.aws_iam_policy_document'],

  check(block) {
    const policy = policyOf(block);
    const wide = policy?.statements.find((statement) => statement.effect === 'Allow' && statement.actions.some((action) => action === '*' || action === '*:*'));
    if (!policy || !wide) return undefined;
    const everywhere = wide.resources.includes('*');
    const also = block.syntax.type === 'data' ? ['CKV_AWS_49', ...(everywhere ? ['CKV_AWS_1'] : [])] : ['CKV_AWS_63', ...(everywhere ? ['CKV_AWS_62'] : [])];
    return {
      message: `A statement allows every action${everywhere ? ' on every resource' : ''}: name the actions that are needed.`,
      at: policy.at,
      also: [...also, 'AVD-AWS-0057'],
    };
  },

  fails: `
data "aws_iam_policy_document" "admin" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
}`,
  passes: `
data "aws_iam_policy_document" "reader" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::example-data/*"]
  }
}`,
});
