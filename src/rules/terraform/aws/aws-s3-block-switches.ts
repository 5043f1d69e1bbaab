import { asBoolean } from '../../hcl/value.ts';
import { set } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

const switches = {
  block_public_acls: ['CKV_AWS_53', 'AVD-AWS-0086'],
  block_public_policy: ['CKV_AWS_54', 'AVD-AWS-0087'],
  ignore_public_acls: ['CKV_AWS_55', 'AVD-AWS-0091'],
  restrict_public_buckets: ['CKV_AWS_56', 'AVD-AWS-0093'],
};
const names = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'] as const;

export const awsS3BlockSwitches = terraformRule({
  id: 'aws-s3-block-switches',
  title: 'S3 public access block has all four switches on',
  severity: 'high',
  category: 'security',
  why: 'Each switch closes another way to make a bucket public; one that is off leaves that way open. Two refuse new public access lists and policies, two take the effect from those already there.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  also: Object.values(switches).flat(),
  targets: ['aws_s3_bucket_public_access_block', 'aws_s3_account_public_access_block'],

  check(block) {
    const ids = (names: readonly (keyof typeof switches)[]): readonly string[] =>
      block.type === 'aws_s3_bucket_public_access_block' ? names.flatMap((name) => switches[name]) : [];
    const off = names.filter((name) => (asBoolean(block.get(name)) ?? false) === false);
    const written = off.filter((name) => block.attribute(name) !== undefined);
    const leftOut = off.filter((name) => !written.includes(name));
    return [
      ...written.map((name) => ({ message: `${name} is off: set it to true.`, at: block.span(name), also: ids([name]) })),
      // Those that are left out share one place: they are one finding.
      ...(leftOut.length > 0 ? [{ message: `${leftOut.join(', ')} ${leftOut.length > 1 ? 'are' : 'is'} off: set to true.`, also: ids(leftOut) }] : []),
    ];
  },
  fix(block) {
    const off = names.find((name) => (asBoolean(block.get(name)) ?? false) === false);
    return off === undefined ? undefined : set(block, off, 'true');
  },

  fails: `
resource "aws_s3_bucket_public_access_block" "data" {
  bucket                  = "example-data"
  block_public_acls       = true
  block_public_policy     = false
  ignore_public_acls      = true
  restrict_public_buckets = true
}`,
  passes: `
resource "aws_s3_bucket_public_access_block" "data" {
  bucket                  = "example-data"
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}`,
});
