import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { sha256 } from '../../../base/hash.ts';
import { nearest } from '../../../base/nearest.ts';
import { changedSince, notThere } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Impact, Mark } from '../../../domain/impact.ts';
import { isAbsent, isError } from '../session/explain.ts';
import type { Session } from '../session.ts';
import { type Bucket, exposureOf, findBucket, nearBucket } from './bucket.ts';

/** What an object has besides its content. */
export const headers = z.strictObject({
  ContentType: z.string().optional(),
  CacheControl: z.string().optional(),
  ContentDisposition: z.string().optional(),
  ContentEncoding: z.string().optional(),
  ContentLanguage: z.string().optional(),
  WebsiteRedirectLocation: z.string().optional(),
  StorageClass: z.string().optional(),
  ServerSideEncryption: z.string().optional(),
  SSEKMSKeyId: z.string().optional(),
  Metadata: z.record(z.string(), z.string()).optional(),
  Tagging: z.string().optional(),
});
export type Headers = z.output<typeof headers>;

export interface ObjectNow {
  readonly key: string;
  /** Without quotes. */
  readonly etag: string;
  readonly bytes: number;
  readonly versionId: string | undefined;
  readonly modifiedAt: string;
  readonly headers: Headers;
  /** Encrypted with a key of KMS: its ETag says nothing of its content. */
  readonly kms: boolean;
}

export const addressOf = (bucket: string, key: string): string => `s3://${bucket}/${key}`;
export const bare = (etag: string | undefined): string => (etag ?? '').replaceAll('"', '');

export async function findObject(Bucket: string, Key: string, aws: Session, VersionId?: string): Promise<ObjectNow | undefined> {
  const s3 = await aws.service('s3');
  const head = await aws.ask('s3:GetObject', s3.headObject({ Bucket, Key, ...(VersionId === undefined ? {} : { VersionId }) }), (error) => {
    if (isError(error, 'NoSuchBucket')) throw new FailureError(notThere(`bucket ${Bucket}`, 'this account'));
    return isAbsent(error) ? 'none' : undefined;
  });
  return head === 'none' ? undefined : objectOf(Key, head);
}

export async function theObject(bucket: string, key: string, aws: Session, versionId?: string): Promise<ObjectNow> {
  const found = await findObject(bucket, key, aws, versionId);
  if (found !== undefined) return found;
  // Of an object that is not there S3 says the same whether its bucket is there or not.
  if ((await findBucket(bucket, aws)) === undefined) throw new FailureError(notThere(`bucket ${bucket}`, 'S3', await nearBucket(bucket, aws)));
  if (versionId !== undefined) throw new FailureError(notThere(`object ${key} of version ${versionId}`, `bucket ${bucket}`));
  throw new FailureError(notThere(`object ${key}`, `bucket ${bucket}`, await nearKey(bucket, key, aws)));
}

/** One of the same folder that was probably meant; who may not list gets no hint. */
async function nearKey(Bucket: string, key: string, aws: Session): Promise<string | undefined> {
  const s3 = await aws.service('s3');
  const Prefix = key.slice(0, key.lastIndexOf('/') + 1);
  const page = await aws.ask('s3:ListBucket', s3.listObjectsV2({ Bucket, Prefix, Delimiter: '/' }), () => ({ Contents: [] }));
  return nearest(
    key,
    (page.Contents ?? []).flatMap((one) => one.Key ?? []),
  );
}

function objectOf(key: string, head: HeadObjectCommandOutput): ObjectNow {
  const { ContentType, CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, WebsiteRedirectLocation, ServerSideEncryption, SSEKMSKeyId } = head;
  const given = { ContentType, CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, WebsiteRedirectLocation, ServerSideEncryption, SSEKMSKeyId };
  return {
    key,
    etag: bare(head.ETag),
    bytes: head.ContentLength ?? 0,
    versionId: head.VersionId,
    modifiedAt: head.LastModified?.toISOString() ?? '',
    kms: ServerSideEncryption?.startsWith('aws:kms') ?? false,
    headers: {
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      ...(head.StorageClass === undefined || head.StorageClass === 'STANDARD' ? {} : { StorageClass: head.StorageClass }),
      ...(Object.keys(head.Metadata ?? {}).length === 0 ? {} : { Metadata: head.Metadata }),
    },
  };
}

/** What of an object is read into memory to be kept for undo. */
export const keptBytesMax = 8 * 1024 * 1024;

/** The content of a small object as it was seen. */
/** `version`: of this one, where it is not the newest that is wanted; who may not read versions can read that. */
export async function contentOf(Bucket: string, { key: Key, etag }: ObjectNow, aws: Session, version?: string): Promise<Uint8Array> {
  const s3 = await aws.service('s3');
  return aws.ask(
    's3:GetObject',
    (async () => {
      const got = await s3.getObject({ Bucket, Key, IfMatch: `"${etag}"`, ...(version === undefined ? {} : { VersionId: version }) });
      return (await got.Body?.transformToByteArray()) ?? new Uint8Array();
    })(),
    (error) => {
      if (isError(error, 'PreconditionFailed', '412') || isAbsent(error)) throw new FailureError(changedSince(addressOf(Bucket, Key)));
      return undefined;
    },
  );
}

