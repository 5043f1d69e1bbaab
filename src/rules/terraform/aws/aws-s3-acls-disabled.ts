import type { Block } from '../../hcl/block.ts';
import type { Folder } from '../../hcl/folder.ts';
import { isUnknown } from '../../hcl/value.ts';
import { set } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

/** Where an ACL is set, one that is switched off would be refused; CloudFront writes its standard logs by one. */
const usesAcl = (controls: Block, folder: Folder): boolean =>
  folder.all('aws_s3_bucket_acl').length > 0 ||
  folder.all('aws_cloudfront_distribution').some((distribution) => distribution.blocks('logging_config').length > 0) ||
  folder.reached(controls, 'bucket', 'aws_s3_bucket').some((bucket) => bucket.get('acl') !== undefined);

export const awsS3AclsDisabled = terraformRule({
  id: 'aws-s3-acls-disabled',
  title: 'S3 bucket is governed by policies alone',
  severity: 'low',
  category: 'security',
  why: 'ACLs are a second set of rights beside the policies that few people look at. Switched off, the owner of the bucket owns all in it, whoever wrote it, and one place says who may do what.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html',
  also: ['CKV2_AWS_65'],
  targets: ['aws_s3_bucket_ownership_controls'],

  check(controls) {
    const ownership = controls.get('rule.object_ownership');
    if (isUnknown(ownership) || ownership === 'BucketOwnerEnforced') return undefined;
    return { message: 'ACLs are in force: set object_ownership = "BucketOwnerEnforced".', at: controls.span('rule.object_ownership') };
  },
  fix: (controls, folder) => (usesAcl(controls, folder) ? undefined : set(controls, 'rule.object_ownership', '"BucketOwnerEnforced"')),

  fails: `
resource "aws_s3_bucket_ownership_controls" "data" {
  bucket = "example-data"

  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}`,
  passes: `
resource "aws_s3_bucket_ownership_controls" "data" {
  bucket = "example-data"

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}`,
});
