import { settingRule } from '../setting.ts';

export const awsEksSecretsEncrypted = settingRule({
  id: 'aws-eks-secrets-encrypted',
  title: 'EKS secrets are encrypted with a key of their own',
  severity: 'high',
  category: 'security',
  why: 'Whoever reads the disks of the control plane reads every Secret, unless they are wrapped with a KMS key. From 1.28 on EKS does it with a key of AWS; with one of yours you see its uses and can withdraw it.',
  source: 'https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html',
  also: ['CKV_AWS_58', 'AVD-AWS-0039'],
  targets: ['aws_eks_cluster'],
  path: 'encryption_config.provider.key_arn',
  message: 'Secrets are not wrapped with a key: add encryption_config with a KMS key.',

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
