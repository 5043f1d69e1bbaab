import { asBoolean, isUnknown } from '../../hcl/value.ts';
import { addAttributes, addBlock, set } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';
import { onlyKey } from './keys.ts';

export const awsFirehoseKms = terraformRule({
  id: 'aws-firehose-kms',
  title: 'Firehose stream is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'With a key of your own you decide who may read what waits in the stream, and can withdraw it. The key that AWS owns encrypts as well, but its use is in no log of yours when an auditor asks.',
  source: 'https://docs.aws.amazon.com/firehose/latest/dg/encryption.html',
  also: ['CKV_AWS_241'],
  targets: ['aws_kinesis_firehose_delivery_stream'],

  check(stream) {
    // What comes out of a Kinesis stream is encrypted there.
    if (stream.blocks('kinesis_source_configuration').length > 0) return undefined;
    const [on, type, key] = ['enabled', 'key_type', 'key_arn'].map((name) => stream.get(`server_side_encryption.${name}`));
    const good = (isUnknown(on) || asBoolean(on) === true) && (isUnknown(type) || type === 'CUSTOMER_MANAGED_CMK') && key !== undefined;
    return good
      ? undefined
      : {
          message: 'Records use a key of AWS, or none: set key_type = "CUSTOMER_MANAGED_CMK" and a key_arn in server_side_encryption.',
          at: stream.span('server_side_encryption'),
        };
  },
  fix(stream, folder) {
    const key = onlyKey(folder);
    if (key === undefined) return undefined;
    const blocks = stream.syntax.blocks.filter((block) => block.type === 'server_side_encryption');
    const [block] = blocks;
    if (block === undefined) {
      if (stream.blocks('server_side_encryption').length > 0) return undefined;
      return [addBlock(stream.syntax, ['server_side_encryption {', '  enabled  = true', '  key_type = "CUSTOMER_MANAGED_CMK"', `  key_arn  = ${key}`, '}'])];
    }
    // What is on already and names neither gets both; anything else a person has decided.
    if (asBoolean(stream.get('server_side_encryption.enabled')) !== true || block.attributes.has('key_arn')) return undefined;
    if (!block.attributes.has('key_type')) return addAttributes(block, { key_type: '"CUSTOMER_MANAGED_CMK"', key_arn: key });
    const type = set(stream, 'server_side_encryption.key_type', '"CUSTOMER_MANAGED_CMK"');
    return type && [...type, ...addAttributes(block, { key_arn: key })];
  },

  fails: `
resource "aws_kms_key" "streams" {
  enable_key_rotation = true
}

resource "aws_kinesis_firehose_delivery_stream" "main" {
  name = "clicks"

  server_side_encryption {
    enabled = true
  }
}`,
  passes: `
resource "aws_kinesis_firehose_delivery_stream" "main" {
  name = "clicks"

  server_side_encryption {
    enabled  = true
    key_type = "CUSTOMER_MANAGED_CMK"
    key_arn  = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }
}`,
});
