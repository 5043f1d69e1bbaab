import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  DeletePublicAccessBlockCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { theObject } from '../../../src/tools/aws/s3/object.ts';
import { headersAsked, missingOf, type PutWith } from '../../../src/tools/aws/s3/put-with.ts';
import { copy } from '../../../src/tools/aws/s3/transfer/copy.ts';
import { openSession } from '../../../src/tools/aws/session.ts';
import { call } from '../../support/drive-tool.ts';
import { type Moto, startMoto } from '../../support/moto.ts';
import { tempFolder } from '../../support/temp.ts';
import { plant, tree } from '../../support/tree.ts';
import { type Clients, clientsOf } from './clients.ts';
import { bucketState, newBucket, put } from './s3-world.ts';
import { rollBack, told, type World, workplaceOf, world } from './support.ts';

let moto: Moto;
let aws: Clients;
beforeAll(async () => {
  moto = await startMoto();
  aws = clientsOf(moto.url);
});
afterAll(async () => moto?.[Symbol.asyncDispose]());

interface Case {
  readonly what: string;
  readonly versioning: 'on' | 'off' | 'suspended';
  readonly tool: string;
  readonly there?: Readonly<Record<string, string>>;
  readonly input: (bucket: string) => object;
  /** What the approval shows, with the bucket as <b>. */
  readonly asks: string;
  /** What the object at `css/a b+c.css` is stored with afterwards. */
  readonly has?: PutWith;
}

const everything: PutWith = {
  cacheControl: 'no-store',
  contentEncoding: 'identity',
  contentDisposition: 'attachment; filename="a b.css"',
  metadata: { Build: 42, 'built-by': 'ci & co' },
  tags: { 'cost center': 'a/b+c', team: 'grün' },
  storageClass: 'GLACIER_IR',
  kmsKey: 'arn:aws:kms:eu-central-1:123456789012:key/6f1d3a52-0000-4000-8000-000000000001',
};

/** As S3 tells it of an object. */
async function storedWith(bucket: string, key: string): Promise<PutWith> {
  const head = await aws.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
  const { TagSet = [] } = await aws.s3.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: key }));
  const told = {
    contentType: head.ContentType,
    cacheControl: head.CacheControl,
    contentEncoding: head.ContentEncoding,
    contentDisposition: head.ContentDisposition,
    metadata: head.Metadata,
    tags: Object.fromEntries(TagSet.map((tag) => [tag.Key, tag.Value])),
    storageClass: head.StorageClass,
    kmsKey: head.SSEKMSKeyId,
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}

