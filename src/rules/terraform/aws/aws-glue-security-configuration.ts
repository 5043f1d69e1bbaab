import { settingRule } from '../setting.ts';
import { onlyOne } from './keys.ts';

export const awsGlueSecurityConfiguration = settingRule({
  id: 'aws-glue-security-configuration',
  title: 'Glue job has a security configuration',
  severity: 'medium',
  category: 'security',
  why: 'Without one, what a job writes to S3, to its log and into its bookmarks is not encrypted with a key of yours. Rows that a failing job prints land in its log, and reading them there takes no right to a key.',
  source: 'https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html',
  also: ['CKV_AWS_195'],
  targets: ['aws_glue_crawler', 'aws_glue_dev_endpoint', 'aws_glue_job'],
  fixReplaces: ({ type }) => type === 'aws_glue_dev_endpoint',
  path: 'security_configuration',
  set: (job) => onlyOne(job.module.folder, 'aws_glue_security_configuration', 'name'),
  message: 'What it writes follows no rule of yours: name a security_configuration.',

  fails: `resource "aws_glue_security_configuration" "main" {
  name = "jobs"

  encryption_configuration {
    cloudwatch_encryption {
      cloudwatch_encryption_mode = "SSE-KMS"
      kms_key_arn                = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    }

    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "CSE-KMS"
      kms_key_arn                   = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    }

    s3_encryption {
      s3_encryption_mode = "SSE-KMS"
      kms_key_arn        = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    }
  }
}

resource "aws_glue_job" "main" {
  name = "orders"
}`,
  passes: `resource "aws_glue_job" "main" {
  name                   = "orders"
  security_configuration = "jobs"
}`,
});
