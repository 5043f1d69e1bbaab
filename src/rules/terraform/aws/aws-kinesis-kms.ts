import { settingRule } from '../setting.ts';

export const awsKinesisKms = settingRule({
  id: 'aws-kinesis-kms',
  title: 'Kinesis stream names its key',
  severity: 'low',
  category: 'security',
  why: 'A stream that names no key is read by whoever may read streams in the account; with a key you decide who may, and each use is logged. Disabling the key stops every reader within minutes, and every writer too, on the day a consumer is taken over.',
  source: 'https://docs.aws.amazon.com/streams/latest/dg/what-is-sse.html',
  also: ['CKV_AWS_185'],
  targets: ['aws_kinesis_stream'],
  path: 'kms_key_id',
  message: 'The stream names no key: set kms_key_id.',

  fails: `resource "aws_kinesis_stream" "main" {
  name            = "clicks"
  encryption_type = "KMS"
}`,
  passes: `resource "aws_kinesis_stream" "main" {
  name            = "clicks"
  encryption_type = "KMS"
  kms_key_id      = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}`,
});
