import type { Block } from '../../hcl/block.ts';
import type { Folder } from '../../hcl/folder.ts';
import { set } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

const also = {
  'public-read': ['CKV_AWS_20', 'AVD-AWS-0092'],
  'public-read-write': ['CKV_AWS_20', 'CKV_AWS_57', 'AVD-AWS-0092'],
  'authenticated-read': ['CKV_AWS_20', 'AVD-AWS-0092'],
};
const isOpen = (acl: unknown): acl is keyof typeof also => typeof acl === 'string' && acl in also;

/** The bucket a list is of, if that is in the files. */
const bucketOf = (acl: Block, folder: Folder): Block | undefined =>
  folder.all('aws_s3_bucket').find((bucket) => folder.attached('aws_s3_bucket_acl', 'bucket', bucket).includes(acl));

export const awsS3PublicAcl = terraformRule({
  id: 'aws-s3-public-acl',
  title: 'S3 bucket has no public access list',
  severity: 'high',
  category: 'security',
  why: 'Everyone who guesses or reads the name of the bucket gets the list of what is in it, or may fill it at your cost. authenticated-read is no better: it lets in anybody with an AWS account, not just yours.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html',
  also: ['CKV_AWS_20', 'CKV_AWS_57', 'AVD-AWS-0092'],
  targets: ['aws_s3_bucket', 'aws_s3_bucket_acl'],

  check(block, folder) {
    const acl = block.get('acl');
    if (!isOpen(acl)) return undefined;
    const bucket = block.type === 'aws_s3_bucket' ? block : bucketOf(block, folder);
    return {
      message: `The access list ${acl} opens the bucket to strangers: set acl = "private".`,
      at: block.span('acl'),
      ...(bucket ? { also: also[acl], resource: bucket.address } : { also: ['AVD-AWS-0092'] }),
    };
  },
  fix: (block) => set(block, 'acl', '"private"'),

  fails: 'resource "aws_s3_bucket" "site" {\n  acl = "public-read"\n}',
  passes: 'resource "aws_s3_bucket" "site" {\n  acl = "private"\n}',
});
