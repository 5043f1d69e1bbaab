import { asBoolean } from '../../hcl/value.ts';
import { set } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

export const awsSqsEncrypted = terraformRule({
  id: 'aws-sqs-encrypted',
  title: 'SQS queue is encrypted',
  severity: 'medium',
  category: 'security',
  why: 'Messages wait on disk until they are taken, readable without a key. AWS encrypts new queues unasked; written down, it covers older queues too, and those where somebody switched it off.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html',
  also: ['CKV_AWS_27', 'AVD-AWS-0096'],
  targets: ['aws_sqs_queue'],

  check(queue) {
    const key = queue.get('kms_master_key_id');
    if (key !== undefined && key !== '') return undefined;
    const managed = asBoolean(queue.get('sqs_managed_sse_enabled'));
    return managed === undefined || managed === false
      ? { message: 'Messages are not encrypted: set sqs_managed_sse_enabled = true or kms_master_key_id.', at: queue.span('sqs_managed_sse_enabled') }
      : undefined;
  },
  fix: (queue) => set(queue, 'sqs_managed_sse_enabled', 'true'),

  fails: 'resource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n}',
  passes: 'resource "aws_sqs_queue" "jobs" {\n  name                    = "jobs"\n  sqs_managed_sse_enabled = true\n}',
});
