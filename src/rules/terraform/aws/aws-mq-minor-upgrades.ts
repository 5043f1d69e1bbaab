import { switchRule } from '../switch.ts';

export const awsMqMinorUpgrades = switchRule({
  id: 'aws-mq-minor-upgrades',
  title: 'MQ broker takes small upgrades by itself',
  severity: 'low',
  category: 'operations',
  why: 'Small versions bring the fixes for known holes; taken in the maintenance window they cost nobody a day. A broker without a standby is away while it restarts, so choose a window in which its clients can wait.',
  source: 'https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/upgrading-brokers.html',
  also: ['CKV_AWS_207'],
  targets: ['aws_mq_broker'],
  path: 'auto_minor_version_upgrade',
  message: 'Small upgrades are not taken: set auto_minor_version_upgrade = true.',

  fails: `resource "aws_mq_broker" "main" {
  broker_name = "orders"
}`,
  passes: `resource "aws_mq_broker" "main" {
  broker_name                = "orders"
  auto_minor_version_upgrade = true
}`,
});
