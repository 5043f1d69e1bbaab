import { archived, corrupted, movedMeanwhile } from '../../../../domain/failure/aws.ts';
import { FailureError } from '../../../../domain/failure/failure.ts';
import { moreOfNoRoom } from '../../../../domain/failure/files.ts';
import type { FileInTheMaking, Workplace } from '../../../../domain/workplace.ts';
import { must } from '../../aws-tool.ts';
import { isAbsent, isError } from '../../session/explain.ts';
import type { Session } from '../../session.ts';
import { addressOf } from '../object.ts';
import { sizeOf } from '../size.ts';
import { eachOf } from './each-of.ts';
import { etagOfParts, isDigest, likelyPartBytes, md5, multipartFrom, partBytesFor, partsIn } from './hash.ts';
import { openPartial } from './partial.ts';

export interface Fetching {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
  readonly bytes: number;
  readonly versionId?: string | undefined;
  /** Its ETag says nothing of its content. */
  readonly kms?: boolean;
  /** Of the workspace. */
  readonly path: string;
  onBytes?(bytes: number): void;
}

const rangesAtOnce = 6;

/**
 * Fetches just what was seen into a file of the workspace, which is the old one until all of it is there and its checksum is
 * right. A large one that was cut off is taken up where it was.
 */
export async function download(what: Fetching, aws: Session, at: Workplace): Promise<void> {
  try {
    await fetchInto(what, aws, at);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    throw new FailureError(moreOfNoRoom(error.failure, { takes: `It takes ${sizeOf(what.bytes)}.` }));
  }
}

async function fetchInto(what: Fetching, aws: Session, at: Workplace): Promise<void> {
  const { bucket: Bucket, key: Key, etag, versionId } = what;
  const s3 = await aws.service('s3');
  const address = addressOf(Bucket, Key);
  const get = async (range?: string): Promise<Uint8Array> =>
    aws.ask(
      's3:GetObject',
      (async () => {
        const version = versionId === undefined ? {} : { VersionId: versionId };
        const got = await s3.getObject({ Bucket, Key, ...version, IfMatch: `"${etag}"`, ...(range === undefined ? {} : { Range: range }) });
        return (await got.Body?.transformToByteArray()) ?? new Uint8Array();
      })(),
      (error) => {
        if (isError(error, 'PreconditionFailed', '412') || isAbsent(error)) throw new FailureError(movedMeanwhile(address));
        if (isError(error, 'InvalidObjectState')) throw new FailureError(archived(address, 'GLACIER'));
        return undefined;
      },
    );

  if (what.bytes < multipartFrom) {
    const content = await get();
    if (content.byteLength !== what.bytes || (isPlain(what) && md5(content) !== etag)) throw new FailureError(corrupted(address));
    must(await at.files.fill(what.path, (to) => to.writeAt(content, 0), { durable: false }));
    what.onBytes?.(content.byteLength);
    return;
  }
  // The parts it was sent in, where they can be told: then its ETag tells whether they have all come through.
  const parts = partsIn(etag);
  const [told] = parts === 0 ? [] : [await partBytesOf(what, aws)];
  const partBytes = told ?? partBytesFor(what.bytes);
  const count = Math.ceil(what.bytes / partBytes);
  const sums: string[] = [];
  const isRight = () => told === undefined || what.kms === true || etagOfParts(sums) === etag;
  const fetch = (write: (part: number, content: Uint8Array, sum: string) => Promise<void>, had?: ReadonlyMap<number, string>) =>
    eachOf(
      Array.from({ length: count }, (_, i) => i),
      { atOnce: rangesAtOnce },
      async (i) => {
        const from = i * partBytes;
        const until = Math.min(from + partBytes, what.bytes);
        const there = had?.get(i);
        if (there !== undefined) sums[i] = there;
        else {
          const content = await get(`bytes=${from}-${until - 1}`);
          if (content.byteLength !== until - from) throw new FailureError(corrupted(address));
          sums[i] = md5(content);
          await write(i, content, sums[i] ?? '');
        }
        what.onBytes?.(until - from);
      },
    );

  const identity = { endpoint: aws.endpoint ?? null, Bucket, Key, etag, versionId: versionId ?? null };
  const absolute = must(await at.files.locate(what.path));
  const partial = await openPartial({ identity, path: what.path, absolute, bytes: what.bytes, partBytes }, at);
  if (partial === undefined) {
    const filling = async (to: FileInTheMaking) => {
      await fetch((part, content) => to.writeAt(content, part * partBytes));
      if (!isRight()) throw new FailureError(corrupted(address));
    };
    must(await at.files.fill(what.path, filling, { durable: false }));
    return;
  }
  try {
    await fetch(partial.write, partial.had);
  } finally {
    await partial.close();
  }
  if (!isRight()) {
    await partial.remove();
    throw new FailureError(corrupted(address));
  }
  must(await at.files.fill(what.path, async () => {}, { durable: false, from: partial.path }));
  await partial.remove();
}

const isPlain = ({ etag, kms }: Fetching): boolean => kms !== true && isDigest(etag) && partsIn(etag) === 0;

/** Part size of an object that was sent in parts; `undefined` where nothing tells. */
export async function partBytesOf(what: Pick<Fetching, 'bucket' | 'key' | 'etag' | 'bytes'>, aws: Session): Promise<number | undefined> {
  const s3 = await aws.service('s3');
  const parts = partsIn(what.etag);
  const first = await aws.ask('s3:GetObject', s3.headObject({ Bucket: what.bucket, Key: what.key, PartNumber: 1 }), () => ({ ContentLength: undefined }));
  const told = first.ContentLength;
  if (told !== undefined && told > 0 && Math.ceil(what.bytes / told) === parts) return told;
  return likelyPartBytes(what.bytes, parts)[0];
}
