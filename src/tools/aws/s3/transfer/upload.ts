import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { digestOf } from '../../../../base/hash.ts';
import { corrupted, movedMeanwhile } from '../../../../domain/failure/aws.ts';
import { FailureError } from '../../../../domain/failure/failure.ts';
import type { FoundFile, Workplace } from '../../../../domain/workplace.ts';
import { must, type Pinned } from '../../aws-tool.ts';
import { isAbsent } from '../../session/explain.ts';
import { addressOf, bare, type Headers } from '../object.ts';
import { eachOf } from './each-of.ts';
import { etagOfParts, isDigest, md5, multipartFrom, partBytesFor, readPart, remember } from './hash.ts';
import { contentType, putOf } from './put.ts';

export interface Sent {
  readonly etag: string;
  readonly versionId: string | undefined;
}

export interface Sending {
  /** Of the workspace. */
  readonly file: FoundFile;
  readonly bucket: string;
  readonly key: string;
  /** What it is put with, besides its media type by the ending. */
  readonly headers?: Headers;
  /** Bytes that have arrived since the last call. */
  onBytes?(bytes: number): void;
}

const partsAtOnce = 6;

/** Sends one file, in parts when it is large; parts of an earlier attempt that are there already, and whole, are not sent again. */
export async function upload(what: Sending, aws: Pinned, at: Workplace): Promise<Sent> {
  const absolute = must(await at.files.locate(what.file.path));
  return what.file.bytes < multipartFrom ? inOnePiece(what, absolute, aws) : inParts(what, absolute, aws, at);
}

/** Part size that {@link upload} sends a file in; 0: in one piece. */
export const sentIn = (bytes: number): number => (bytes < multipartFrom ? 0 : partBytesFor(bytes));

async function inOnePiece({ file, bucket, key, headers, onBytes }: Sending, absolute: string, aws: Pinned): Promise<Sent> {
  const s3 = await aws.service('s3');
  const content = await readFile(absolute);
  if (content.byteLength !== file.bytes) throw new FailureError(movedMeanwhile(file.path));
  const ChecksumCRC32 = crc32Of(content);
  const done = await aws.ask(
    's3:PutObject',
    s3.putObject({ Bucket: bucket, Key: key, Body: content, ChecksumCRC32, ContentType: contentType(file.path), ...putOf(headers ?? {}) }),
  );
  onBytes?.(content.byteLength);
  const etag = bare(done.ETag);
  const sum = sumOf(content, ChecksumCRC32, done);
  if (isDigest(etag) && !done.ServerSideEncryption?.startsWith('aws:kms') && etag !== sum) throw new FailureError(corrupted(addressOf(bucket, key)));
  remember(absolute, file, 0, sum);
  return { etag, versionId: done.VersionId };
}

interface Answer {
  readonly ETag?: string | undefined;
  readonly ChecksumCRC32?: string | undefined;
  readonly ServerSideEncryption?: string | undefined;
}

/**
 * The MD5 of what was sent. S3 refuses what does not fit the CRC-32 it came with, and gives that back: then its ETag is
 * the MD5 of these very bytes, and working it out again here would say nothing new. Who gives none back is not believed.
 */
function sumOf(content: Uint8Array, crc: string, { ETag, ChecksumCRC32: told, ServerSideEncryption }: Answer): string {
  const etag = bare(ETag);
  const isChecked = told === crc && isDigest(etag) && !ServerSideEncryption?.startsWith('aws:kms');
  return isChecked ? etag : md5(content);
}

/** As S3 writes it: the four bytes, the highest first, in base64. */
function crc32Of(content: Uint8Array): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(content));
  return bytes.toString('base64');
}

