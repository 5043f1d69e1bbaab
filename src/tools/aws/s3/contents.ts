import { createHash } from 'node:crypto';
import { count, list } from '../../../base/say.ts';
import { awsRefused, bucketNotEmpty } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import type { Session } from '../session.ts';
import { decodedKey } from './object.ts';
import { sizeOf } from './size.ts';

/** More than this is a matter for a lifecycle rule, which empties a bucket without being watched. */
const entriesMax = 1_000_000;

/** What a bucket holds, versions and markers of deletions as well. */
export interface Contents {
  readonly objects: number;
  readonly older: number;
  readonly markers: number;
  readonly bytes: number;
  /** Over every key and version: another when something came, went or changed. */
  readonly digest: string;
}

export const isEmpty = ({ objects, older, markers }: Contents): boolean => objects + older + markers === 0;

/** `3 objects, 5 older versions and 1 marker (1.2 MB)`. */
export function contentsInWords({ objects, older, markers, bytes }: Contents): string {
  const parts = [
    ...(objects > 0 ? [count(objects, 'object')] : []),
    ...(older > 0 ? [count(older, 'older version')] : []),
    ...(markers > 0 ? [count(markers, 'marker of a deletion', 'markers of deletions')] : []),
  ];
  return parts.length === 0 ? 'nothing' : `${list(parts)} (${sizeOf(bytes)})`;
}

/** Reads every version there is. Fails where there are more than can be told one by one. */
export async function contentsOf(bucket: string, aws: Session, at: Workplace): Promise<Contents> {
  const found = { objects: 0, older: 0, markers: 0, bytes: 0 };
  const hash = createHash('sha256');
  for await (const page of pagesOf(bucket, aws)) {
    for (const one of page) {
      if (one.marker) found.markers++;
      else if (one.isLatest) found.objects++;
      else found.older++;
      found.bytes += one.bytes;
      hash.update(`${JSON.stringify([one.key, one.versionId, one.etag])}\n`);
    }
    const all = found.objects + found.older + found.markers;
    if (all > entriesMax) throw new FailureError(bucketNotEmpty(bucket, `more than ${entriesMax.toLocaleString('en-US')} objects and versions`));
    if (all > 1_000) at.progress(`Looking into ${bucket}: ${all.toLocaleString('en-US')} objects and versions so far`);
  }
  return { ...found, digest: hash.digest('hex') };
}

/** Deletes everything in a bucket, every version of it. `all`: how many that will be, for the progress. */
export async function emptyBucket(Bucket: string, all: number, aws: Session, at: Workplace): Promise<void> {
  const s3 = await aws.service('s3');
  let gone = 0;
  // What is deleted is no more in the next list: each is asked for from the start.
  for (;;) {
    at.signal.throwIfAborted();
    const { value: page } = await pagesOf(Bucket, aws).next();
    if (page === undefined || page.length === 0) return;
    const Objects = page.map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
    const done = await aws.ask('s3:DeleteObjectVersion', s3.deleteObjects({ Bucket, Delete: { Objects, Quiet: true } }));
    const [wrong] = done.Errors ?? [];
    if (wrong !== undefined) throw new FailureError(awsRefused('s3:DeleteObjectVersion', wrong.Code ?? 'Error', `${wrong.Key}: ${wrong.Message ?? ''}`));
    gone += page.length;
    at.progress(`Deleted ${gone.toLocaleString('en-US')} of ${all.toLocaleString('en-US')} objects and versions`, Math.min(1, gone / Math.max(1, all)));
  }
}

export interface Entry {
  readonly key: string;
  readonly versionId: string;
  readonly isLatest: boolean;
  /** It says that the object was deleted. */
  readonly marker: boolean;
  readonly etag: string;
  readonly bytes: number;
  readonly modifiedAt: string;
  readonly storageClass: string | undefined;
}

/** Versions and markers page by page, by key and then the newest first. */
export async function* pagesOf(Bucket: string, aws: Session, Prefix?: string): AsyncGenerator<readonly Entry[], undefined> {
  const s3 = await aws.service('s3');
  for (let next: { readonly KeyMarker?: string | undefined; readonly VersionIdMarker?: string | undefined } = {}; ; ) {
    const page = await aws.ask(
      's3:ListBucketVersions',
      s3.listObjectVersions({ Bucket, EncodingType: 'url', ...(Prefix === undefined ? {} : { Prefix }), ...next }),
    );
    const entryOf = (v: { Key?: string | undefined; VersionId?: string | undefined; IsLatest?: boolean | undefined; LastModified?: Date | undefined }) => ({
      key: decodedKey(v.Key, page.EncodingType),
      versionId: v.VersionId ?? 'null',
      isLatest: v.IsLatest ?? false,
      modifiedAt: v.LastModified?.toISOString() ?? '',
    });
    const entries: Entry[] = [
      ...(page.Versions ?? []).map((v) => ({
        ...entryOf(v),
        marker: false,
        etag: (v.ETag ?? '').replaceAll('"', ''),
        bytes: v.Size ?? 0,
        storageClass: v.StorageClass,
      })),
      ...(page.DeleteMarkers ?? []).map((v) => ({ ...entryOf(v), marker: true, etag: '', bytes: 0, storageClass: undefined })),
    ];
    yield entries.sort(byKeyThenNewest);
    const KeyMarker = page.NextKeyMarker === undefined ? undefined : decodedKey(page.NextKeyMarker, page.EncodingType);
    // A server that hands out the same place again would never end.
    if (!page.IsTruncated || KeyMarker === undefined || (KeyMarker === next.KeyMarker && page.NextVersionIdMarker === next.VersionIdMarker)) return undefined;
    next = { KeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}

function byKeyThenNewest(a: Entry, b: Entry): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  if (a.isLatest !== b.isLatest) return a.isLatest ? -1 : 1;
  return a.modifiedAt === b.modifiedAt ? 0 : a.modifiedAt < b.modifiedAt ? 1 : -1;
}
