import { z } from 'zod';
import { type ToolSpec, toolSpec } from '../../../domain/tool.ts';
import { bucket, key, place } from '../fields.ts';

const path = z.string().min(1);

const listBuckets = toolSpec({
  name: 'aws.s3.listBuckets',
  effect: 'read',
  summary: 'List the S3 buckets of the account.',
  input: z.strictObject({ ...place }),
  output: z.object({ buckets: z.array(z.object({ bucket: z.string(), region: z.string(), createdAt: z.string() })) }),
  says: ['list my s3 buckets', 'which buckets do we have', 'show all buckets', 'what s3 buckets are there', 'aws s3 ls'],
  guessMs: 1_000,
});

const showBucket = toolSpec({
  name: 'aws.s3.showBucket',
  effect: 'read',
  summary: 'Show one S3 bucket: region, versioning, encryption, public access.',
  input: z.strictObject({ bucket, ...place }),
  output: z.object({
    bucket: z.string(),
    region: z.string(),
    versioning: z.boolean(),
    encryption: z.string(),
    publicAccessBlocked: z.boolean(),
    tags: z.record(z.string(), z.string()),
  }),
  says: [
    'show bucket logs-example',
    'is the bucket logs-example encrypted',
    'is versioning on for bucket data-example',
    'details of the s3 bucket assets',
    'is the bucket public',
    'settings of the bucket assets',
  ],
  guessMs: 1_500,
});

const createBucket = toolSpec({
  name: 'aws.s3.createBucket',
  effect: 'change',
  summary: 'Create a private, encrypted S3 bucket.',
  input: z.strictObject({ bucket, versioning: z.boolean().default(true).describe('Versioning: keep old versions of every object.'), ...place }),
  output: z.object({ bucket: z.string(), region: z.string() }),
  says: ['create a bucket called logs-example', 'make a new s3 bucket assets-example in eu-west-1', 'add a bucket', 'i need an s3 bucket named data'],
  guessMs: 2_000,
});

const listObjects = toolSpec({
  name: 'aws.s3.listObjects',
  effect: 'read',
  summary: 'List the objects in an S3 bucket.',
  input: z.strictObject({
    bucket,
    prefix: z.string().optional().describe('Prefix: only keys that start with this, the folder in the bucket.'),
    max: z.int().min(1).max(10_000).default(1_000).describe('The first so many at the most.'),
    ...place,
  }),
  output: z.object({ bucket: z.string(), objects: z.array(z.object({ key: z.string(), bytes: z.int(), modifiedAt: z.string() })), more: z.boolean() }),
  says: [
    'list the objects in bucket logs-example',
    'what is in the bucket assets',
    'which files are in s3://data-example/reports/',
    'show the contents of bucket backups',
    'list the files of the bucket',
    'list the keys under prefix logs/',
    'list the bucket assets',
  ],
  guessMs: 1_500,
});

const getObject = toolSpec({
  name: 'aws.s3.getObject',
  effect: 'write',
  summary: 'Download an object from S3 into a file of the workspace.',
  input: z.strictObject({
    bucket,
    key,
    path: path.optional().describe('Local file to write, relative to the workspace folder; default: the last part of the key.'),
    ...place,
  }),
  output: z.object({ bucket: z.string(), key: z.string(), path: z.string(), bytes: z.int() }),
  says: [
    'download s3://data-example/report.csv',
    'get the object report.csv from bucket data',
    'fetch backup.tar.gz from the bucket backups',
    'download the file from s3 to data/report.csv',
    'save s3://a-b/c.txt as local.txt',
  ],
  guessMs: 3_000,
});

const putObject = toolSpec({
  name: 'aws.s3.putObject',
  effect: 'change',
  summary: 'Upload a file of the workspace to S3.',
  input: z.strictObject({ path: path.describe('Local file to upload, relative to the workspace folder.'), bucket, key: key.optional(), ...place }),
  output: z.object({ bucket: z.string(), key: z.string(), bytes: z.int(), versionId: z.string().optional() }),
  says: [
    'upload dist.zip to bucket releases',
    'put report.csv into s3://data-example/reports/',
    'upload the file to s3',
    'store build.zip in the bucket artifacts',
    'copy site.css to s3://assets-example/css/site.css',
  ],
  guessMs: 3_000,
});

const copyObject = toolSpec({
  name: 'aws.s3.copyObject',
  effect: 'change',
  summary: 'Copy an object inside S3, from one bucket or key to another.',
  input: z.strictObject({
    sourceBucket: bucket.describe('Bucket to copy from.'),
    sourceKey: key.describe('Key of the object to copy.'),
    bucket: bucket.describe('Bucket to copy to.'),
    key: key.optional().describe('Key of the copy; default: the same key.'),
    ...place,
  }),
  output: z.object({ bucket: z.string(), key: z.string() }),
  says: ['copy s3://a-example/x.csv to s3://b-example/x.csv', 'copy the object x.csv from bucket a-example to bucket b-example', 'duplicate the s3 object'],
  guessMs: 2_000,
});

const deleteObject = toolSpec({
  name: 'aws.s3.deleteObject',
  effect: 'destroy',
  summary: 'Delete one object from an S3 bucket.',
  input: z.strictObject({ bucket, key, versionId: z.string().min(1).optional().describe('Only this version, for good.'), ...place }),
  output: z.object({ bucket: z.string(), key: z.string(), deleteMarker: z.boolean() }),
  says: [
    'delete s3://data-example/old.csv',
    'remove the object old.csv from bucket data',
    'delete the file report.csv in the bucket archive',
    'erase the key tmp/x from the s3 bucket',
  ],
  guessMs: 1_000,
});

const sync = toolSpec({
  name: 'aws.s3.sync',
  effect: 'destroy',
  effectOf: ({ delete: deleting, dryRun }) => (dryRun ? 'plan' : deleting ? 'destroy' : 'change'),
  summary: 'Sync a folder with an S3 bucket, in either direction: copies what is new or changed.',
  input: z.strictObject({
    source: path.describe('From: a folder relative to the workspace folder, or s3://bucket/prefix.'),
    destination: path.describe('To: a folder relative to the workspace folder, or s3://bucket/prefix.'),
    delete: z.boolean().default(false).describe('Delete at the destination what the source does not have.'),
    dryRun: z.boolean().default(false).describe('Dry run: only say what would be copied.'),
    exclude: z.array(z.string()).default([]).describe('Exclude what matches these patterns.'),
    ...place,
  }),
  output: z.object({ copied: z.int(), deleted: z.int(), bytes: z.int() }),
  says: [
    'sync dist to s3://site-example',
    'sync the folder public with the bucket site-example',
    'mirror s3://data-example/in to data',
    'synchronise build/ to the bucket',
    'upload the folder dist to s3://site-example',
  ],
  guessMs: 10_000,
});

export const s3Specs: readonly ToolSpec[] = [listBuckets, showBucket, createBucket, listObjects, getObject, putObject, copyObject, deleteObject, sync];
