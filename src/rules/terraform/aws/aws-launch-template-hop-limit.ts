import { settingRule } from '../setting.ts';

export const awsLaunchTemplateHopLimit = settingRule({
  id: 'aws-launch-template-hop-limit',
  title: 'Metadata does not leave the machine',
  severity: 'medium',
  category: 'security',
  why: "With more than one hop a container on the machine gets the machine's credentials, too. A flaw in that container then gives an attacker the role of the whole machine; two hops are for containers that need the metadata themselves.",
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html',
  also: ['CKV_AWS_341'],
  targets: ['aws_launch_configuration', 'aws_launch_template'],
  // A launch configuration cannot be changed.
  fixReplaces: ({ type }) => type === 'aws_launch_configuration',
  path: 'metadata_options.http_put_response_hop_limit',
  good: (hops) => Number(hops) === 1,
  mayBeAbsent: true,
  set: '1',
  message: 'Metadata goes further than the machine: set http_put_response_hop_limit = 1.',

  fails: `resource "aws_launch_template" "main" {
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }
}`,
  passes: `resource "aws_launch_template" "main" {
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }
}`,
});