const upload = (bucket: string) => ({ path: 'site/a.css', bucket, key: 'css/a b+c.css' });
const cases: readonly Case[] = [
  {
    what: 'a new object',
    versioning: 'off',
    tool: 'aws.s3.putObject',
    input: upload,
    asks: `
      Upload s3://<b>/css/a b+c.css with site/a.css (9 B) in account 123456789012, eu-central-1
      create s3-object s3://<b>/css/a b+c.css []
      undo: aws.s3.restoreObject`,
  },
  {
    what: 'an object overwritten where nothing keeps versions',
    versioning: 'off',
    tool: 'aws.s3.putObject',
    there: { 'css/a b+c.css': 'old' },
    input: upload,
    asks: `
      Overwrite s3://<b>/css/a b+c.css with site/a.css (9 B) in account 123456789012, eu-central-1
      update s3-object s3://<b>/css/a b+c.css [stateful] what is there is replaced
      undo: aws.s3.restoreObject`,
  },
  {
    what: 'a new object where versions are kept',
    versioning: 'on',
    tool: 'aws.s3.putObject',
    input: upload,
    asks: `
      Upload s3://<b>/css/a b+c.css with site/a.css (9 B) in account 123456789012, eu-central-1
      create s3-object s3://<b>/css/a b+c.css []
      undo: aws.s3.restoreObject`,
  },
  {
    what: 'an object overwritten where versions are kept',
    versioning: 'on',
    tool: 'aws.s3.putObject',
    there: { 'css/a b+c.css': 'old', 'css/a b+c.css.map': 'other' },
    input: upload,
    asks: `
      Overwrite s3://<b>/css/a b+c.css with site/a.css (9 B) in account 123456789012, eu-central-1
      update s3-object s3://<b>/css/a b+c.css [stateful] what is there stays as an older version
      undo: aws.s3.restoreObject`,
  },
  {
    what: 'an object overwritten where versions are suspended',
    versioning: 'suspended',
    tool: 'aws.s3.putObject',
    there: { 'css/a b+c.css': 'old' },
    input: upload,
    asks: `
      Overwrite s3://<b>/css/a b+c.css with site/a.css (9 B) in account 123456789012, eu-central-1
      update s3-object s3://<b>/css/a b+c.css [stateful] what is there is replaced
      undo: aws.s3.restoreObject`,
  },
  {
    what: 'an upload that says what browsers are to make of it',
    versioning: 'off',
    tool: 'aws.s3.putObject',
    there: { 'css/a b+c.css': 'old' },
    input: (bucket) => ({ ...upload(bucket), contentType: 'text/css; charset=utf-8', cacheControl: 'max-age=3600, public', storageClass: 'STANDARD_IA' }),
    asks: `
      Overwrite s3://<b>/css/a b+c.css with site/a.css (9 B) in account 123456789012, eu-central-1
      update s3-object s3://<b>/css/a b+c.css [stateful] what is there is replaced
      undo: aws.s3.restoreObject`,
  },
  {
    what: 'a copy over another object',
    versioning: 'off',
    tool: 'aws.s3.copyObject',
    there: { 'from/ü?&=#.txt': 'from', 'to.txt': 'to' },
    input: (bucket) => ({ sourceBucket: bucket, sourceKey: 'from/ü?&=#.txt', bucket, key: 'to.txt' }),
    asks: `
      Copy s3://<b>/from/ü?&=#.txt (4 B) to s3://<b>/to.txt in account 123456789012, eu-central-1
      update s3-object s3://<b>/to.txt [stateful] what is there is replaced
      undo: aws.s3.restoreObject`,
  },
  {
    what: 'the same content with all it can be put with, over what had other things',
    versioning: 'off',
    tool: 'aws.s3.putObject',
    there: { 'css/a b+c.css': 'a { b: c}' },
    input: (bucket) => ({ ...upload(bucket), ...everything }),
    asks: `
      Overwrite s3://<b>/css/a b+c.css with site/a.css (9 B) in account 123456789012, eu-central-1
      update s3-object s3://<b>/css/a b+c.css [stateful] what is there is replaced
      undo: aws.s3.restoreObject`,
    has: { ...everything, contentType: 'text/css' },
  },
  {
    what: 'a copy that has other things than its source',
    versioning: 'on',
    tool: 'aws.s3.copyObject',
    there: { 'from.txt': 'from' },
    input: (bucket) => ({ sourceBucket: bucket, sourceKey: 'from.txt', bucket, key: 'css/a b+c.css', ...everything }),
    asks: `
      Copy s3://<b>/from.txt (4 B) to s3://<b>/css/a b+c.css in account 123456789012, eu-central-1
      create s3-object s3://<b>/css/a b+c.css []
      undo: aws.s3.restoreObject`,
    // What was not asked for is the source's.
    has: { ...everything, contentType: 'text/x-example' },
  },
  {
    what: 'an object that gets other tags where it is',
    versioning: 'off',
    tool: 'aws.s3.copyObject',
    there: { 'css/a b+c.css': 'old' },
    input: (bucket) => ({ sourceBucket: bucket, sourceKey: 'css/a b+c.css', bucket, tags: { team: 'green' }, storageClass: 'STANDARD_IA' }),
    asks: `
      Change what s3://<b>/css/a b+c.css (3 B) is stored with, in account 123456789012, eu-central-1
      update s3-object s3://<b>/css/a b+c.css [stateful] what is there is replaced
      undo: aws.s3.restoreObject`,
    has: { contentType: 'text/x-example', cacheControl: 'max-age=60', metadata: { by: 'somebody' }, tags: { team: 'green' }, storageClass: 'STANDARD_IA' },
  },
  {
    what: 'a deletion where versions are kept',
    versioning: 'on',
    tool: 'aws.s3.deleteObject',
    there: { 'a.txt': 'a' },
    input: (bucket) => ({ bucket, key: 'a.txt' }),
    asks: `
      Delete s3://<b>/a.txt (1 B) in account 123456789012, eu-central-1
      delete s3-object s3://<b>/a.txt [stateful] its versions stay; a marker says that it is deleted
      undo: aws.s3.restoreObject`,
  },
  {
    what: 'a deletion where nothing keeps versions',
    versioning: 'off',
    tool: 'aws.s3.deleteObject',
    there: { 'a.txt': 'a' },
    input: (bucket) => ({ bucket, key: 'a.txt' }),
    asks: `
      Delete s3://<b>/a.txt (1 B) in account 123456789012, eu-central-1
      delete s3-object s3://<b>/a.txt [stateful deletes-data] it is gone from the bucket
      undo: aws.s3.restoreObject`,
  },
];

const workspace = (w: World) => plant(w.folder, { 'site/a.css': 'a { b: c}', 'site/.env': 'KEY=1', 'notes.txt': 'mine' });
const nearly = (text: string, bucket: string): string => text.replaceAll(bucket, '<b>');

