import { asBoolean } from '../../hcl/value.ts';
import { addBlock, set } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';
import { onlyKey } from './keys.ts';

export const awsDynamodbKms = terraformRule({
  id: 'aws-dynamodb-kms',
  title: 'DynamoDB table is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'With a key of your own you decide who may read the table, see each use in the log and can withdraw it; the default key belongs to AWS. The key and its uses are billed, so a table that holds nothing personal or secret may go without.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html',
  also: ['CKV_AWS_119', 'AVD-AWS-0025'],
  targets: ['aws_dynamodb_table'],

  check(table) {
    const enabled = asBoolean(table.get('server_side_encryption.enabled')) ?? false;
    const named = table.get('server_side_encryption.kms_key_arn') !== undefined;
    return enabled === false || !named
      ? { message: 'The table uses a key of AWS: enable server_side_encryption with a kms_key_arn.', at: table.span('server_side_encryption') }
      : undefined;
  },
  fix(table, folder) {
    const key = onlyKey(folder);
    if (key === undefined) return undefined;
    if (table.blocks('server_side_encryption').length === 0)
      return [addBlock(table.syntax, ['server_side_encryption {', '  enabled     = true', `  kms_key_arn = ${key}`, '}'])];
    return asBoolean(table.get('server_side_encryption.enabled')) === true ? set(table, 'server_side_encryption.kms_key_arn', key) : undefined;
  },

  fails: `
resource "aws_kms_key" "main" {
  enable_key_rotation = true
}

resource "aws_dynamodb_table" "orders" {
  name = "orders"

  server_side_encryption {
    enabled = true
  }
}`,
  passes: `
resource "aws_kms_key" "main" {
  enable_key_rotation = true
}

resource "aws_dynamodb_table" "orders" {
  name = "orders"

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.main.arn
  }
}`,
});
