import { settingRule } from '../setting.ts';

export const awsEc2InstanceProfile = settingRule({
  id: 'aws-ec2-instance-profile',
  title: 'EC2 has a role of its own',
  severity: 'low',
  category: 'security',
  why: 'Without a role, programs on the instance get long-lived keys from somewhere, and those leak. Credentials of a role are exchanged by themselves within hours; a key in a file works until somebody deletes it.',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html',
  also: ['CKV2_AWS_41'],
  targets: ['aws_instance'],
  path: 'iam_instance_profile',
  message: 'The instance has no role: name one in iam_instance_profile.',

  fails: `resource "aws_instance" "main" {
  instance_type = "m5.large"
}`,
  passes: `resource "aws_instance" "main" {
  instance_type        = "m5.large"
  iam_instance_profile = "web"
}`,
});
