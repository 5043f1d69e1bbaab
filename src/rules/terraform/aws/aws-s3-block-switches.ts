import { asBoolean } from '../../hcl/value.ts';
import { set } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

const switches = {
  block_public_acls: ['CKV_AWS_53', 'AVD-AWS-0086'],
  block_public_policy: ['CKV_AWS_54', 'AVD-AWS-0087'],
  ignore_public_acls: ['CKV_AWS_55', 'AVD-AWS-0091'],
  restrict_public_buckets: ['CKV_AWS_56', 'AVD-AWS-0093'],
};

export const awsS3BlockSwitches = terraformRule({
  id: 'aws-s3-block-switches',
  title: 'S3 public access block has all four switches on',
  severity: 'high',
  category: 'security',
  why: 'Each switch closes another way to make a bucket public; one that is off leaves that way open.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  also: Object.values(switches).flat(),
  targets: ['aws_s3_bucket_public_access_block', 'aws_s3_account_public_access_block'],

  check: (block) =>
    Object.entries(switches)
      .filter(([name]) => (asBoolean(block.get(name)) ?? false) === false)
      .map(([name, also]) => ({
        message: `${name} is off: set it to true.`,
        at: block.span(name),
        also: block.type === 'aws_s3_bucket_public_access_block' ? also : [],
      }))
      // Switches that are left out share one place: they are one finding.
      .filter((problem, index, all) => all.findIndex((other) => other.at.start === problem.at.start) === index),
  fix(block) {
    const off = Object.keys(switches).find((name) => (asBoolean(block.get(name)) ?? false) === false);
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
