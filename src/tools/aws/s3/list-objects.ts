import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { notThere } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { readingTool } from '../aws-tool.ts';
import { bucket, place, text } from '../fields.ts';
import { collect, cutNote } from '../pages.ts';
import { isError } from '../session/explain.ts';
import type { Session } from '../session.ts';
import { bare, decodedKey } from './object.ts';

export const listObjects = readingTool({
  name: 'aws.s3.listObjects',
  summary: 'List the objects in an S3 bucket.',
  input: z.strictObject({
    bucket,
    prefix: text(1_024).optional().describe('Prefix: only keys that start with this, the folder in the bucket.'),
    folders: z.boolean().optional().describe('Of folders only their names, not what is in them, as a file list shows it.'),
    max: z.int().min(1).max(10_000).default(1_000).describe('The first so many at the most.'),
    ...place,
  }),
  output: z.object({
    bucket: z.string(),
    objects: z.array(z.object({ key: z.string(), bytes: z.int(), modifiedAt: z.string() })),
    folders: z.array(z.string()).optional().describe('With `folders`: those of this level, each ends with /.'),
    more: z.boolean(),
  }),
  commands: ['aws s3 ls s3://{bucket}/{prefix?}', 'aws s3 ls {bucket}', 'aws s3api list-objects-v2|list-objects'],
  says: [
    'list the objects in bucket logs-example',
    'what is in the bucket assets',
    'which files are in s3://data-example/reports/',
    'show the contents of bucket backups',
    'list the files of the bucket',
    'list the keys under prefix logs/',
    'list the bucket assets',
    'list the objects in logs-example',
    'what is in the bucket data-example',
    'show the files under reports/ in data-example',
    'contents of s3://data-example/2024/',
    'ls the bucket assets-example',
    'which keys are in backups-example',
    "what's in s3://data-example/2025/",
    'files in the bucket logs-example',
    'objects under img/ in media-example',
    'list what is stored in backups-example',
    'list the bucket afterwards',
    'show what the bucket holds',
    'what is inside the bucket raw-example?',
    'contents of raw-example below logs/',
    'files in bucket raw-example',
    'which objects start with 2025/ in raw-example?',
    'first 20 objects of the bucket raw-example',
    'what lies under reports/ in the bucket raw-example?',
    'bucket raw-example: what is in it?',
    'is there anything in bucket assets',
    'browse s3://assets/in/',
    'what does bucket assets hold',
    'files below app/2026 in bucket logs',
    'keys of bucket assets that start with backup/',
    'look into s3://assets',
    'how many files are in bucket assets',
    'is bucket tmp empty',
    'ls s3://assets/2026/',
    'everything under s3://assets/reports/',
    'first 20 objects of bucket assets',
    'which keys start with backup/ in bucket db',
    'objects of s3://assets newer ones first',
    'contents of s3://assets/logs/',
    'aws s3 ls s3://billing-exports/monthly/',
    'did the nightly dump arrive? look in s3 bucket pg-dumps under nightly/',
    'I need to see which objects are in kiosk-media, at most 50.',
    "I don't want the thousands of single files, only the folders on the first level of the bucket sensor-lake, so that I understand how it is organised.",
    'Which folders are there beneath customers/ in the bucket crm-sync?',
    'just the folders in s3 bucket web please',
    'what files did the partner drop into partner-inbox/incoming today, s3',
    'Which objects are stored in one of our buckets under logs/2025/?',
    'obejcts in the bucket api-access-logs, us-east-2',
  ],
  examples: [{ title: 'List a folder of a bucket', input: { bucket: 'shop-assets', prefix: 'img/' } }],
  guessMs: 1_500,

  async read({ bucket: name, prefix, max, folders: level }, aws) {
    const folders: string[] = [];
    const found = await objectsIn(name, prefix ?? '', max, aws, undefined, level ? folders : undefined);
    const objects = found.items.map(({ key, bytes, modifiedAt }) => ({ key, bytes, modifiedAt }));
    return {
      output: { bucket: name, objects, ...(level ? { folders } : {}), more: found.more },
      summary: `${level ? `${count(folders.length, 'folder')} and ` : ''}${count(objects.length, 'object')} in ${name}${prefix ? ` under ${prefix}` : ''}.${cutNote(found.more)}`,
    };
  },
});

export interface ListedObject {
  readonly key: string;
  readonly bytes: number;
  readonly etag: string;
  readonly modifiedAt: string;
  readonly storageClass: string | undefined;
}

/** `folders`: what lies deeper is left out, and the folders it lies in are put there. */
export async function objectsIn(Bucket: string, Prefix: string, max: number, aws: Session, onPage: (soFar: number) => void = () => {}, folders?: string[]) {
  const s3 = await aws.service('s3');
  let soFar = 0;
  return collect<ListedObject>(max, async (ContinuationToken) => {
    const input = {
      Bucket,
      Prefix,
      ContinuationToken,
      EncodingType: 'url' as const,
      MaxKeys: Math.min(max, 1_000),
      ...(folders === undefined ? {} : { Delimiter: '/' }),
    };
    const page = await aws.ask('s3:ListBucket', s3.listObjectsV2(input), (error) => {
      if (isError(error, 'NoSuchBucket')) throw new FailureError(notThere(`bucket ${Bucket}`, 'S3'));
      return undefined;
    });
    soFar += page.Contents?.length ?? 0;
    onPage(soFar);
    for (const { Prefix: folder } of page.CommonPrefixes ?? []) folders?.push(decodedKey(folder, page.EncodingType));
    const items = (page.Contents ?? []).map((o) => ({
      key: decodedKey(o.Key, page.EncodingType),
      bytes: o.Size ?? 0,
      etag: bare(o.ETag),
      modifiedAt: o.LastModified?.toISOString() ?? '',
      storageClass: o.StorageClass,
    }));
    return { items, next: page.IsTruncated ? page.NextContinuationToken : undefined };
  });
}
