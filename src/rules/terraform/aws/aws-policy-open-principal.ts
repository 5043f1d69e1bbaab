import { terraformRule } from '../../rule.ts';
import { usedPolicyOf } from './policies.ts';

const also: Readonly<Record<string, readonly string[]>> = {
  aws_s3_bucket: ['CKV_AWS_70'],
  aws_s3_bucket_policy: ['CKV_AWS_70'],
  aws_kms_key: ['CKV_AWS_33'],
  aws_sqs_queue: ['CKV_AWS_168'],
  aws_sqs_queue_policy: ['CKV_AWS_168'],
  aws_sns_topic_policy: ['CKV_AWS_169'],
  aws_ecr_repository_policy: ['CKV_AWS_32'],
};

export const awsPolicyOpenPrincipal = terraformRule({
  id: 'aws-policy-open-principal',
  title: 'Resource policy names who it lets in',
  severity: 'high',
  category: 'security',
  why: 'A policy with the principal * and no condition lets in every AWS account, and often everyone without one. A stranger then reads your secret, pulls your image or fills your queue; it is right only for files meant for everyone.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  also: [...new Set(Object.values(also).flat())],
  targets: [
    'aws_s3_bucket',
    'aws_s3_bucket_policy',
    'aws_kms_key',
    'aws_sqs_queue',
    'aws_sqs_queue_policy',
    'aws_sns_topic_policy',
    'aws_ecr_repository_policy',
    'aws_secretsmanager_secret_policy',
  ],

  check(block) {
    const policy = usedPolicyOf(block);
    const open = policy?.statements.some((statement) => statement.effect === 'Allow' && !statement.conditional && statement.principals.includes('*'));
    return policy && open
      ? {
          message: 'A statement lets everyone in: name the principals, or add a condition.',
          at: policy.at,
          also: policy.elsewhere ? [] : (also[block.type] ?? []),
        }
      : undefined;
  },

  fails: `
resource "aws_s3_bucket_policy" "data" {
  bucket = "example-data"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Principal = "*", Resource = "arn:aws:s3:::example-data/*" }]
  })
}`,
  passes: `
resource "aws_s3_bucket_policy" "data" {
  bucket = "example-data"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Resource = "arn:aws:s3:::example-data/*" }]
  })
}`,
});
