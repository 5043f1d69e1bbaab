import { switchRule } from '../switch.ts';

export const awsKmsRotation = switchRule({
  id: 'aws-kms-rotation',
  title: 'KMS key rotates',
  severity: 'medium',
  category: 'security',
  why: 'A key that never changes makes every leak of its material last for ever. Rotation is one switch and breaks nothing: old data stays readable.',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html',
  also: ['CKV_AWS_7', 'AVD-AWS-0065'],
  targets: ['aws_kms_key'],
  path: 'enable_key_rotation',
  message: 'The key never rotates: set enable_key_rotation = true.',
  // AWS rotates symmetric encryption keys only.
  when: (key) => {
    const spec = key.get('customer_master_key_spec') ?? 'SYMMETRIC_DEFAULT';
    const usage = key.get('key_usage') ?? 'ENCRYPT_DECRYPT';
    return spec === 'SYMMETRIC_DEFAULT' && usage === 'ENCRYPT_DECRYPT' && key.get('custom_key_store_id') === undefined;
  },

  fails: 'resource "aws_kms_key" "main" {\n  description = "Main key"\n}',
  passes: 'resource "aws_kms_key" "main" {\n  description         = "Main key"\n  enable_key_rotation = true\n}',
});
