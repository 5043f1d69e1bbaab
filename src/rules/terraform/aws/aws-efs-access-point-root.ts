import { settingRule } from '../setting.ts';

export const awsEfsAccessPointRoot = settingRule({
  id: 'aws-efs-access-point-root',
  title: 'EFS access point leads to a folder',
  severity: 'medium',
  category: 'security',
  why: 'With the root as its folder the access point shows every file of every application. Left out, the path is the root too, and one hacked application then reads the files of all others.',
  source: 'https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html',
  also: ['CKV_AWS_329'],
  targets: ['aws_efs_access_point'],
  path: 'root_directory.path',
  good: (path) => path !== '/',
  message: 'It leads to the root of the file system: name a folder in root_directory.path.',

  fails: `resource "aws_efs_access_point" "main" {
  file_system_id = "fs-11111111"
}`,
  passes: `resource "aws_efs_access_point" "main" {
  file_system_id = "fs-11111111"

  root_directory {
    path = "/orders"
  }
}`,
});
