import { switchRule } from '../switch.ts';

export const awsCodebuildS3Logs = switchRule({
  id: 'aws-codebuild-s3-logs',
  title: 'CodeBuild encrypts its logs in S3',
  severity: 'medium',
  category: 'security',
  why: 'Logs of a build show what it was given, and often more of it than they should. They are encrypted unless somebody says otherwise, so the line only has to go.',
  source: 'https://docs.aws.amazon.com/codebuild/latest/userguide/security-encryption.html',
  also: ['CKV_AWS_311'],
  targets: ['aws_codebuild_project'],
  path: 'logs_config.s3_logs.encryption_disabled',
  value: false,
  standard: false,
  message: 'Logs are not encrypted: set encryption_disabled = false.',

  fails: `resource "aws_codebuild_project" "main" {
  logs_config {
    s3_logs {
      status              = "ENABLED"
      location            = "example-logs/builds"
      encryption_disabled = true
    }
  }
}`,
  passes: `resource "aws_codebuild_project" "main" {
  logs_config {
    s3_logs {
      status              = "ENABLED"
      location            = "example-logs/builds"
      encryption_disabled = false
    }
  }
}`,
});
