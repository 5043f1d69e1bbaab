import { settingRule } from '../setting.ts';

export const awsLogGroupYear = settingRule({
  id: 'aws-log-group-year',
  title: 'Log group keeps logs for a year',
  severity: 'low',
  category: 'operations',
  why: 'Break-ins are found months later; without the logs of that time nobody can say what happened.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  also: ['CKV_AWS_338'],
  targets: ['aws_cloudwatch_log_group'],
  path: 'retention_in_days',
  good: (days) => Number(days) === 0 || Number(days) >= 365,
  mayBeAbsent: true,
  set: '365',
  message: 'Logs are gone before a year is over: set retention_in_days to 365 or more.',

  fails: `resource "aws_cloudwatch_log_group" "main" {
  name              = "app"
  retention_in_days = 7
}`,
  passes: `resource "aws_cloudwatch_log_group" "main" {
  name              = "app"
  retention_in_days = 365
}`,
});