test.each(cases)('$what: done, looked at again, taken back', async ({ versioning, tool, there, input, asks, has }) => {
  const bucket = await newBucket(aws, versioning);
  for (const [Key, Body] of Object.entries(there ?? {}))
    await aws.s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key,
        Body,
        ContentType: 'text/x-example',
        CacheControl: 'max-age=60',
        Metadata: { by: 'somebody' },
        Tagging: 'team=blue&x=%C3%BC',
      }),
    );
  const w = world(moto.env);
  workspace(w);
  const before = await bucketState(aws, bucket);
  const done = await call(w, tool, input(bucket));
  expect(done.failure).toBeUndefined();
  expect(nearly(told(done.preview), bucket)).toBe(asks.trim().replaceAll(/^ {6}/gm, ''));
  expect([done.status, done.verdict]).toEqual(['succeeded', { met: true }]);
  expect(await bucketState(aws, bucket)).not.toBe(before);
  if (has !== undefined)
    expect(await storedWith(bucket, 'css/a b+c.css')).toEqual(
      has.metadata?.Build === undefined ? has : { ...has, metadata: { build: '42', 'built-by': 'ci & co' } },
    );
  expect(await rollBack(w, done)).toBe('succeeded');
  expect(await bucketState(aws, bucket)).toBe(before);
});

test('what an object is stored with and was not asked for so is told', async () => {
  const bucket = await newBucket(aws);
  const w = world(moto.env);
  workspace(w);
  await call(w, 'aws.s3.putObject', { path: 'site/a.css', bucket, key: 'a.css', metadata: { by: 'me' }, tags: { team: 'blue' }, encryption: 'AES256' });
  const session = await openSession({}, workplaceOf(w));
  const seen = async (asked: PutWith) => missingOf(headersAsked(asked), bucket, await theObject(bucket, 'a.css', session), session);
  expect(await seen({ contentType: 'text/css', metadata: { By: 'me' }, tags: { team: 'blue' }, encryption: 'AES256', storageClass: 'STANDARD' })).toEqual([]);
  expect(await seen({ ...everything, contentType: 'text/html' })).toEqual([
    'its media type',
    'its cache control',
    'its content encoding',
    'its content disposition',
    'its encryption',
    'its storage class',
    'its key',
    'its metadata',
    'its tags',
  ]);
});

test('a bucket is made private and removed again, and kept when something is in it', async () => {
  const w = world(moto.env);
  const done = await call(w, 'aws.s3.createBucket', { bucket: 'fresh-example' });
  expect(told(done.preview)).toMatchInlineSnapshot(`
    "Create the bucket fresh-example, with versions, in account 123456789012, eu-central-1
    create s3-bucket fresh-example [stateful] private, encrypted with AES-256, public access blocked
    ! Old versions cost as much as new ones until something removes them
    undo: aws.s3.removeBucket"
  `);
  expect([done.failure, done.verdict]).toEqual([undefined, { met: true }]);
  const shown = await call(w, 'aws.s3.showBucket', { bucket: 'fresh-example' });
  expect(shown.output).toMatchObject({ region: 'eu-central-1', versioning: true, encryption: 'AES256', publicAccessBlocked: true });
  expect((await call(w, 'aws.s3.createBucket', { bucket: 'fresh-example' })).failure?.code).toBe('aws/already-there');
  await put(aws, 'fresh-example', { 'a.txt': 'a' });
  expect(await rollBack(w, done)).toContain('is not empty any more');
  await aws.s3.send(new HeadBucketCommand({ Bucket: 'fresh-example' }));

  const other = await call(w, 'aws.s3.createBucket', { bucket: 'fresh-example-2', versioning: false, region: 'us-east-1' });
  expect(other.failure).toBeUndefined();
  expect(await rollBack(w, other)).toBe('succeeded');
  await expect(aws.s3.send(new HeadBucketCommand({ Bucket: 'fresh-example-2' }))).rejects.toThrow();
});

/** What a bucket is set to, as the test sees it; `gone`: there is none. */
async function settingsAt(Bucket: string): Promise<string> {
  const { s3 } = aws;
  if (!(await s3.send(new HeadBucketCommand({ Bucket })).catch(() => undefined))) return 'gone';
  const asked: readonly Promise<object>[] = [
    s3.send(new GetBucketVersioningCommand({ Bucket })),
    s3.send(new GetBucketEncryptionCommand({ Bucket })),
    s3.send(new GetPublicAccessBlockCommand({ Bucket })),
    s3.send(new GetBucketTaggingCommand({ Bucket })),
    s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
    s3.send(new GetBucketCorsCommand({ Bucket })),
    s3.send(new GetBucketPolicyCommand({ Bucket })),
  ];
  const told = asked.map((one) => one.then((it) => JSON.stringify({ ...it, $metadata: undefined })).catch((error: Error) => error.name));
  return (await Promise.all(told)).join('\n');
}

