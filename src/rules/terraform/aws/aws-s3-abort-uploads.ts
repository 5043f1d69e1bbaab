import { Block } from '../../hcl/block.ts';
import { addBlock } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

export const awsS3AbortUploads = terraformRule({
  id: 'aws-s3-abort-uploads',
  title: 'S3 lifecycle gives up broken uploads',
  severity: 'low',
  category: 'cost',
  why: 'The parts of an upload that was never finished are stored and paid for, and no listing shows them.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html',
  also: ['CKV_AWS_300'],
  targets: ['aws_s3_bucket_lifecycle_configuration'],

  check(lifecycle) {
    const rules = lifecycle.blocks('rule');
    // Only a rule over the whole bucket covers every upload.
    const covered = rules.some((rule) => rule.uncertain || (rule.get('status') !== 'Disabled' && rule.blocks('abort_incomplete_multipart_upload').length > 0));
    return covered || rules.length === 0
      ? undefined
      : { message: 'Uploads that were never finished are kept for ever: add abort_incomplete_multipart_upload.' };
  },
  fix(lifecycle) {
    const rule = lifecycle.blocks('rule').find((one) => one.get('status') !== 'Disabled');
    if (!(rule instanceof Block) || rule.syntax.type === 'content') return undefined;
    return [addBlock(rule.syntax, ['abort_incomplete_multipart_upload {', '  days_after_initiation = 7', '}'])];
  },

  fails: `
resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = "example-data"

  rule {
    id     = "old-versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = 90
    }
  }
}`,
  passes: `
resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = "example-data"

  rule {
    id     = "abandoned-uploads"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}`,
});
