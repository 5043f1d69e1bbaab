import { settingRule } from '../setting.ts';

export const awsEfsAccessPointUser = settingRule({
  id: 'aws-efs-access-point-user',
  title: 'EFS access point says who its clients are',
  severity: 'low',
  category: 'security',
  why: 'Without it a client says itself which user it is, root included. With posix_user everything through the access point is done as that user, whatever the client claims.',
  source: 'https://docs.aws.amazon.com/efs/latest/ug/enforce-identity-access-points.html',
  also: ['CKV_AWS_330'],
  targets: ['aws_efs_access_point'],
  path: 'posix_user.gid',
  message: 'Clients choose their own user: set posix_user.',

  fails: `resource "aws_efs_access_point" "main" {
  file_system_id = "fs-11111111"
}`,
  passes: `resource "aws_efs_access_point" "main" {
  file_system_id = "fs-11111111"

  posix_user {
    uid = 1000
    gid = 1000
  }
}`,
});