test('an empty bucket is deleted, and made again with all it was set to', async () => {
  const Bucket = await newBucket(aws, 'on');
  const { s3 } = aws;
  const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const }, BucketKeyEnabled: true }];
  await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
  const closed = { BlockPublicAcls: true, BlockPublicPolicy: false, IgnorePublicAcls: true, RestrictPublicBuckets: false };
  await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: closed }));
  await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: 'team', Value: 'blue' }] } }));
  const expiry = { ID: 'old', Status: 'Enabled' as const, Filter: { Prefix: 'tmp/' }, Expiration: { Date: new Date('2030-01-01T00:00:00Z') } };
  await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [expiry] } }));
  const CORSRules = [{ AllowedMethods: ['GET'], AllowedOrigins: ['https://example.com'], MaxAgeSeconds: 60 }];
  await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
  const Statement = [{ Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource: `arn:aws:s3:::${Bucket}/keep/*` }];
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }));

  const w = world(moto.env);
  const before = await settingsAt(Bucket);
  expect(before).not.toContain('NoSuch');
  const done = await call(w, 'aws.s3.deleteBucket', { bucket: Bucket });
  expect([done.failure, done.verdict]).toEqual([undefined, { met: true }]);
  expect(nearly(told(done.preview), Bucket)).toBe(
    [
      'Delete the empty bucket <b> in account 123456789012, eu-central-1',
      'delete s3-bucket <b> [] it is empty',
      '! Once it is gone anybody may take its name',
      'undo: aws.s3.restoreBucket',
    ].join('\n'),
  );
  expect(await settingsAt(Bucket)).toBe('gone');
  expect(await rollBack(w, done)).toBe('succeeded');
  expect(await settingsAt(Bucket)).toBe(before);

  // Made again by somebody else, with something in it: that is theirs.
  const again = await call(w, 'aws.s3.deleteBucket', { bucket: Bucket });
  await newBucketNamed(Bucket);
  await put(aws, Bucket, { 'theirs.txt': 'x' });
  expect(await rollBack(w, again)).toContain('changed after the run');
});

const newBucketNamed = async (bucket: string) => expect((await call(world(moto.env), 'aws.s3.createBucket', { bucket })).failure).toBeUndefined();

test('a bucket that lets the world in is made again as it was, not as new ones are', async () => {
  const Bucket = await newBucket(aws);
  await aws.s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  const w = world(moto.env);
  const before = await settingsAt(Bucket);
  const done = await call(w, 'aws.s3.deleteBucket', { bucket: Bucket });
  expect([done.failure, await rollBack(w, done)]).toEqual([undefined, 'succeeded']);
  expect(await settingsAt(Bucket)).toBe(before);
});

test('a bucket goes with what is in it only where that is said, its name typed, and for good', async () => {
  const Bucket = await newBucket(aws, 'on');
  await put(aws, Bucket, { 'a b+c.txt': 'old', 'deep/er.txt': 'x' });
  await put(aws, Bucket, { 'a b+c.txt': 'newer' });
  await aws.s3.send(new DeleteObjectCommand({ Bucket, Key: 'deep/er.txt' }));
  const w = world(moto.env);
  const kept = await call(w, 'aws.s3.deleteBucket', { bucket: Bucket });
  expect([kept.failure?.code, nearly(kept.failure?.message ?? '', Bucket)]).toEqual([
    'aws/bucket-not-empty',
    'The bucket <b> holds 1 object, 2 older versions and 1 marker of a deletion (9 B). It was left as it is.',
  ]);
  const late = await call(w, 'aws.s3.deleteBucket', { bucket: Bucket, contents: true }, { meanwhile: () => put(aws, Bucket, { 'late.txt': 'x' }) });
  expect(late.failure?.code).toBe('plan/changed-since-approval');
  const done = await call(w, 'aws.s3.deleteBucket', { bucket: Bucket, contents: true });
  expect(nearly(told(done.preview), Bucket)).toBe(
    [
      'Delete the bucket <b> with 2 objects, 2 older versions and 1 marker of a deletion (10 B) in account 123456789012, eu-central-1',
      'delete s3-bucket <b> [stateful deletes-data cascades] 2 objects, 2 older versions and 1 marker of a deletion (10 B): gone for good',
      '! Once it is gone anybody may take its name',
      'undo: impossible, what was in it is gone for good, every version of it',
    ].join('\n'),
  );
  expect(done.decision).toMatchObject({ kind: 'confirm', risk: 'critical', typed: Bucket });
  expect([done.failure, done.verdict, done.output.deleted]).toEqual([undefined, { met: true }, 5]);
  expect(await settingsAt(Bucket)).toBe('gone');
});

