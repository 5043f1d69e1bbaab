import { z } from 'zod';
import { notThere } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { readingTool } from '../aws-tool.ts';
import { bucket, place } from '../fields.ts';
import { isAbsent } from '../session/explain.ts';
import { findBucket } from './bucket.ts';

export const showBucket = readingTool({
  name: 'aws.s3.showBucket',
  summary: 'Show one S3 bucket: region, versioning, encryption, public access.',
  input: z.strictObject({ bucket, ...place }),
  output: z.object({
    bucket: z.string(),
    region: z.string(),
    versioning: z.boolean(),
    encryption: z.string(),
    publicAccessBlocked: z.boolean(),
    tags: z.record(z.string(), z.string()),
    /** Its policy lets everyone in. */
    publicPolicy: z.boolean().optional(),
  }),
  commands: ['aws s3api get-bucket-encryption|get-bucket-versioning|get-public-access-block|get-bucket-location|head-bucket'],
  says: [
    'show bucket logs-example',
    'is the bucket logs-example encrypted',
    'is versioning on for bucket data-example',
    'details of the s3 bucket assets',
    'is the bucket public',
    'settings of the bucket assets',
    'is versioning on for logs-example',
    'show the bucket logs-example',
    'is the bucket assets-example public',
    'which region is the bucket data-example in',
    'encryption settings of the bucket data-example',
    'describe bucket backups-example',
    'does the bucket logs-example keep versions',
    'where is the bucket media-example',
    'does bucket web-example block public access',
    'is raw-example encrypted?',
    'is the bucket raw-example open to the public?',
    'region of bucket raw-example',
    'versioning of raw-example',
    'settings of the bucket raw-example',
    'in which region is bucket raw-example?',
    'does assets have a lifecycle policy',
    'what is the bucket policy on logs',
    'is bucket assets encrypted',
    'bucket config of assets',
    'is anything in bucket assets public',
    'region of bucket logs',
    'public access block of assets',
    'settings of s3://assets',
    'is versioning switched on for bucket media',
    'who can read bucket assets',
    'tags of the bucket assets',
    'how is bucket data protected',
    'is versioning on for bucket media',
    'does bucket media keep old versions',
    'logging settings of bucket assets',
    'Is versioning on for the orders-archive bucket?',
    'Which region is the S3 bucket "web" in?',
    'Legal wants to know by tomorrow in which country the customer scans are stored, so tell me the region of the S3 bucket scan-archive-main please.',
    "I'm worried that someone opened up customer-uploads to the internet, so look at its public access settings",
    'details on bucket atlas-tiles, profile maps',
    'I read about another company leaking data through an open bucket and got nervous, so could you show me how public access is set on acme-customer-files?',
    'Before I run the cleanup script against wiki-uploads I want to be sure that this bucket is versioned, otherwise there is no way back, so check its settings.',
    'I want to see the properties of a bucket.',
    "what kms key encrypts ledger-vault? it's an s3 bucket in the finance account",
    "s3 bucket telemetry-lake, tell me if it's private",
    'check wether blue-green-deploys is a versioned bucket',
  ],
  examples: [{ title: 'Look at one bucket', input: { bucket: 'shop-assets' } }],
  guessMs: 1_500,

  async read({ bucket: Bucket }, aws) {
    const region = await findBucket(Bucket, aws);
    if (region === undefined) throw new FailureError(notThere(`bucket ${Bucket}`, 'S3'));
    const s3 = await aws.service('s3');
    const none = (error: unknown) => (isAbsent(error) ? 'none' : undefined);
    const [versions, encryption, access, status, tagging] = await Promise.all([
      aws.ask('s3:GetBucketVersioning', s3.getBucketVersioning({ Bucket })),
      aws.ask('s3:GetEncryptionConfiguration', s3.getBucketEncryption({ Bucket }), (error) =>
        error instanceof Error && error.name === 'ServerSideEncryptionConfigurationNotFoundError' ? 'none' : undefined,
      ),
      aws.ask('s3:GetBucketPublicAccessBlock', s3.getPublicAccessBlock({ Bucket }), none),
      aws.ask('s3:GetBucketPolicyStatus', s3.getBucketPolicyStatus({ Bucket }), none),
      aws.ask('s3:GetBucketTagging', s3.getBucketTagging({ Bucket }), none),
    ]);
    const rule = encryption === 'none' ? undefined : encryption.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
    const block = access === 'none' ? undefined : access.PublicAccessBlockConfiguration;
    const output = {
      bucket: Bucket,
      region,
      versioning: versions.Status === 'Enabled',
      encryption: rule?.SSEAlgorithm ?? 'none',
      publicAccessBlocked: Boolean(block?.BlockPublicAcls && block.BlockPublicPolicy && block.IgnorePublicAcls && block.RestrictPublicBuckets),
      tags: tagging === 'none' ? {} : Object.fromEntries((tagging.TagSet ?? []).map((tag) => [tag.Key ?? '', tag.Value ?? ''])),
      publicPolicy: status !== 'none' && (status.PolicyStatus?.IsPublic ?? false),
    };
    const words = [
      region,
      output.versioning ? 'versions kept' : 'no versions',
      output.encryption === 'none' ? 'not encrypted' : `encrypted (${output.encryption})`,
    ];
    return { output, summary: `${Bucket}: ${words.join(', ')}, public access ${output.publicAccessBlocked ? 'blocked' : 'not blocked'}.` };
  },
});
