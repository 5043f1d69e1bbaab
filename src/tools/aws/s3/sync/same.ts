import { join } from 'node:path';
import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import type { Workplace } from '../../../../domain/workplace.ts';
import { must, type Pinned } from '../../aws-tool.ts';
import { partBytesOf } from '../transfer/download.ts';
import { etagOf, hashesOf, isDigest, knownEtag, likelyPartBytes, partsIn } from '../transfer/hash.ts';
import type { Entry, Side } from './sides.ts';

type S3Side = Extract<Side, { kind: 's3' }>;
type FileEntry = Extract<Entry, { kind: 'file' }>;
type ObjectEntry = Extract<Entry, { kind: 'object' }>;

/**
 * Whether two entries hold the same bytes, by checksums and never by dates: the ETag where it is one (over the parts it
 * was sent in), else the SHA-256 that S3 keeps. What nothing can tell counts as different, and is copied.
 */
export async function isSame(from: Entry, to: Entry, sides: { readonly from: Side; readonly to: Side }, aws: Pinned, at: Workplace): Promise<boolean> {
  if (from.bytes !== to.bytes) return false;
  if (from.kind === 'object' && to.kind === 'object') return sameObjects(from, sides.from as S3Side, to, sides.to as S3Side, aws);
  if (from.kind === 'file' && to.kind === 'object') return sameAsObject(from, to, sides.to as S3Side, aws, at);
  if (from.kind === 'object' && to.kind === 'file') return sameAsObject(to, from, sides.from as S3Side, aws, at);
  return false;
}

async function sameAsObject(file: FileEntry, object: ObjectEntry, side: S3Side, aws: Pinned, at: Workplace): Promise<boolean> {
  const { etag, bytes, key } = object;
  const own = (partBytes: number) => etagAt(file, partBytes, at);
  if (isDigest(etag)) {
    const parts = partsIn(etag);
    if (parts === 0) {
      if ((await own(0)) === etag) return true;
    } else {
      for (const partBytes of likelyPartBytes(bytes, parts).slice(0, 1)) if ((await own(partBytes)) === etag) return true;
      const told = await partBytesOf({ bucket: side.bucket, key, etag, bytes }, aws);
      if (told !== undefined && (await own(told)) === etag) return true;
    }
  }
  // Encrypted with a key of KMS, or sent in parts of unequal size.
  const sha256 = (await checksumsOf(side.bucket, key, aws)).get('ChecksumSHA256');
  if (sha256 === undefined) return false;
  const { sha256: sum } = await hashesOf(must(await at.files.locate(file.path)), ['sha256'], at.signal);
  return Buffer.from(sum, 'hex').toString('base64') === sha256;
}

/** What is known of a file in just this version, with its inode and times, needs no look at where it is. */
const etagAt = async (file: FileEntry, partBytes: number, at: Workplace): Promise<string> =>
  knownEtag(join(at.folder, file.path), file, partBytes) ?? etagOf(must(await at.files.locate(file.path)), file, partBytes, at.signal);

async function sameObjects(from: ObjectEntry, fromSide: S3Side, to: ObjectEntry, toSide: S3Side, aws: Pinned): Promise<boolean> {
  if (from.etag === to.etag && isDigest(from.etag)) return true;
  // One piece each and both plain: the ETags are checksums, and they differ.
  const [a, b] = await Promise.all([checksumsOf(fromSide.bucket, from.key, aws), checksumsOf(toSide.bucket, to.key, aws)]);
  const common = [...a].filter(([name]) => b.has(name));
  return common.length > 0 && common.every(([name, sum]) => b.get(name) === sum);
}

const names = ['ChecksumSHA256', 'ChecksumCRC64NVME', 'ChecksumSHA1', 'ChecksumCRC32C', 'ChecksumCRC32'] as const;

/** Checksums over the whole object, as S3 keeps them. */
async function checksumsOf(Bucket: string, Key: string, aws: Pinned): Promise<ReadonlyMap<string, string>> {
  const s3 = await aws.service('s3');
  const head = await aws.ask<HeadObjectCommandOutput, undefined>('s3:GetObject', s3.headObject({ Bucket, Key, ChecksumMode: 'ENABLED' }));
  if (head.ChecksumType === 'COMPOSITE' || partsIn((head.ETag ?? '').replaceAll('"', '')) > 0) {
    const whole = head.ChecksumType === 'FULL_OBJECT' ? head.ChecksumCRC64NVME : undefined;
    return new Map(whole === undefined ? [] : [['ChecksumCRC64NVME', whole]]);
  }
  return new Map(names.flatMap((name) => (head[name] === undefined ? [] : [[name, head[name]] as const])));
}
