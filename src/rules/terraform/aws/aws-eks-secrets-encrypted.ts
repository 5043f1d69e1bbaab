import { settingRule } from '../setting.ts';

export const awsEksSecretsEncrypted = settingRule({
  id: 'aws-eks-secrets-encrypted',
  title: 'EKS secrets are encrypted with a key of their own',
  severity: 'low',
  category: 'security',
  why: 'From 1.28 on EKS wraps every Secret with a key of AWS; with one of yours you see its uses and can withdraw it. A key once chosen stays, and the cluster needs it: let few people schedule its deletion.',
  source: 'https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html',
  also: ['CKV_AWS_58', 'AVD-AWS-0039'],
  targets: ['aws_eks_cluster'],
  path: 'encryption_config.provider.key_arn',
  message: 'Secrets are wrapped with a key of AWS: name one of yours in encryption_config.',

  fails: `resource "aws_eks_cluster" "main" {
  name = "main"
}`,
  passes: `resource "aws_eks_cluster" "main" {
  name = "main"

  encryption_config {
    resources = ["secrets"]

    provider {
      key_arn = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    }
  }
}`,
});
