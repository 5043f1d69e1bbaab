import { switchRule } from '../switch.ts';

export const awsCloudtrailValidation = switchRule({
  id: 'aws-cloudtrail-validation',
  title: 'CloudTrail signs its log files',
  severity: 'medium',
  category: 'security',
  why: 'Without the signatures nobody can tell whether someone took lines out of the log. Each hour a signed digest lists the hash of every file, so one that is missing or changed shows.',
  source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html',
  also: ['CKV_AWS_36', 'AVD-AWS-0016'],
  targets: ['aws_cloudtrail'],
  path: 'enable_log_file_validation',
  message: 'Log files are not signed: set enable_log_file_validation = true.',

  fails: `resource "aws_cloudtrail" "main" {
  name = "main"
}`,
  passes: `resource "aws_cloudtrail" "main" {
  name                       = "main"
  enable_log_file_validation = true
}`,
});
