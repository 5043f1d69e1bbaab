import { settingRule } from '../setting.ts';

export const awsAthenaEncrypted = settingRule({
  id: 'aws-athena-encrypted',
  title: 'Athena results are encrypted',
  severity: 'medium',
  category: 'security',
  why: 'Query results are a copy of the data, written to a bucket somebody else may read. Said in the workgroup, encryption holds for every query there, whatever a client asks for, unless enforcement is switched off.',
  source: 'https://docs.aws.amazon.com/athena/latest/ug/encrypting-query-results-stored-in-s3.html',
  also: ['CKV_AWS_159', 'AVD-AWS-0006'],
  targets: ['aws_athena_workgroup'],
  path: 'configuration.result_configuration.encryption_configuration.encryption_option',
  set: '"SSE_S3"',
  message: 'Results are not encrypted: set an encryption_option in result_configuration.',

  fails: `resource "aws_athena_workgroup" "main" {
  name = "main"
}`,
  passes: `resource "aws_athena_workgroup" "main" {
  name = "main"

  configuration {
    result_configuration {
      encryption_configuration {
        encryption_option = "SSE_S3"
      }
    }
  }
}`,
});
