import { settingRule } from '../setting.ts';

export const awsEc2Imdsv2 = settingRule({
  id: 'aws-ec2-imdsv2',
  title: 'EC2 metadata asks for a token',
  severity: 'high',
  category: 'security',
  why: 'With the old metadata service, one request forged through the application hands out the credentials of the instance. The token stops that.',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
  also: ['CKV_AWS_79', 'AVD-AWS-0028', 'AVD-AWS-0130'],
  targets: ['aws_instance', 'aws_launch_template', 'aws_launch_configuration'],
  // A launch configuration cannot be changed.
  fixReplaces: ({ type }) => type === 'aws_launch_configuration',
  path: 'metadata_options.http_tokens',
  good: (tokens) => tokens === 'required',
  when: (instance) => instance.get('metadata_options.http_endpoint') !== 'disabled',
  set: '"required"',
  message: 'The metadata service answers without a token: set http_tokens = "required" in metadata_options.',

  fails: `resource "aws_instance" "main" {
  ami = "ami-12345678"
}`,
  passes: `resource "aws_instance" "main" {
  ami = "ami-12345678"

  metadata_options {
    http_tokens = "required"
  }
}`,
});
