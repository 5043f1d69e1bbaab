import { settingRule } from '../setting.ts';
import { onlyKeyOf } from './keys.ts';

export const awsRedshiftServerlessKms = settingRule({
  id: 'aws-redshift-serverless-kms',
  title: 'Redshift Serverless is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'With a key of your own you decide who may read the warehouse and can withdraw it. A key that AWS owns shows in no log of yours and cannot be switched off after a break-in.',
  source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-workgroups-and-namespaces-rotate-kms-key.html',
  also: ['CKV_AWS_282'],
  targets: ['aws_redshiftserverless_namespace'],
  path: 'kms_key_id',
  set: (namespace) => onlyKeyOf(namespace.module.folder),
  message: 'The warehouse uses a key of AWS: name one in kms_key_id.',

  fails: `resource "aws_kms_key" "warehouse" {
  enable_key_rotation = true
}

resource "aws_redshiftserverless_namespace" "main" {
  namespace_name = "warehouse"
}`,
  passes: `resource "aws_redshiftserverless_namespace" "main" {
  namespace_name = "warehouse"
  kms_key_id     = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}`,
});