test('versions are listed, also of what was deleted, and an older one is the newest again', async () => {
  const Bucket = await newBucket(aws, 'on');
  const Key = 'css/a b+ü.css';
  await put(aws, Bucket, { [Key]: 'older', [`${Key}.map`]: 'other', 'z.txt': 'z' });
  await put(aws, Bucket, { [Key]: 'newer' });
  const w = world(moto.env);
  const versions = async (input: object = { key: Key }) => (await call(w, 'aws.s3.listVersions', { bucket: Bucket, ...input })).output;
  const contentNow = async () => (await aws.s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
  const [newer, older] = (await versions()).versions;
  expect([newer, older]).toMatchObject([
    { key: Key, latest: true, deleted: false, bytes: 5 },
    { key: Key, latest: false, deleted: false, bytes: 5 },
  ]);
  expect((await versions({ prefix: 'css/' })).versions.map((v: { key: string }) => v.key)).toEqual([Key, Key, `${Key}.map`]);
  expect(await versions({ max: 2 })).toMatchObject({ more: true, versions: [{}, {}] });

  const before = await bucketState(aws, Bucket);
  const done = await call(w, 'aws.s3.restoreVersion', { bucket: Bucket, key: Key, versionId: older.versionId });
  const day = older.modifiedAt.slice(0, 10);
  expect(nearly(told(done.preview), Bucket)).toBe(
    [
      `Make version ${older.versionId} of s3://<b>/${Key} (5 B, of ${day}) the newest again in account 123456789012, eu-central-1`,
      `update s3-object s3://<b>/${Key} [stateful] what is there stays as an older version`,
      'undo: aws.s3.restoreObject',
    ].join('\n'),
  );
  expect([done.failure, done.verdict, await contentNow()]).toEqual([undefined, { met: true }, 'older']);
  expect(await rollBack(w, done)).toBe('succeeded');
  expect([await bucketState(aws, Bucket), await contentNow()]).toEqual([before, 'newer']);

  const same = await call(w, 'aws.s3.restoreVersion', { bucket: Bucket, key: Key, versionId: newer.versionId });
  expect([same.asked, same.undo]).toEqual([`Nothing to restore: s3://${Bucket}/${Key} is version ${newer.versionId}`, 'nothing-changed']);
  expect((await call(w, 'aws.s3.restoreVersion', { bucket: Bucket, key: Key, versionId: 'nosuchversion' })).failure?.code).toBe('aws/not-found');

  await aws.s3.send(new DeleteObjectCommand({ Bucket, Key }));
  const deleted = await bucketState(aws, Bucket);
  const [marker] = (await versions()).versions;
  expect(marker).toMatchObject({ latest: true, deleted: true, bytes: 0 });
  expect((await call(w, 'aws.s3.restoreVersion', { bucket: Bucket, key: Key, versionId: marker.versionId })).failure?.code).toBe('aws/wrong-state');
  const back = await call(w, 'aws.s3.restoreVersion', { bucket: Bucket, key: Key, versionId: newer.versionId });
  expect([back.preview?.impacts?.[0]?.operation, back.verdict, await contentNow()]).toEqual(['create', { met: true }, 'newer']);
  expect(await rollBack(w, back)).toBe('succeeded');
  expect(await bucketState(aws, Bucket)).toBe(deleted);
});

test('an object is downloaded into a file, and the file put back', async () => {
  const bucket = await newBucket(aws);
  await put(aws, bucket, { 'in/notes.txt': 'theirs\n', 'in/new.bin': '\u0000\u0001' });
  const w = world(moto.env);
  workspace(w);
  const before = tree(w.folder);
  const done = await call(w, 'aws.s3.getObject', { bucket, key: 'in/notes.txt' });
  expect(done.preview?.files).toMatchObject([{ path: 'notes.txt', action: 'update', before: 'mine', after: 'theirs\n' }]);
  expect([done.failure, done.verdict]).toEqual([undefined, { met: true }]);
  const fresh = await call(w, 'aws.s3.getObject', { bucket, key: 'in/new.bin', path: 'deep/er/new.bin' });
  expect(fresh.failure).toBeUndefined();
  expect(readFileSync(join(w.folder, 'deep/er/new.bin'), 'latin1')).toBe('\u0000\u0001');
  expect([await rollBack(w, fresh), await rollBack(w, done)]).toEqual(['succeeded', 'succeeded']);
  expect(tree(w.folder)).toEqual(before);
});

test('headers that were asked for are there; an older version is fetched; a folder is listed as such', async () => {
  const bucket = await newBucket(aws, 'on');
  const w = world(moto.env);
  workspace(w);
  await put(aws, bucket, { 'css/a.css': 'older', 'img/x/y.png': 'y', 'img/z.png': 'z' });
  const [older] = (await aws.s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: 'css/' }))).Versions ?? [];
  const how = { contentType: 'text/css; charset=utf-8', cacheControl: 'max-age=3600', storageClass: 'STANDARD_IA' };
  const done = await call(w, 'aws.s3.putObject', { path: 'site/a.css', bucket, key: 'css/a.css', ...how });
  expect([done.failure, done.verdict]).toEqual([undefined, { met: true }]);
  const head = await aws.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'css/a.css' }));
  expect([head.ContentType, head.CacheControl, head.StorageClass]).toEqual(['text/css; charset=utf-8', 'max-age=3600', 'STANDARD_IA']);
  await aws.s3.send(new PutObjectTaggingCommand({ Bucket: bucket, Key: 'css/a.css', Tagging: { TagSet: [{ Key: 'team', Value: 'blue+green' }] } }));
  const shown = await call(w, 'aws.s3.showObject', { bucket, key: 'css/a.css' });
  const { modifiedAt, etag, ...rest } = shown.output;
  expect([head.LastModified?.toISOString(), head.ETag]).toEqual([modifiedAt, `"${etag}"`]);
  expect(rest).toEqual({
    bucket,
    key: 'css/a.css',
    bytes: head.ContentLength,
    type: 'text/css; charset=utf-8',
    storageClass: 'STANDARD_IA',
    encryption: 'none',
    versionId: head.VersionId,
    headers: { 'Cache-Control': 'max-age=3600' },
    metadata: {},
    tags: { team: 'blue+green' },
  });
  const first = await call(w, 'aws.s3.showObject', { bucket, key: 'css/a.css', versionId: older?.VersionId });
  expect([first.output.bytes, first.output.storageClass, first.output.tags]).toEqual([5, 'STANDARD', {}]);
  expect((await call(w, 'aws.s3.showObject', { bucket, key: 'css/b.css' })).failure?.code).toBe('aws/not-found');

  const got = await call(w, 'aws.s3.getObject', { bucket, key: 'css/a.css', versionId: older?.VersionId, path: 'older.css' });
  expect([got.failure, got.verdict, readFileSync(join(w.folder, 'older.css'), 'utf8')]).toEqual([undefined, { met: true }, 'older']);

  const top = await call(w, 'aws.s3.listObjects', { bucket, folders: true });
  expect([top.output.folders, top.output.objects, top.summary]).toEqual([['css/', 'img/'], [], `2 folders and 0 objects in ${bucket}.`]);
  const inside = await call(w, 'aws.s3.listObjects', { bucket, prefix: 'img/', folders: true });
  expect([inside.output.folders, (inside.output.objects as { key: string }[]).map((o) => o.key)]).toEqual([['img/x/'], ['img/z.png']]);
});

