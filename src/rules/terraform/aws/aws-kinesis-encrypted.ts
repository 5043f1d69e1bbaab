import { settingRule } from '../setting.ts';

export const awsKinesisEncrypted = settingRule({
  id: 'aws-kinesis-encrypted',
  title: 'Kinesis stream is encrypted',
  severity: 'medium',
  category: 'security',
  why: 'Records wait on disk for a day or more, readable without a key. It can be switched on while the stream runs; what was written before stays as it is until it expires.',
  source: 'https://docs.aws.amazon.com/streams/latest/dg/server-side-encryption.html',
  also: ['CKV_AWS_43', 'AVD-AWS-0064'],
  targets: ['aws_kinesis_stream'],
  path: 'encryption_type',
  good: (type) => type === 'KMS',
  message: 'Records are not encrypted: set encryption_type = "KMS", with a kms_key_id.',

  fails: `resource "aws_kinesis_stream" "main" {
  name = "clicks"
}`,
  passes: `resource "aws_kinesis_stream" "main" {
  name            = "clicks"
  encryption_type = "KMS"
  kms_key_id      = "alias/aws/kinesis"
}`,
});
