import type { CopyObjectCommandInput } from '@aws-sdk/client-s3';
import { movedMeanwhile } from '../../../../domain/failure/aws.ts';
import { FailureError } from '../../../../domain/failure/failure.ts';
import { isAbsent, isError } from '../../session/explain.ts';
import type { Session } from '../../session.ts';
import { addressOf, bare, type Headers, tagsOf, theObject } from '../object.ts';
import { eachOf } from './each-of.ts';
import { putOf } from './put.ts';
import type { Sent } from './upload.ts';

export interface Copying {
  /** `versionId`: this one of it, not the newest. */
  readonly from: { readonly bucket: string; readonly key: string; readonly etag: string; readonly bytes: number; readonly versionId?: string };
  readonly bucket: string;
  readonly key: string;
  /** What the copy has otherwise than S3 would make it; the rest is the source's. */
  readonly headers?: Headers;
}

const gib = 1024 ** 3;
/** The most that S3 copies in one piece. Source: docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html. */
export const copyBytesMax = 5 * gib;

/** Every byte that means something in a header or a path is encoded; slashes stay. */
export const copySource = (bucket: string, key: string): string =>
  `${bucket}/${key
    .split('/')
    .map((part) => encodeURIComponent(part).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`))
    .join('/')}`;

/** Copies just what was seen, inside S3: nothing comes through this machine. */
export async function copy({ from, bucket: Bucket, key: Key, headers = {} }: Copying, aws: Session, bytesMax = copyBytesMax): Promise<Sent> {
  const s3 = await aws.service('s3');
  const CopySource = `${copySource(from.bucket, from.key)}${from.versionId === undefined ? '' : `?versionId=${encodeURIComponent(from.versionId)}`}`;
  const CopySourceIfMatch = `"${from.etag}"`;
  const moved = (error: unknown): undefined => {
    if (isError(error, 'PreconditionFailed', '412') || isAbsent(error)) throw new FailureError(movedMeanwhile(addressOf(from.bucket, from.key)));
    return undefined;
  };
  if (from.bytes <= bytesMax) {
    const how = await copiedWith({ from, bucket: Bucket, key: Key, headers }, aws);
    const done = await aws.ask('s3:PutObject', s3.copyObject({ ...how, Bucket, Key, CopySource, CopySourceIfMatch }), moved);
    return { etag: bare(done.CopyObjectResult?.ETag), versionId: done.VersionId };
  }
  const source = await theObject(from.bucket, from.key, aws, from.versionId);
  const Tagging = new URLSearchParams(await tagsOf(from.bucket, from.key, aws, from.versionId)).toString();
  const own = { ...source.headers, ...(Tagging === '' ? {} : { Tagging }), ...headers };
  const { UploadId } = await aws.ask('s3:PutObject', s3.createMultipartUpload({ ...putOf(own), Bucket, Key }));
  try {
    const partBytes = Math.min(bytesMax, Math.max(gib / 2, Math.ceil(from.bytes / 10_000)));
    const etags: string[] = [];
    await eachOf(
      Array.from({ length: Math.ceil(from.bytes / partBytes) }, (_, i) => i),
      { atOnce: 4 },
      async (i) => {
        const CopySourceRange = `bytes=${i * partBytes}-${Math.min((i + 1) * partBytes, from.bytes) - 1}`;
        const part = { Bucket, Key, UploadId, PartNumber: i + 1, CopySource, CopySourceIfMatch, CopySourceRange };
        const done = await aws.ask('s3:PutObject', s3.uploadPartCopy(part), moved);
        etags[i] = bare(done.CopyPartResult?.ETag);
      },
    );
    const Parts = etags.map((ETag, i) => ({ ETag: `"${ETag}"`, PartNumber: i + 1 }));
    const done = await aws.ask('s3:PutObject', s3.completeMultipartUpload({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
    return { etag: bare(done.ETag), versionId: done.VersionId };
  } catch (error) {
    await aws.ask('s3:AbortMultipartUpload', s3.abortMultipartUpload({ Bucket, Key, UploadId }), () => true);
    throw error;
  }
}

/**
 * S3 takes over all that the source says of itself or nothing of it: where one thing is to be otherwise, the rest is said again. An object
 * that is copied onto itself keeps its storage class and encryption, too, which a copy elsewhere gets anew.
 */
async function copiedWith({ from, bucket, key, headers = {} }: Copying, aws: Session): Promise<Partial<CopyObjectCommandInput>> {
  const { Tagging, StorageClass, ServerSideEncryption, SSEKMSKeyId, ...told } = headers;
  const placed = {
    ...(StorageClass === undefined ? {} : { StorageClass }),
    ...(ServerSideEncryption === undefined ? {} : { ServerSideEncryption }),
    ...(SSEKMSKeyId === undefined ? {} : { SSEKMSKeyId }),
  };
  const tagged = Tagging === undefined ? {} : ({ Tagging, TaggingDirective: 'REPLACE' } as const);
  const isItself = from.bucket === bucket && from.key === key && from.versionId === undefined;
  if (Object.keys(told).length === 0 && !isItself) return { ...putOf(placed), ...tagged } as Partial<CopyObjectCommandInput>;
  const source = await theObject(from.bucket, from.key, aws, from.versionId);
  const { StorageClass: stored, ServerSideEncryption: encrypted, SSEKMSKeyId: sealed, ...said } = source.headers;
  const kept = isItself
    ? {
        ...(stored === undefined ? {} : { StorageClass: stored }),
        ...(encrypted === undefined || ServerSideEncryption !== undefined
          ? {}
          : { ServerSideEncryption: encrypted, ...(sealed === undefined ? {} : { SSEKMSKeyId: sealed }) }),
      }
    : {};
  return { ...putOf({ ...said, ...kept, ...told, ...placed }), ...tagged, MetadataDirective: 'REPLACE' } as Partial<CopyObjectCommandInput>;
}
