import { isUnknown } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';
import { addCompanion } from './companion.ts';

const type = 'aws_s3_bucket_server_side_encryption_configuration';
const path = 'rule.apply_server_side_encryption_by_default.sse_algorithm';

export const awsS3KmsEncryption = terraformRule({
  id: 'aws-s3-kms-encryption',
  title: 'S3 bucket is encrypted with a KMS key',
  severity: 'low',
  category: 'security',
  why: 'S3 encrypts everything by itself, with a key that whoever may read the object may use. With a KMS key, reading needs a second permission, and each use is logged.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
  also: ['CKV_AWS_145', 'AVD-AWS-0132'],
  targets: ['aws_s3_bucket'],

  check(bucket, folder) {
    const algorithms = [bucket.get(`server_side_encryption_configuration.${path}`), ...folder.attached(type, 'bucket', bucket).map((one) => one.get(path))];
    const sealed = algorithms.some((algorithm) => isUnknown(algorithm) || String(algorithm).startsWith('aws:kms'));
    return sealed ? undefined : { message: 'Objects are not encrypted with a KMS key by default: set sse_algorithm = "aws:kms".' };
  },
  fix: (bucket, folder) =>
    bucket.blocks('server_side_encryption_configuration').length > 0
      ? undefined
      : addCompanion(bucket, folder, {
          type,
          attribute: 'bucket',
          body: '\n  rule {\n    bucket_key_enabled = true\n\n    apply_server_side_encryption_by_default {\n      sse_algorithm = "aws:kms"\n    }\n  }',
        }),

  fails: 'resource "aws_s3_bucket" "logs" {}',
  passes: `
resource "aws_s3_bucket" "logs" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}`,
});