/** What was at a key before: enough to have it again. */
export const before = z.union([
  z.strictObject({ kind: z.literal('none') }),
  /** The bucket keeps versions: this one was the latest, or this marker of a deletion. */
  z.strictObject({ kind: z.literal('version'), versionId: z.string() }),
  /** Kept by its SHA-256. */
  z.strictObject({ kind: z.literal('content'), sha256: z.string().regex(/^[0-9a-f]{64}$/), etag: z.string(), headers }),
]);
export type Before = z.output<typeof before>;

export interface SeenBefore {
  readonly now: ObjectNow | undefined;
  /** Or the reason why it can't be had again. */
  readonly before: Before | string;
  /** To be kept when it is overwritten; absent where the bucket does. */
  readonly content?: Uint8Array;
}

export async function seeBefore(bucket: Bucket, key: string, aws: Session): Promise<SeenBefore> {
  const now = await findObject(bucket.bucket, key, aws);
  if (bucket.versioning !== 'off') {
    const [latest, ...older] = await stackOf(bucket.bucket, key, aws);
    if (latest === undefined) return { now, before: { kind: 'none' } };
    if (bucket.versioning === 'on') return { now, before: { kind: 'version', versionId: latest.versionId } };
    if (latest.versionId !== 'null') {
      return older.some((v) => v.versionId === 'null')
        ? { now, before: 'versions are suspended in this bucket, and an older content without a version would be lost' }
        : { now, before: { kind: 'version', versionId: latest.versionId } };
    }
  }
  if (now === undefined) return { now, before: { kind: 'none' } };
  if (now.bytes > keptBytesMax)
    return { now, before: `the bucket keeps no versions, and what is there is larger than the ${keptBytesMax / 1024 / 1024} MB that are kept` };
  const [content, tags] = await Promise.all([contentOf(bucket.bucket, now, aws), tagsOf(bucket.bucket, key, aws)]);
  const Tagging = new URLSearchParams(tags).toString();
  const kept = { ...now.headers, ...(Tagging === '' ? {} : { Tagging }) };
  return { now, before: { kind: 'content', sha256: sha256(content), etag: now.etag, headers: kept }, content };
}

/** Its tags by name; none where they may not be read. */
export async function tagsOf(Bucket: string, Key: string, aws: Session, VersionId?: string): Promise<Readonly<Record<string, string>>> {
  const s3 = await aws.service('s3');
  const asked = { Bucket, Key, ...(VersionId === undefined ? {} : { VersionId }) };
  const { TagSet = [] } = await aws.ask('s3:GetObjectTagging', s3.getObjectTagging(asked), () => ({ TagSet: [] }));
  return Object.fromEntries(TagSet.map((tag) => [tag.Key ?? '', tag.Value ?? '']));
}

export interface Version {
  readonly versionId: string;
  /** It says that the object was deleted. */
  readonly marker: boolean;
  readonly etag: string;
  readonly bytes: number;
}

/** Versions of a key, the latest first, then in no sure order. */
export async function stackOf(Bucket: string, key: string, aws: Session): Promise<readonly Version[]> {
  const s3 = await aws.service('s3');
  const page = await aws.ask('s3:ListBucketVersions', s3.listObjectVersions({ Bucket, Prefix: key, EncodingType: 'url' }));
  const entries = [
    ...(page.Versions ?? []).map((v) => ({ ...v, marker: false, etag: bare(v.ETag), bytes: v.Size ?? 0 })),
    ...(page.DeleteMarkers ?? []).map((v) => ({ ...v, marker: true, etag: '', bytes: 0 })),
  ].filter((v) => decodedKey(v.Key, page.EncodingType) === key);
  return entries
    .sort((a, b) => Number(b.IsLatest ?? false) - Number(a.IsLatest ?? false))
    .map(({ VersionId = 'null', marker, etag, bytes }) => ({ versionId: VersionId, marker, etag, bytes }));
}

/** Keys are asked for in an encoding in which every character survives XML; the answer says whether it is in it. */
export const decodedKey = (key: string | undefined, encoding: string | undefined): string =>
  encoding === 'url' ? decodeURIComponent((key ?? '').replaceAll('+', ' ')) : (key ?? '');

/** What writing a key does to what is there; `marks`: what its new content adds. */
export function impactOfWrite(bucket: Bucket, key: string, was: SeenBefore, marks: readonly Mark[] = []): Impact {
  const isNew = was.now === undefined;
  return {
    address: addressOf(bucket.bucket, key),
    type: 's3-object',
    operation: isNew ? 'create' : 'update',
    marks: [...(isNew ? [] : (['stateful'] as const)), ...(typeof was.before === 'string' ? (['deletes-data'] as const) : []), ...marks, ...exposureOf(bucket)],
    ...(isNew ? {} : { detail: bucket.versioning === 'on' ? 'what is there stays as an older version' : 'what is there is replaced' }),
  };
}
