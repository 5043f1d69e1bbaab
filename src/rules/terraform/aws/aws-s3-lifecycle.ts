import { terraformRule } from '../../rule.ts';
import { addCompanion } from './companion.ts';

const type = 'aws_s3_bucket_lifecycle_configuration';

export const awsS3Lifecycle = terraformRule({
  id: 'aws-s3-lifecycle',
  title: 'S3 bucket has a lifecycle',
  severity: 'low',
  category: 'cost',
  why: 'Without rules old versions and broken uploads are kept and paid for, for ever. In a bucket with versions, a file that is overwritten daily takes 365 times its size after a year.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html',
  also: ['CKV2_AWS_61'],
  targets: ['aws_s3_bucket'],

  check: (bucket, folder) =>
    bucket.blocks('lifecycle_rule').length > 0 || folder.attached(type, 'bucket', bucket).length > 0
      ? undefined
      : { message: 'Nothing is ever cleaned up in this bucket: add a lifecycle configuration.' },
  // What is sure: parts of uploads that were given up are of use to nobody.
  fix: (bucket, folder) =>
    addCompanion(bucket, folder, {
      type,
      attribute: 'bucket',
      body: '\n  rule {\n    id     = "abandoned-uploads"\n    status = "Enabled"\n\n    filter {}\n\n    abort_incomplete_multipart_upload {\n      days_after_initiation = 7\n    }\n  }',
    }),

  fails: 'resource "aws_s3_bucket" "data" {}',
  passes: `
resource "aws_s3_bucket" "data" {}

resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = aws_s3_bucket.data.id

  rule {
    id     = "old-versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = 90
    }
  }
}`,
});