test('a file that was sent in parts comes back the same', async () => {
  const bucket = await newBucket(aws);
  const w = world(moto.env);
  const big = Buffer.alloc(20 * 1024 * 1024 + 7);
  for (let i = 0; i < big.length; i += 4) big.writeUInt32LE((i * 2654435761) >>> 0, Math.min(i, big.length - 4));
  writeFileSync(join(w.folder, 'big.bin'), big);
  const done = await call(w, 'aws.s3.putObject', { path: 'big.bin', bucket });
  expect([done.failure, done.verdict]).toEqual([undefined, { met: true }]);
  const back = await call(w, 'aws.s3.getObject', { bucket, key: 'big.bin', path: 'back.bin' });
  expect([back.failure, back.verdict]).toEqual([undefined, { met: true }]);
  expect(readFileSync(join(w.folder, 'back.bin')).equals(big)).toBe(true);
  expect((await aws.s3.send(new ListMultipartUploadsCommand({ Bucket: bucket }))).Uploads ?? []).toEqual([]);
  expect(await rollBack(w, done)).toBe('succeeded');
  expect(await bucketState(aws, bucket)).toBe('');
});

test('what is too large to be copied in one piece is copied in parts, with all it has', async () => {
  const bucket = await newBucket(aws);
  const content = Buffer.alloc(14 * 1024 * 1024 + 3);
  for (let i = 0; i + 4 <= content.length; i += 4096) content.writeUInt32LE(i, i);
  await aws.s3.send(
    new PutObjectCommand({ Bucket: bucket, Key: 'from', Body: content, ContentType: 'text/x-example', Metadata: { by: 'somebody' }, Tagging: 'a=b' }),
  );
  const session = await openSession({}, workplaceOf(world({ ...moto.env, AWS_ENDPOINT_URL: moto.direct })));
  const { etag, bytes } = await theObject(bucket, 'from', session);
  const done = await copy({ from: { bucket, key: 'from', etag, bytes }, bucket, key: 'to' }, session, 6 * 1024 * 1024);
  expect(done.etag).toMatch(/-3$/);
  const got = await aws.s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'to' }));
  const { TagSet } = await aws.s3.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: 'to' }));
  expect([got.ContentType, got.Metadata, TagSet]).toEqual(['text/x-example', { by: 'somebody' }, [{ Key: 'a', Value: 'b' }]]);
  expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(content)).toBe(true);
});

