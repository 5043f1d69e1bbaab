import { terraformRule } from '../../rule.ts';

export const awsKmsKeyPolicy = terraformRule({
  id: 'aws-kms-key-policy',
  title: 'KMS key says who may use it',
  severity: 'low',
  category: 'security',
  why: 'Without a policy of its own, everyone in the account whose IAM policy names KMS may use the key. A developer with kms:Decrypt on every resource then reads all that it seals, and nothing at the key stops that.',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html',
  also: ['CKV2_AWS_64'],
  targets: ['aws_kms_key'],

  check: (key, folder) =>
    key.get('policy') !== undefined || folder.attached('aws_kms_key_policy', 'key_id', key).length > 0
      ? undefined
      : { message: 'The key has no policy of its own: say who administers it and who uses it.' },

  fails: 'resource "aws_kms_key" "main" {\n  enable_key_rotation = true\n}',
  passes: `
resource "aws_kms_key" "main" {
  enable_key_rotation = true
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "kms:*", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Resource = "*" }]
  })
}`,
});
