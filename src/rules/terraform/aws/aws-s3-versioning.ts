import { isUnknown } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';
import { addCompanion } from './companion.ts';

export const awsS3Versioning = terraformRule({
  id: 'aws-s3-versioning',
  title: 'S3 bucket keeps old versions',
  severity: 'medium',
  category: 'reliability',
  why: 'Without versions an overwrite or a delete is final, by mistake or by an attacker. With them a delete only sets a mark, and taking the mark away brings the object back.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html',
  also: ['CKV_AWS_21', 'AVD-AWS-0090'],
  targets: ['aws_s3_bucket'],

  check(bucket, folder) {
    const inline = bucket.get('versioning.enabled');
    if (inline === true || inline === 'true' || isUnknown(inline)) return undefined;
    const kept = folder.attached('aws_s3_bucket_versioning', 'bucket', bucket).some((versioning) => {
      const status = versioning.get('versioning_configuration.status');
      return isUnknown(status) || status === 'Enabled';
    });
    return kept ? undefined : { message: 'Old versions of objects are not kept: switch versioning on.' };
  },
  fix: (bucket, folder) =>
    bucket.blocks('versioning').length > 0
      ? undefined
      : addCompanion(bucket, folder, {
          type: 'aws_s3_bucket_versioning',
          attribute: 'bucket',
          body: '  versioning_configuration {\n    status = "Enabled"\n  }',
        }),

  fails: 'resource "aws_s3_bucket" "logs" {}',
  passes: `
resource "aws_s3_bucket" "logs" {}

resource "aws_s3_bucket_versioning" "logs" {
  bucket = aws_s3_bucket.logs.id
  versioning_configuration {
    status = "Enabled"
  }
}`,
});
