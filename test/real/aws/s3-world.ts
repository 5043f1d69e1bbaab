import {
  CreateBucketCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { Clients } from './clients.ts';

let n = 0;
/** A bucket of this test's own. */
export async function newBucket({ s3 }: Clients, versioning: 'on' | 'off' | 'suspended' = 'off'): Promise<string> {
  const Bucket = `bucket-${process.pid}-${n++}`;
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } }));
  const set = (Status: 'Enabled' | 'Suspended') => s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  if (versioning !== 'off') await set('Enabled');
  if (versioning === 'suspended') await set('Suspended');
  return Bucket;
}

export async function put({ s3 }: Clients, Bucket: string, objects: Readonly<Record<string, string>>): Promise<void> {
  for (const [Key, Body] of Object.entries(objects)) await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
}

/** Everything in a bucket, with versions, markers, content and what else an object has. */
export async function bucketState({ s3 }: Clients, Bucket: string): Promise<string> {
  const lines: string[] = [];
  for (let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {}; ; ) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket, EncodingType: 'url', ...next }));
    for (const v of page.DeleteMarkers ?? []) lines.push(`${v.Key} ${v.VersionId} marker${v.IsLatest ? ' latest' : ''}`);
    for (const v of page.Versions ?? []) {
      const at = { Bucket, Key: plain(v.Key, page.EncodingType), ...(v.VersionId === 'null' ? {} : { VersionId: v.VersionId }) };
      const got = await s3.send(new GetObjectCommand(at));
      const tags = await s3.send(new GetObjectTaggingCommand(at));
      const body = (await got.Body?.transformToString()) ?? '';
      lines.push(
        `${v.Key} ${v.VersionId} ${v.ETag} ${v.IsLatest ? 'latest ' : ''}${got.ContentType} ${[got.CacheControl, got.ContentEncoding, got.ContentDisposition, got.StorageClass, got.ServerSideEncryption, got.SSEKMSKeyId].join(' ')} ${JSON.stringify(got.Metadata)} ${JSON.stringify(tags.TagSet)} ${body.slice(0, 40)}`,
      );
    }
    if (!page.IsTruncated || page.NextKeyMarker === undefined) return lines.sort().join('\n');
    next = { KeyMarker: plain(page.NextKeyMarker, page.EncodingType), VersionIdMarker: page.NextVersionIdMarker };
  }
}

const plain = (key: string | undefined, encoding: string | undefined): string =>
  encoding === 'url' ? decodeURIComponent((key ?? '').replaceAll('+', ' ')) : (key ?? '');
