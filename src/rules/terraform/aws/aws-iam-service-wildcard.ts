import { terraformRule } from '../../rule.ts';
import { identityPolicies, policyOf } from './policies.ts';

export const awsIamServiceWildcard = terraformRule({
  id: 'aws-iam-service-wildcard',
  title: 'No policy allows all of a service everywhere',
  severity: 'medium',
  category: 'security',
  why: 'All actions of a service on all of its resources is more than any program does: who takes over one that only reads a bucket may delete every other. What AWS adds to the service later is allowed as well.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  also: ['AVD-AWS-0057'],
  targets: [...identityPolicies, 'data.aws_iam_policy_document'],

  check(block) {
    const policy = policyOf(block);
    const wide = policy?.statements.flatMap((statement) =>
      // With principals it belongs to one thing, which is all that `*` stands for.
      statement.effect === 'Allow' && !statement.conditional && statement.principals.length === 0 && statement.resources.includes('*')
        ? statement.actions.filter((action) => /^[a-z0-9-]+:\*$/i.test(action))
        : [],
    );
    // All of IAM lets its holder take more rights, which has a rule of its own.
    const services = [...new Set(wide)].filter((action) => action.toLowerCase() !== 'iam:*');
    if (!policy || services.length === 0) return undefined;
    return { message: `${services.join(', ')} is allowed on every resource: name the actions, or the resources, that are needed.`, at: policy.at };
  },

  fails: `
resource "aws_iam_policy" "reports" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:*"
      Resource = "*"
    }]
  })
}`,
  passes: `
resource "aws_iam_policy" "reports" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:ListAllMyBuckets"]
      Resource = "*"
      }, {
      Effect   = "Allow"
      Action   = "s3:*"
      Resource = ["arn:aws:s3:::example-reports", "arn:aws:s3:::example-reports/*"]
    }]
  })
}`,
});
