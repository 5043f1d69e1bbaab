import { asBoolean } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';

export const awsMskLogs = terraformRule({
  id: 'aws-msk-logs',
  title: 'MSK brokers write their log',
  severity: 'medium',
  category: 'operations',
  why: 'Without the log of the brokers there is no telling why a partition had no leader or who was refused. The disks of the brokers are out of your reach, so what was not sent out cannot be read later.',
  source: 'https://docs.aws.amazon.com/msk/latest/developerguide/msk-logging.html',
  also: ['CKV_AWS_80', 'AVD-AWS-0074'],
  targets: ['aws_msk_cluster'],

  check(cluster) {
    const places = ['cloudwatch_logs', 'firehose', 's3'].map((place) => asBoolean(cluster.get(`logging_info.broker_logs.${place}.enabled`)));
    return places.some((on) => on !== undefined && on !== false)
      ? undefined
      : { message: 'The brokers write no log: enable one of cloudwatch_logs, firehose and s3 in logging_info.broker_logs.', at: cluster.span('logging_info') };
  },

  fails: `resource "aws_msk_cluster" "main" {
  cluster_name = "events"
}`,
  passes: `resource "aws_msk_cluster" "main" {
  cluster_name = "events"

  logging_info {
    broker_logs {
      cloudwatch_logs {
        enabled   = true
        log_group = "events"
      }
    }
  }
}`,
});
