import { terraformRule } from '../../rule.ts';

export const awsS3AccessLogging = terraformRule({
  id: 'aws-s3-access-logging',
  title: 'S3 bucket logs who reads it',
  severity: 'low',
  category: 'operations',
  why: 'Who took which object is known from the access log, unless CloudTrail records it, and cannot be had after the fact. After a leak without it, everything in the bucket has to count as taken.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html',
  also: ['CKV_AWS_18', 'AVD-AWS-0089'],
  targets: ['aws_s3_bucket'],

  check(bucket, folder) {
    const logged = bucket.blocks('logging').length > 0 || folder.attached('aws_s3_bucket_logging', 'bucket', bucket).length > 0;
    // The bucket that takes the logs would log its own log writing.
    const takesLogs = folder.attached('aws_s3_bucket_logging', 'target_bucket', bucket).length > 0;
    return logged || takesLogs ? undefined : { message: 'Reads and writes are not logged: add aws_s3_bucket_logging with a bucket for the logs.' };
  },

  fails: 'resource "aws_s3_bucket" "data" {}',
  passes: `
resource "aws_s3_bucket" "data" {}

resource "aws_s3_bucket_logging" "data" {
  bucket        = aws_s3_bucket.data.id
  target_bucket = "example-logs"
  target_prefix = "data/"
}`,
});
