import type { Block } from '../../hcl/block.ts';
import type { Folder } from '../../hcl/folder.ts';
import { isUnknown } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';

/** Whether something scales the table, named by a reference or by its name. */
function isScaled(table: Block, folder: Folder): boolean {
  if (folder.attached('aws_appautoscaling_target', 'resource_id', table).length > 0) return true;
  const name = table.get('name');
  return folder.all('aws_appautoscaling_target').some((target) => target.get('resource_id') === `table/${String(name)}`);
}

export const awsDynamodbScaling = terraformRule({
  id: 'aws-dynamodb-scaling',
  title: 'DynamoDB table follows its load',
  severity: 'low',
  category: 'reliability',
  why: 'A fixed capacity is paid for at night and refuses requests at noon. Refused requests reach users as errors once retries run out; only a load that is truly steady is cheaper this way.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html',
  also: ['CKV2_AWS_16'],
  targets: ['aws_dynamodb_table'],

  check(table, folder) {
    const mode = table.get('billing_mode') ?? 'PROVISIONED';
    if (isUnknown(mode) || mode !== 'PROVISIONED' || isScaled(table, folder)) return undefined;
    return {
      message: 'The capacity is fixed: set billing_mode = "PAY_PER_REQUEST", or add aws_appautoscaling_target and aws_appautoscaling_policy.',
      at: table.span('billing_mode'),
    };
  },

  fails: `
resource "aws_dynamodb_table" "orders" {
  name           = "orders"
  hash_key       = "id"
  read_capacity  = 20
  write_capacity = 20
}`,
  passes: `
resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
}`,
});