test('what was changed since is not taken back', async () => {
  const bucket = await newBucket(aws);
  await put(aws, bucket, { 'a.css': 'old' });
  const w = world(moto.env);
  workspace(w);
  const done = await call(w, 'aws.s3.putObject', { path: 'site/a.css', bucket, key: 'a.css' });
  await put(aws, bucket, { 'a.css': 'newer' });
  expect(await rollBack(w, done)).toContain('changed after the run');
});

test('what is overwritten between the yes and the run is refused', async () => {
  const bucket = await newBucket(aws);
  const w = world(moto.env);
  workspace(w);
  const put_ = await call(w, 'aws.s3.putObject', { path: 'site/a.css', bucket, key: 'a.css' }, { meanwhile: () => put(aws, bucket, { 'a.css': 'theirs' }) });
  expect(put_.failure?.code).toBe('plan/changed-since-approval');
  const local = await call(
    w,
    'aws.s3.putObject',
    { path: 'site/a.css', bucket, key: 'b.css' },
    { meanwhile: () => writeFileSync(join(w.folder, 'site/a.css'), 'other') },
  );
  expect(local.failure?.code).toBe('plan/changed-since-approval');
});

test('public buckets, secrets, places outside and git’s own folder are named or refused', async () => {
  const bucket = await newBucket(aws);
  const open = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*` }] };
  await aws.s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: JSON.stringify(open) }));
  await put(aws, bucket, { '.git/hooks/pre-commit': '#!/bin/sh\n', '..': 'up' });
  const w = world(moto.env);
  workspace(w);
  const secret = await call(w, 'aws.s3.putObject', { path: 'site/.env', bucket });
  expect(secret.preview?.impacts?.[0]?.marks).toContain('secret-in-content');
  const code = async (tool: string, input: object) => (await call(w, tool, input)).failure?.code;
  expect(await code('aws.s3.putObject', { path: '../x', bucket })).toBe('files/outside-workspace');
  expect(await code('aws.s3.putObject', { path: 'nothing', bucket })).toBe('files/not-found');
  expect(await code('aws.s3.getObject', { bucket, key: '.git/hooks/pre-commit', path: '.git/hooks/pre-commit' })).toBe('files/inside-git');
  expect(await code('aws.s3.getObject', { bucket, key: '..' })).toBe('aws/needs-path');
  expect(await code('aws.s3.getObject', { bucket, key: 'nope' })).toBe('aws/not-found');
  expect(await code('aws.s3.deleteObject', { bucket, key: 'nope' })).toBe('aws/not-found');
  expect(await code('aws.s3.deleteObject', { bucket: 'no-such-bucket-example', key: 'x' })).toBe('aws/not-found');
});

// moto answers 500 to a line break in a key; that one is proved in test/tools/aws by what is sent.
test('buckets are listed, and objects with every character a key may have', async () => {
  const bucket = await newBucket(aws);
  const keys = [
    `${String.raw`0!"#$%&'()*+,-./:;<=>?@[\]^_{|}~`}\``,
    'a b',
    'a+b',
    'a%20b',
    'ü/ß',
    'q?x=1&y=2',
    '#',
    "!-_.*'()",
    '<&">',
    'tab\t',
    '\u{1f600}',
    'trailing ',
    'a//b',
    '\u007f',
    'e\u0301',
    '@:,$=;',
  ];
  await put(aws, bucket, Object.fromEntries(keys.map((key) => [key, key])));
  const w = world(moto.env);
  const listed = await call(w, 'aws.s3.listObjects', { bucket });
  expect(listed.output.objects.map((o: { key: string }) => o.key).sort()).toEqual([...keys].sort());
  for (const key of keys) {
    const got = await call(w, 'aws.s3.getObject', { bucket, key, path: 'got.txt' });
    expect([key, got.failure?.message, readFileSync(join(w.folder, 'got.txt'), 'utf8')]).toEqual([key, undefined, key]);
    const sent = await call(w, 'aws.s3.putObject', { path: 'got.txt', bucket, key: `put/${key}` });
    expect([key, sent.failure?.message, sent.verdict]).toEqual([key, undefined, { met: true }]);
    const copied = await call(w, 'aws.s3.copyObject', { sourceBucket: bucket, sourceKey: key, bucket, key: `copy/${key}` });
    expect([key, copied.failure?.message, copied.verdict]).toEqual([key, undefined, { met: true }]);
    const deleted = await call(w, 'aws.s3.deleteObject', { bucket, key: `copy/${key}` });
    expect([key, deleted.failure?.message, deleted.verdict]).toEqual([key, undefined, { met: true }]);
  }
  const files = () => tree(join(w.folder, 'synced'));
  const down = await call(w, 'aws.s3.sync', { source: `s3://${bucket}/put/`, destination: 'synced' });
  expect([down.failure?.message, down.verdict]).toEqual([undefined, { met: true }]);
  // Two keys that differ only in how a letter is put together, or with an empty part, may be no file of their own.
  expect(files()).toEqual(Object.fromEntries(keys.filter((key) => !key.includes('//')).map((key) => [key, key])));
  const up = await call(w, 'aws.s3.sync', { source: 'synced', destination: `s3://${bucket}/up/` });
  expect([up.failure?.message, up.verdict]).toEqual([undefined, { met: true }]);
  const all = (await call(w, 'aws.s3.listObjects', { bucket, prefix: 'up/' })).output.objects.map((o: { key: string }) => o.key.slice(3));
  expect(all.sort()).toEqual(Object.keys(files()).sort());
  expect([await rollBack(w, up), await rollBack(w, down)]).toEqual(['succeeded', 'succeeded']);
  expect(existsSync(join(w.folder, 'synced'))).toBe(false);
  expect((await call(w, 'aws.s3.listBuckets', {})).output.buckets.map((b: { bucket: string }) => b.bucket)).toContain(bucket);
});

