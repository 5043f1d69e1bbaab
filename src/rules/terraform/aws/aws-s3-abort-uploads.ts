import { Block, type Body } from '../../hcl/block.ts';
import { isUnknown } from '../../hcl/value.ts';
import { addBlock } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

/** Whether a rule is in force for every object: only such a one covers every upload. What is not known may be so. */
function coversAll(rule: Body): boolean {
  if (rule.get('status') === 'Disabled') return false;
  const names = ['prefix', 'tags', 'object_size_greater_than', 'object_size_less_than'];
  const values = [rule.get('prefix'), ...names.flatMap((name) => [rule.get(`filter.${name}`), rule.get(`filter.and.${name}`)])];
  const tagged = rule.blocks('filter').some((filter) => filter.blocks('tag').some((tag) => !tag.uncertain));
  return !tagged && values.every((value) => value === undefined || value === '' || value === 0 || isUnknown(value));
}

export const awsS3AbortUploads = terraformRule({
  id: 'aws-s3-abort-uploads',
  title: 'S3 lifecycle gives up broken uploads',
  severity: 'low',
  category: 'cost',
  why: 'The parts of an upload that was never finished are stored and paid for, and no list of objects shows them. Each job that crashes in the middle of a large file leaves more of them behind.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html',
  also: ['CKV_AWS_300'],
  targets: ['aws_s3_bucket_lifecycle_configuration'],

  check(lifecycle) {
    const rules = lifecycle.blocks('rule');
    const covered = rules.some((rule) => rule.uncertain || (coversAll(rule) && rule.blocks('abort_incomplete_multipart_upload').length > 0));
    return covered || rules.length === 0
      ? undefined
      : { message: 'Uploads that were never finished are kept for ever: add abort_incomplete_multipart_upload.' };
  },
  fix(lifecycle) {
    const rules = lifecycle.blocks('rule');
    if (rules.length === 0 || rules.some((rule) => !(rule instanceof Block) || rule.syntax.type === 'content')) return undefined;
    const abort = ['abort_incomplete_multipart_upload {', '  days_after_initiation = 7', '}'];
    const rule = rules.find(coversAll);
    if (rule instanceof Block) return [addBlock(rule.syntax, abort)];
    const taken = rules.some((one) => one.get('id') === 'abandoned-uploads');
    if (taken) return undefined;
    const lines = ['id     = "abandoned-uploads"', 'status = "Enabled"', '', 'filter {}', '', ...abort];
    return [addBlock(lifecycle.syntax, ['rule {', ...lines.map((line) => line && `  ${line}`), '}'])];
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
