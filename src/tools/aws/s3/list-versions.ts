import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { notThere } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { readingTool } from '../aws-tool.ts';
import { bucket, key, more, place, text } from '../fields.ts';
import { cutNote } from '../pages.ts';
import { findBucket, nearBucket } from './bucket.ts';
import { type Entry, pagesOf } from './contents.ts';

export const listVersions = readingTool({
  name: 'aws.s3.listVersions',
  summary: 'List the versions of an object in S3, deletions as well; or of all below a prefix.',
  input: z.strictObject({
    bucket,
    key: key.optional().describe('Only versions of the object with just this key.'),
    prefix: text(1_024).optional().describe('Prefix: versions of all keys that start with this, the folder in the bucket.'),
    max: z.int().min(1).max(10_000).default(1_000).describe('The first so many at the most.'),
    ...place,
  }),
  output: z.object({
    bucket: z.string(),
    versions: z.array(
      z.object({
        key: z.string(),
        versionId: z.string(),
        latest: z.boolean().describe('It is what one gets now.'),
        deleted: z.boolean().describe('No content: it marks that the object was deleted then.'),
        bytes: z.int(),
        modifiedAt: z.string(),
        storageClass: z.string().optional(),
      }),
    ),
    more,
  }),
  commands: ['aws s3api list-object-versions --bucket={bucket} --prefix={prefix}'],
  onlyWith: ['version', 'histor', 'deleted', 'older', 'previous', 'earlier'],
  says: [
    'list the versions of report.csv in bucket data-example',
    'which versions of s3://data-example/report.csv are there',
    'show older versions of config/app.json in the bucket settings-example',
    'object versions in bucket logs-example under 2026/',
    'what was deleted in the bucket docs-example',
    'version history of s3://assets/logo.png',
    'earlier versions of the object db.dump in backups-example',
    'previous versions of index.html in bucket site',
    's3 version history for s3://acme-tfstate/prod/terraform.tfstate',
    'I want to see the last 10 versions of index.html in bucket web',
    'delete markers below uploads/ in customer-uploads please',
    'I deleted a whole folder this morning and only then saw it was the wrong one; what versions and delete markers exist under clients/acme/ in crm-files?',
    'what version ids has settings/app.yaml got in platform-config, profile infra',
    'earlier versions of the s3 object data/ledger.db, bucket finance-vault, eu-central-1',
    'all versions beneath photos/2022/ in photo-dropbox, max 200',
    'Our storage in bucket photo-originals grows by a terabyte a month although nobody uploads, show me up to 300 of the object versions so I get an idea.',
    'give me the object versions for jobs-artifacts/nightly/',
    'Hello, I would like know which versions exist for the object menu.json in bucket kiosk-config.',
    'verisons of s3://ingest-raw/schema.avsc',
    'object history: pay-inbox / batches/0912.xml',
    'Figure out which objects under docs/ in wiki-backup have been removed but still have versions',
    'S3 versions for keys starting with events-2025 in telemetry-lake, us-west-2',
    'I need the version IDs for a file called roster.csv.',
  ],
  examples: [{ title: 'List the versions of one object', input: { bucket: 'shop-assets', key: 'robots.txt' } }],
  guessMs: 1_500,

  async read({ bucket: name, key: only, prefix, max }, aws) {
    if ((await findBucket(name, aws)) === undefined) throw new FailureError(notThere(`bucket ${name}`, 'S3', await nearBucket(name, aws)));
    const found: Entry[] = [];
    for await (const page of pagesOf(name, aws, only ?? prefix ?? '')) {
      // Keys come in order: behind the one that is meant there are only longer ones.
      found.push(...page.filter((one) => only === undefined || one.key === only));
      if (found.length > max || (only !== undefined && page.some((one) => one.key > only))) break;
    }
    const isCut = found.length > max;
    const versions = found.slice(0, max).map((one) => ({
      key: one.key,
      versionId: one.versionId,
      latest: one.isLatest,
      deleted: one.marker,
      bytes: one.bytes,
      modifiedAt: one.modifiedAt,
      ...(one.storageClass === undefined || one.storageClass === 'STANDARD' ? {} : { storageClass: one.storageClass }),
    }));
    return {
      output: { bucket: name, versions, ...(isCut ? { more: true } : {}) },
      summary: `${count(versions.length, 'version')} in ${name}${only !== undefined ? ` of ${only}` : prefix ? ` under ${prefix}` : ''}.${cutNote(isCut)}`,
    };
  },
});