test('a bucket or an object that is not there is told as such, with the one that was probably meant', async () => {
  const bucket = await newBucket(aws);
  await put(aws, bucket, { 'logs/app.log': 'x' });
  const w = world(moto.env);
  const says = async (input: object) => {
    const { failure } = await call(w, 'aws.s3.getObject', { path: 'x', ...input });
    return `${failure?.code}: ${failure?.message} ${failure?.fix}`;
  };
  expect([await says({ bucket, key: 'logs/ap.log' }), await says({ bucket: bucket.replace('bucket', 'buckt'), key: 'logs/app.log' })]).toEqual([
    `aws/not-found: There is no object logs/ap.log in bucket ${bucket}. Did you mean logs/app.log?`,
    `aws/not-found: There is no bucket ${bucket.replace('bucket', 'buckt')} in S3. Did you mean ${bucket}?`,
  ]);
});

test('two runs never change one bucket at once, whatever folder they work in; another bucket, and fetching, is free', async () => {
  const [bucket, other] = [await newBucket(aws), await newBucket(aws)];
  await put(aws, bucket, { 'a.txt': 'there' });
  const w = world(moto.env);
  plant(w.folder, { 'site/a.css': 'a{}' });
  // Another window: another folder, the same history.
  const elsewhere = { ...w, folder: tempFolder() };
  plant(elsewhere.folder, { 'b.css': 'b{}' });
  const said: string[] = [];
  const inTheMeantime = async (tool: string, input: object) => {
    const done = await call(elsewhere, tool, input);
    said.push(`${tool} ${done.failure?.code ?? done.status}`);
  };
  const done = await call(
    w,
    'aws.s3.sync',
    { source: 'site', destination: `s3://${bucket}/site` },
    {
      async meanwhile() {
        await inTheMeantime('aws.s3.putObject', { path: 'b.css', bucket, key: 'b.css' });
        await inTheMeantime('aws.s3.deleteObject', { bucket, key: 'a.txt' });
        await inTheMeantime('aws.s3.putObject', { path: 'b.css', bucket: other, key: 'b.css' });
        await inTheMeantime('aws.s3.getObject', { bucket, key: 'a.txt', path: 'a.txt' });
      },
    },
  );
  expect([done.status, done.preview?.target?.facts.bucket, ...said]).toEqual([
    'succeeded',
    bucket,
    'aws.s3.putObject run/target-busy',
    'aws.s3.deleteObject run/target-busy',
    'aws.s3.putObject succeeded',
    'aws.s3.getObject succeeded',
  ]);
});
