import { settingRule } from '../setting.ts';

export const awsLogGroupRetention = settingRule({
  id: 'aws-log-group-retention',
  title: 'Log group deletes old logs',
  severity: 'low',
  category: 'cost',
  why: 'Without a limit logs are kept for ever and paid for ever. Names and addresses in old lines stay as well, long after anybody has a reason to keep them.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  also: ['CKV_AWS_66', 'CKV_AWS_338'],
  targets: ['aws_cloudwatch_log_group'],
  path: 'retention_in_days',
  set: '365',
  message: 'Logs are kept for ever: set retention_in_days.',

  fails: `resource "aws_cloudwatch_log_group" "main" {
  name = "app"
}`,
  passes: `resource "aws_cloudwatch_log_group" "main" {
  name              = "app"
  retention_in_days = 365
}`,
});
