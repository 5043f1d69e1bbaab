import { settingRule } from '../setting.ts';

export const awsEc2UserDataSecrets = settingRule({
  id: 'aws-ec2-user-data-secrets',
  title: 'User data holds no access keys',
  severity: 'critical',
  category: 'security',
  why: 'User data can be read by every program on the instance and by everyone who may describe it. It stands in the repository as well, and the key works from anywhere until somebody revokes it.',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html',
  also: ['CKV_AWS_46', 'AVD-AWS-0129', 'AVD-AWS-0029'],
  targets: ['aws_instance', 'aws_launch_template', 'aws_launch_configuration'],
  path: 'user_data',
  good: (text) => !/(?<![A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])/.test(String(text)),
  mayBeAbsent: true,
  message: 'An access key stands in the user data: give the instance a role instead.',

  fails: `resource "aws_instance" "main" {
  user_data = "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE"
}`,
  passes: `resource "aws_instance" "main" {
  user_data = "yum install -y nginx"
}`,
});
