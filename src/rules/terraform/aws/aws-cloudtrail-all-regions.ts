import { switchRule } from '../switch.ts';

export const awsCloudtrailAllRegions = switchRule({
  id: 'aws-cloudtrail-all-regions',
  title: 'CloudTrail sees every region',
  severity: 'medium',
  category: 'security',
  why: 'Intruders start their machines in a region where nobody looks. A trail of one region says nothing about machines made in the others, and then the bill is the first to tell.',
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
