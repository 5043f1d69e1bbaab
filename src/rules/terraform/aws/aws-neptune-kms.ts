import { settingRule } from '../setting.ts';

export const awsNeptuneKms = settingRule({
  id: 'aws-neptune-kms',
  title: 'Neptune is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'With a key of your own you decide who may read the graph and its snapshots, and can withdraw it. The shared key opens for whoever may use the service; the choice is made with the cluster and cannot be changed later.',
  source: 'https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html',
  also: ['CKV_AWS_347', 'AVD-AWS-0128'],
  targets: ['aws_neptune_cluster'],
  path: 'kms_key_arn',
  message: 'The graph uses the shared key of the account: name a key in kms_key_arn.',

  fails: `resource "aws_neptune_cluster" "main" {
  storage_encrypted = true
}`,
  passes: `resource "aws_neptune_cluster" "main" {
  storage_encrypted = true
  kms_key_arn       = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}`,
});
