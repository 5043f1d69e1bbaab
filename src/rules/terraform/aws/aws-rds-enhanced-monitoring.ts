import { settingRule } from '../setting.ts';

export const awsRdsEnhancedMonitoring = settingRule({
  id: 'aws-rds-enhanced-monitoring',
  title: 'RDS reports its operating system',
  severity: 'low',
  category: 'operations',
  why: 'CPU by process, memory and disk waits are only seen with enhanced monitoring, and they are missed in the middle of an incident. The readings go to CloudWatch Logs and are billed there: once a minute will do, once a second is for hunting a fault.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html',
  also: ['CKV_AWS_118'],
  targets: ['aws_db_instance', 'aws_rds_cluster_instance'],
  path: 'monitoring_interval',
  good: (seconds) => [1, 5, 10, 15, 30, 60].includes(Number(seconds)),
  message: 'The operating system is not watched: set monitoring_interval to 60 or less, with a monitoring_role_arn.',

  fails: `resource "aws_db_instance" "main" {
  engine = "postgres"
}`,
  passes: `resource "aws_db_instance" "main" {
  monitoring_interval = 60
  monitoring_role_arn = "arn:aws:iam::123456789012:role/rds-monitoring"
}`,
});
