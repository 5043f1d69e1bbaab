import { settingRule } from '../setting.ts';

export const awsLogGroupYear = settingRule({
  id: 'aws-log-group-year',
  title: 'Log group keeps logs for a year',
  severity: 'low',
  category: 'operations',
  why: 'Break-ins are found months later; without the logs of that time nobody can say what happened. The standard for card payments asks for twelve months; a group of debug lines may well forget earlier.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  also: ['CKV_AWS_338'],
  targets: ['aws_cloudwatch_log_group'],
  parameters: { days: { says: 'The fewest days logs have to be kept; one of the numbers CloudWatch knows.', standard: 365 } },
  path: 'retention_in_days',
  good: (days, given) => Number(days) === 0 || Number(days) >= Number(given.days),
  mayBeAbsent: true,
  set: (_group, given) => String(given.days),
  message: (given) =>
    given.days === 365
      ? 'Logs are gone before a year is over: set retention_in_days to 365 or more.'
      : `Logs are gone before ${given.days} days are over: set retention_in_days to ${given.days} or more.`,

  fails: `resource "aws_cloudwatch_log_group" "main" {
  name              = "app"
  retention_in_days = 7
}`,
  passes: `resource "aws_cloudwatch_log_group" "main" {
  name              = "app"
  retention_in_days = 365
}`,
});
