import { asBoolean } from '../../hcl/value.ts';
import { settingRule } from '../setting.ts';

export const awsCodebuildPrivileged = settingRule({
  id: 'aws-codebuild-privileged',
  title: 'Build does not run as root of its machine',
  severity: 'low',
  category: 'security',
  why: 'A privileged build can do anything on the machine it runs on; only building images with Docker needs it. Hostile code in a dependency or a pull request then gets out of its container.',
  source: 'https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-compute-types.html',
  also: ['CKV_AWS_316'],
  targets: ['aws_codebuild_project'],
  path: 'environment.privileged_mode',
  good: (on) => asBoolean(on) !== true,
  mayBeAbsent: true,
  message: 'The build is privileged: leave privileged_mode off unless it builds images.',

  fails: `resource "aws_codebuild_project" "main" {
  environment {
    privileged_mode = true
  }
}`,
  passes: `resource "aws_codebuild_project" "main" {
  environment {
    privileged_mode = false
  }
}`,
});
