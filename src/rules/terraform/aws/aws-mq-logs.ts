import { switchRule } from '../switch.ts';

export const awsMqLogs = switchRule({
  id: 'aws-mq-logs',
  title: 'MQ broker writes its log',
  severity: 'medium',
  category: 'operations',
  why: 'Without the log there is no telling why a broker restarted or who was refused. It goes to CloudWatch, so it is still there when the broker that wrote it is not.',
  source: 'https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/configure-logging-monitoring-activemq.html',
  also: ['CKV_AWS_48', 'AVD-AWS-0071'],
  targets: ['aws_mq_broker'],
  path: 'logs.general',
  message: 'The broker writes no log: set general = true in logs.',

  fails: `resource "aws_mq_broker" "main" {
  broker_name = "orders"
}`,
  passes: `resource "aws_mq_broker" "main" {
  broker_name = "orders"

  logs {
    general = true
  }
}`,
});
