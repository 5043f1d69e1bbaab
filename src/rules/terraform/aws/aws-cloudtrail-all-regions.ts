import { switchRule } from '../switch.ts';

export const awsCloudtrailAllRegions = switchRule({
  id: 'aws-cloudtrail-all-regions',
  title: 'CloudTrail sees every region',
  severity: 'medium',
  category: 'security',
  why: 'What an intruder starts is started where nobody looks.',
  source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html',
  also: ['CKV_AWS_67', 'AVD-AWS-0014'],
  targets: ['aws_cloudtrail'],
  path: 'is_multi_region_trail',
  message: 'Only one region is recorded: set is_multi_region_trail = true.',

  fails: `resource "aws_cloudtrail" "main" {
  name = "main"
}`,
  passes: `resource "aws_cloudtrail" "main" {
  name                  = "main"
  is_multi_region_trail = true
}`,
});
