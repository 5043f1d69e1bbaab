import type { Block } from '../../hcl/block.ts';
import type { Folder } from '../../hcl/folder.ts';
import { settingRule } from '../setting.ts';

/** Services of AWS that can't publish to a topic with the key that is AWS's own, and where they name their topic. Source: docs.aws.amazon.com/sns/latest/dg/sns-key-management.html. */
const publishers = [
  ...['aws_cloudwatch_metric_alarm', 'aws_cloudwatch_composite_alarm'].flatMap((type) =>
    ['alarm_actions', 'ok_actions', 'insufficient_data_actions'].map((where) => [type, where] as const),
  ),
  ['aws_cloudwatch_event_target', 'arn'],
  ['aws_s3_bucket_notification', 'topic.topic_arn'],
] as const;

const takesFromAws = (topic: Block, folder: Folder): boolean => publishers.some(([type, where]) => folder.attached(type, where, topic).length > 0);

export const awsSnsEncrypted = settingRule({
  id: 'aws-sns-encrypted',
  title: 'SNS topic is encrypted',
  severity: 'medium',
  category: 'security',
  why: 'Messages wait on disk until they are delivered, readable without a key. Alarms of CloudWatch and events of S3 reach an encrypted topic only with a key of your own whose policy lets them.',
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html',
  also: ['CKV_AWS_26', 'AVD-AWS-0095'],
  targets: ['aws_sns_topic'],
  path: 'kms_master_key_id',
  // Those would publish no more: they take a key of one's own.
  set: (topic, _given, folder) => (takesFromAws(topic, folder) ? undefined : '"alias/aws/sns"'),
  message: 'The topic is not encrypted: set kms_master_key_id.',

  fails: `resource "aws_sns_topic" "main" {
  name = "alerts"
}`,
  passes: `resource "aws_sns_topic" "main" {
  name              = "alerts"
  kms_master_key_id = "alias/aws/sns"
}`,
});
