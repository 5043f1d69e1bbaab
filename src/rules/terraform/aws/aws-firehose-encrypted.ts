import { switchRule } from '../switch.ts';

export const awsFirehoseEncrypted = switchRule({
  id: 'aws-firehose-encrypted',
  title: 'Firehose stream is encrypted',
  severity: 'medium',
  category: 'security',
  why: 'Records wait in the stream until they are delivered, readable without a key. When the destination is away, that can be a day; a key that AWS owns costs nothing.',
  source: 'https://docs.aws.amazon.com/firehose/latest/dg/encryption.html',
  also: ['CKV_AWS_240'],
  targets: ['aws_kinesis_firehose_delivery_stream'],
  path: 'server_side_encryption.enabled',
  when: (stream) => stream.blocks('kinesis_source_configuration').length === 0,
  message: 'Records are not encrypted: enable server_side_encryption.',

  fails: `resource "aws_kinesis_firehose_delivery_stream" "main" {
  name = "clicks"
}`,
  passes: `resource "aws_kinesis_firehose_delivery_stream" "main" {
  name = "clicks"

  server_side_encryption {
    enabled = true
  }
}`,
});