async function inParts(what: Sending, absolute: string, aws: Pinned, at: Workplace): Promise<Sent> {
  const { file, bucket: Bucket, key: Key } = what;
  const s3 = await aws.service('s3');
  const partBytes = partBytesFor(file.bytes);
  const note = await noteFor(what, absolute, aws, at);
  const begun = await note.read(partBytes);
  const there = begun === undefined ? undefined : await partsThere(Bucket, Key, begun, aws);
  const UploadId = there !== undefined && begun !== undefined ? begun : await begin();
  async function begin(): Promise<string> {
    const made = await aws.ask(
      's3:PutObject',
      s3.createMultipartUpload({ Bucket, Key, ChecksumAlgorithm: 'CRC32', ContentType: contentType(file.path), ...putOf(what.headers ?? {}) }),
    );
    const id = made.UploadId ?? '';
    await note.write(id, partBytes);
    return id;
  }

  const count = Math.ceil(file.bytes / partBytes);
  const sums: string[] = [];
  const sent: { readonly ETag: string; readonly PartNumber: number; readonly ChecksumCRC32: string }[] = [];
  const free: Buffer<ArrayBuffer>[] = [];
  const open_ = await open(absolute, 'r');
  try {
    await eachOf(
      Array.from({ length: count }, (_, i) => i),
      { atOnce: partsAtOnce },
      async (i) => {
        const memory = free.pop() ?? Buffer.allocUnsafe(partBytes);
        const part = await readPart(open_, i * partBytes, Math.min(partBytes, file.bytes - i * partBytes), memory);
        const had = there?.get(i + 1);
        const own = had === undefined ? undefined : md5(part);
        const PartNumber = i + 1;
        const ChecksumCRC32 = crc32Of(part);
        if (had !== undefined && had === own) {
          sums[i] = had;
          sent[i] = { ETag: `"${had}"`, PartNumber, ChecksumCRC32 };
        } else {
          const done = await aws.ask('s3:PutObject', s3.uploadPart({ Bucket, Key, UploadId, PartNumber, Body: part, ChecksumCRC32 }));
          sums[i] = own ?? sumOf(part, ChecksumCRC32, done);
          sent[i] = { ETag: `"${bare(done.ETag)}"`, PartNumber, ChecksumCRC32 };
        }
        what.onBytes?.(part.byteLength);
        // Only now that it is answered does nothing read from it any more.
        free.push(memory);
      },
    );
  } finally {
    await open_.close();
  }
  if (!(await isStill(absolute, file))) {
    await aws.ask('s3:AbortMultipartUpload', s3.abortMultipartUpload({ Bucket, Key, UploadId }), () => true);
    await note.remove();
    throw new FailureError(movedMeanwhile(file.path));
  }
  // Begun with a checksum, S3 wants it with each part and once more of all of them.
  const done = await aws.ask('s3:PutObject', s3.completeMultipartUpload({ Bucket, Key, UploadId, MultipartUpload: { Parts: sent } }));
  await note.remove();
  const etag = bare(done.ETag);
  const wanted = etagOfParts(sums);
  if (isDigest(etag) && !done.ServerSideEncryption?.startsWith('aws:kms') && etag !== wanted) throw new FailureError(corrupted(addressOf(Bucket, Key)));
  remember(absolute, file, partBytes, wanted);
  return { etag, versionId: done.VersionId };
}

async function isStill(absolute: string, { version }: FoundFile): Promise<boolean> {
  const { size, mtimeNs, ctimeNs, ino } = await stat(absolute, { bigint: true });
  return version === `${size}-${mtimeNs}-${ctimeNs}-${ino}`;
}

/** Numbers and ETags of the parts an earlier attempt got through; `undefined`: that attempt is gone. */
async function partsThere(Bucket: string, Key: string, UploadId: string, aws: Pinned): Promise<ReadonlyMap<number, string> | undefined> {
  const s3 = await aws.service('s3');
  const parts = new Map<number, string>();
  for (let PartNumberMarker: string | undefined; ; ) {
    const page = await aws.ask('s3:ListMultipartUploadParts', s3.listParts({ Bucket, Key, UploadId, PartNumberMarker }), (error) =>
      isAbsent(error) ? 'gone' : undefined,
    );
    if (page === 'gone') return undefined;
    for (const { PartNumber, ETag } of page.Parts ?? []) if (PartNumber !== undefined) parts.set(PartNumber, bare(ETag));
    if (!page.IsTruncated || page.NextPartNumberMarker === undefined || page.NextPartNumberMarker === PartNumberMarker) return parts;
    PartNumberMarker = page.NextPartNumberMarker;
  }
}

/** Where an upload in parts is remembered until it is complete: only what this machine began is taken up again. */
async function noteFor({ bucket, key, headers }: Sending, absolute: string, aws: Pinned, at: Workplace) {
  const folder = await at.scratch('aws-uploads');
  const path = join(
    folder,
    `${digestOf({ account: aws.account, endpoint: aws.endpoint ?? null, bucket, key, absolute, headers: headers ?? null }).slice(0, 40)}.json`,
  );
  return {
    async read(partBytes: number): Promise<string | undefined> {
      const text = await readFile(path, 'utf8').catch(() => undefined);
      if (text === undefined) return undefined;
      try {
        const seen: unknown = JSON.parse(text);
        // One that was begun without is not taken up: its parts may bring none.
        const { uploadId, partBytes: size, checksum } = seen as { uploadId?: unknown; partBytes?: unknown; checksum?: unknown };
        return typeof uploadId === 'string' && size === partBytes && checksum === 'CRC32' ? uploadId : undefined;
      } catch {
        // Half written when the machine went down: the upload is begun anew.
        return undefined;
      }
    },
    async write(uploadId: string, partBytes: number): Promise<void> {
      await mkdir(folder, { recursive: true });
      await writeFile(`${path}.new`, JSON.stringify({ uploadId, partBytes, checksum: 'CRC32' }));
      await rename(`${path}.new`, path);
    },
    remove: () => rm(path, { force: true }),
  };
}
