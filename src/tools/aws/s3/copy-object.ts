import { z } from 'zod';
import { syncPlaces } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { changingTool } from '../aws-tool.ts';
import { bucket, key, place } from '../fields.ts';
import { bucketWarnings, theBucket } from './bucket.ts';
import { addressOf, findObject, impactOfWrite, seeBefore, theObject } from './object.ts';
import { undoOf } from './put-object.ts';
import { headersAsked, missingOf, putWith, warningsOf } from './put-with.ts';
import { sizeOf } from './size.ts';
import { copy } from './transfer/copy.ts';

export const copyObject = changingTool({
  name: 'aws.s3.copyObject',
  effect: 'change',
  summary: 'Copy an object inside S3, from one bucket or key to another.',
  input: z.strictObject({
    sourceBucket: bucket.describe('Bucket to copy from.'),
    sourceKey: key.describe('Key of the object to copy.'),
    bucket: bucket.describe('Bucket to copy to.'),
    key: key.optional().describe('Key of the copy; default: the same key.'),
    ...putWith,
    contentType: putWith.contentType.describe('Media type of the copy; default: the one of the source.'),
    ...place,
  }),
  output: z.object({ bucket: z.string(), key: z.string(), etag: z.string().optional(), bytes: z.int().optional(), versionId: z.string().optional() }),
  commands: ['aws s3 cp s3://{sourceBucket}/{sourceKey} s3://{bucket}/{key?}'],
  says: [
    'copy s3://a-example/x.csv to s3://b-example/x.csv',
    'copy the object x.csv from bucket a-example to bucket b-example',
    'duplicate the s3 object',
    'copy the object x.csv from a-example to b-example',
    'duplicate s3://a-example/x.csv as s3://a-example/y.csv',
    'copy a.csv in raw-example to clean-example',
    'make a copy of s3://a-example/x.csv at s3://b-example/x.csv',
    'put a copy of raw.csv from raw-example into clean-example',
    'duplicate s3://raw-example/a.csv in clean-example',
    'the object a.csv of raw-example should also be in clean-example',
    'copy s3://a-example/x.json over to s3://b-example/x.json',
    'clone the object s3://logs/a.log into archive',
    'duplicate s3://data/in/a.json as s3://data/out/a.json',
    'copy report.csv from bucket a to bucket b',
    'server-side copy of s3://x/1.bin to s3://y/2.bin',
    'put a copy of s3://data/a.csv in bucket backup',
    'replicate the object s3://data/a.csv to s3://backup/a.csv',
    'duplicate index.html in bucket web as index.bak.html',
    'aws s3 cp s3://ml-models/staging/model.bin s3://ml-models/prod/model.bin',
    'The legal department is not allowed to read our working bucket, so copy offers/offer-88.pdf from sales-work to the same name in the bucket legal-readonly please.',
    'cp s3 object tiles/index.json fleet-maps -> atlas-tiles, key index.json, profile maps',
    'Please copy the file scans/0007.tif of bucket scan-intake to the bucket scan-review with the same name.',
    'Testing found that the staging shop lacks the new fonts; they are in shop-media as fonts/acme.woff2 and should be copied over to the bucket shop-media-staging.',
    'in s3 bucket brand-assets, logo.svg should also exist as logo-2025.svg',
    'Could you put a copy of payroll/june.xlsx from hr-documents into audit-evidence as 2025/june.xlsx?',
    'clone the object feeds/products.xml from partner-feed to partner-feed-test',
    'coppy templates/mail.j2 from mail-templates to mail-templates-dev in s3',
    'I would like flags.json copied between buckets, from feature-flags to feature-flags-canary, with profile release',
    'The auditors get their own bucket, auditor-share, and need the access log logs/2025-05.gz that lies in edge-logs, so copy this one object for them with profile audit.',
    's3 copy data/ledger.db bucket finance-vault to bucket finance-sandbox',
    'copy s3://ingest-raw/schema.avsc into the S3 bucket schemas as v7/schema.avsc in us-west-2',
    "need app-release.apk in mobile-public, it's now in mobile-builds",
  ],
  examples: [
    {
      title: 'Copy an object into another bucket',
      input: { sourceBucket: 'shop-assets', sourceKey: 'config/app.json', bucket: 'shop-archive', key: 'app-2026-01.json' },
    },
  ],
  guessMs: 2_000,
  timeoutMs: 60 * 60_000,

  async see({ sourceBucket, sourceKey, bucket: name, key: given, ...asked }, aws) {
    const to = given ?? sourceKey;
    const headers = headersAsked(asked);
    if (sourceBucket === name && sourceKey === to && Object.keys(headers).length === 0)
      throw new FailureError(syncPlaces('the object would be copied onto itself'));
    const [source, place] = await Promise.all([theObject(sourceBucket, sourceKey, aws), theBucket(name, aws)]);
    return { source, to, place, headers, was: await seeBefore(place, to, aws) };
  },

  tell: ({ sourceBucket, sourceKey, bucket: name, ...asked }, { source, to, place, was }, aws) => ({
    summary:
      sourceBucket === name && sourceKey === to
        ? `Change what ${addressOf(name, to)} (${sizeOf(source.bytes)}) is stored with, in ${aws.where}`
        : `Copy ${addressOf(sourceBucket, sourceKey)} (${sizeOf(source.bytes)}) to ${addressOf(name, to)} in ${aws.where}`,
    impacts: [impactOfWrite(place, to, was)],
    // Until it is copied its ETag is not known: a copy of an object that was sent in parts gets another.
    undo: undoOf(name, to, was, { bytes: source.bytes }, aws),
    warnings: [...warningsOf(asked), ...bucketWarnings(place)],
    touches: { bucket: name },
    covers: { source: [source.etag, source.versionId ?? null], now: was.now?.etag ?? null, version: was.now?.versionId ?? null, versioning: place.versioning },
    region: place.region,
  }),

  async act({ sourceBucket, sourceKey, bucket: name }, { source, to, was, place, headers }, aws, at) {
    if (was.content !== undefined) at.blobs.keep(was.content);
    const from = { bucket: sourceBucket, key: sourceKey, etag: source.etag, bytes: source.bytes };
    const done = await copy({ from, bucket: name, key: to, headers }, aws);
    const versionId = place.versioning === 'off' ? undefined : done.versionId;
    const left = { etag: done.etag, bytes: source.bytes, ...(versionId === undefined ? {} : { versionId }) };
    return {
      output: { bucket: name, key: to, ...left },
      summary: `Copied ${addressOf(sourceBucket, sourceKey)} to ${addressOf(name, to)}.`,
      undo: undoOf(name, to, was, left, aws),
    };
  },

  async missing({ bucket: name, ...asked }, { key: to, etag, bytes }, aws) {
    const now = await findObject(name, to, aws);
    const address = addressOf(name, to);
    if (now === undefined || now.etag !== etag || now.bytes !== bytes) return [`${address} is not the copy`];
    return (await missingOf(headersAsked(asked), name, now, aws)).map((what) => `${address}: ${what} is not what was asked for`);
  },

  async inspect({ sourceBucket, sourceKey, bucket: name, key: given, ...asked }, aws) {
    const [from, to] = await Promise.all([findObject(sourceBucket, sourceKey, aws), findObject(name, given ?? sourceKey, aws)]);
    if (to === undefined) return 'not-started';
    return from?.etag === to.etag && (await missingOf(headersAsked(asked), name, to, aws)).length === 0 ? 'done' : 'unknown';
  },
});
