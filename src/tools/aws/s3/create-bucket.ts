import { z } from 'zod';
import { alreadyThere, nameTaken } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Undo } from '../../../domain/tool.ts';
import { changingTool, PartlyDone, type Pinned } from '../aws-tool.ts';
import { bucket, place } from '../fields.ts';
import { isError } from '../session/explain.ts';
import { findBucket } from './bucket.ts';

export const createBucket = changingTool({
  name: 'aws.s3.createBucket',
  effect: 'change',
  summary: 'Create a private, encrypted S3 bucket.',
  input: z.strictObject({ bucket, versioning: z.boolean().default(true).describe('Versioning: keep old versions of every object.'), ...place }),
  output: z.object({ bucket: z.string(), region: z.string() }),
  commands: ['aws s3 mb s3://{bucket}', 'aws s3api create-bucket'],
  says: [
    'create a bucket called logs-example',
    'make a new s3 bucket assets-example in eu-west-1',
    'add a bucket',
    'i need an s3 bucket named data',
    'make a bucket named data-example in eu-west-1',
    'add a new s3 bucket called tmp-example',
    'set up a bucket assets-example',
    'we need a bucket called media-example without versioning',
    'new bucket audit-example',
    'I want a bucket called tmp-example in eu-north-1',
    'set a bucket named raw-example up',
    'new bucket media-example',
    'we need a bucket called media-example',
    'bucket media-example in us-east-1, please',
    'add an s3 bucket named media-example',
    'make me a bucket media-example',
    'can we have a versioned bucket called docs',
    'a new bucket docs in eu-west-1',
    'bucket named reports please',
    'we need somewhere to keep files, a bucket called archive',
    'open a bucket called media',
    'set up storage in a bucket called raw',
    'make me a bucket for backups called backups',
    'new s3 bucket tmp without versioning',
    'can we have a versioned bucket docs',
    'have a bucket docs made',
    'create bucket acme-logs-2025',
    'I need a new S3 bucket called orders-landing in eu-west-1',
    'Can you set up an S3 bucket named billing-reports-eu with versioning?',
    'aws s3 mb s3://kiosk-firmware --region us-west-2',
    'new bucket fleet-telemetry-raw, profile iot',
    'I want to keep the state of the new terraform project safe, therefore make a bucket atlas-tfstate-eu with versioning switched on in the region eu-west-1.',
    'Requesting creation of bucket "legal-hold-docs" in account 141455667788, versioning enabled.',
    'We agreed in the architecture meeting that every team gets one bucket for its build results, ours should be called team-fleet-builds and live in the tooling account.',
    'add a bucket "pay-inbox" with profile payments-dev',
    'crate bucket qa-screenshots pls',
    'open a fresh s3 bucket for the release files: release-vault, versions on',
  ],
  examples: [{ title: 'Create a bucket', input: { bucket: 'shop-backups' } }],
  guessMs: 2_000,

  async see({ bucket: name }, aws) {
    const there = await findBucket(name, aws);
    if (there !== undefined) throw new FailureError(alreadyThere(`The bucket ${name}`, there));
    return undefined;
  },

  tell: ({ bucket: name, versioning }, _seen, aws) => ({
    summary: `Create the bucket ${name}${versioning ? ', with versions,' : ''} in ${aws.where}`,
    impacts: [{ address: name, type: 's3-bucket', operation: 'create', marks: ['stateful'], detail: 'private, encrypted with AES-256, public access blocked' }],
    undo: undoOf(name, aws),
    warnings: [
      ...(versioning ? ['Old versions cost as much as new ones until something removes them'] : ['Without versions an overwrite or a deletion is final']),
    ],
    touches: { bucket: name },
    covers: 'absent',
  }),

  async act({ bucket: Bucket, versioning }, _seen, aws) {
    const s3 = await aws.service('s3');
    await makeBucket(Bucket, aws);
    const undo = undoOf(Bucket, aws);
    try {
      const blocked = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
      await aws.ask('s3:PutBucketPublicAccessBlock', s3.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: blocked }));
      const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const }, BucketKeyEnabled: true }];
      await aws.ask('s3:PutEncryptionConfiguration', s3.putBucketEncryption({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
      if (versioning) await aws.ask('s3:PutBucketVersioning', s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    } catch (error) {
      if (error instanceof FailureError) throw new PartlyDone(error.failure, undo);
      throw error;
    }
    return { output: { bucket: Bucket, region: aws.region }, summary: `Created the bucket ${Bucket} in ${aws.region}.`, undo };
  },

  async missing({ bucket: Bucket, versioning }, _output, aws) {
    if ((await findBucket(Bucket, aws)) === undefined) return [`the bucket ${Bucket} is not there`];
    const s3 = await aws.service('s3');
    const [versions, access] = await Promise.all([
      aws.ask('s3:GetBucketVersioning', s3.getBucketVersioning({ Bucket })),
      aws.ask('s3:GetBucketPublicAccessBlock', s3.getPublicAccessBlock({ Bucket })),
    ]);
    return [
      ...(versioning && versions.Status !== 'Enabled' ? [`${Bucket} keeps no versions`] : []),
      ...(access.PublicAccessBlockConfiguration?.BlockPublicPolicy ? [] : [`${Bucket} does not block public access`]),
    ];
  },

  inspect: async ({ bucket: name }, aws) => ((await findBucket(name, aws)) === undefined ? 'not-started' : 'unknown'),
});

const undoOf = (bucket: string, { here }: Pinned): Undo => ({ steps: [{ tool: 'aws.s3.removeBucket', input: { bucket, ...here } }] });

/** Makes it in the region of the session. Fails where the name is taken. */
export async function makeBucket(Bucket: string, aws: Pinned): Promise<void> {
  const s3 = await aws.service('s3');
  // The oldest region has no name here. Source: docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html.
  const where = aws.region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: aws.region as 'eu-central-1' } };
  await aws.ask('s3:CreateBucket', s3.createBucket({ Bucket, ...where, ObjectOwnership: 'BucketOwnerEnforced' }), (error) => {
    if (isError(error, 'BucketAlreadyExists')) throw new FailureError(nameTaken(Bucket));
    if (isError(error, 'BucketAlreadyOwnedByYou')) throw new FailureError(alreadyThere(`The bucket ${Bucket}`, aws.where));
    return undefined;
  });
}
