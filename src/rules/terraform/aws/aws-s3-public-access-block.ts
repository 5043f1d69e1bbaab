import { asBoolean, isUnknown } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';
import { addCompanion } from './companion.ts';

const switches = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'] as const;

export const awsS3PublicAccessBlock = terraformRule({
  id: 'aws-s3-public-access-block',
  title: 'S3 bucket blocks public access',
  severity: 'high',
  category: 'security',
  why: 'One careless access list or policy makes a bucket readable by everyone. The block overrules both.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  also: ['CKV2_AWS_6', 'AVD-AWS-0094'],
  targets: ['aws_s3_bucket'],

  check(bucket, folder) {
    const blocks = folder.attached('aws_s3_bucket_public_access_block', 'bucket', bucket);
    const closed = blocks.some((block) =>
      (['block_public_acls', 'block_public_policy'] as const).every((name) => {
        const value = asBoolean(block.get(name));
        return value === true || isUnknown(value);
      }),
    );
    return closed ? undefined : { message: 'Nothing stops this bucket from being made public: add a public access block with all four switches on.' };
  },
  fix: (bucket, folder) =>
    addCompanion(bucket, folder, {
      type: 'aws_s3_bucket_public_access_block',
      attribute: 'bucket',
      body: `\n${switches.map((name) => `  ${name.padEnd(23)} = true`).join('\n')}`,
    }),

  fails: 'resource "aws_s3_bucket" "logs" {}',
  passes: `
resource "aws_s3_bucket" "logs" {}

resource "aws_s3_bucket_public_access_block" "logs" {
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}`,
});
