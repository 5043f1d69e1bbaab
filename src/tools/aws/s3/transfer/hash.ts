import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { FoundFile } from '../../../../domain/workplace.ts';

const readBytes = 1024 * 1024;
const mib = 1024 * 1024;
/** From here on an object is sent in parts. */
export const multipartFrom = 16 * mib;

/** How large the parts are that an object of this size is sent in: at most 10,000. Source: docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html. */
export const partBytesFor = (bytes: number): number => Math.max(8 * mib, Math.ceil(bytes / 10_000 / mib) * mib);

/** How many parts an object was sent in, as its ETag says; 0: in one piece. */
export const partsIn = (etag: string): number => Number(/^[0-9a-f]{32}-(\d+)$/.exec(etag)?.[1] ?? 0);

/** Whether an ETag can say something about the content. Source: docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html. */
export const isDigest = (etag: string): boolean => /^[0-9a-f]{32}(-\d+)?$/.test(etag);

export const md5 = (content: Uint8Array): string => createHash('md5').update(content).digest('hex');

/** The ETag of an object that is sent in these parts. */
export function etagOfParts(md5s: readonly string[]): string {
  const whole = createHash('md5');
  for (const part of md5s) whole.update(Buffer.from(part, 'hex'));
  return `${whole.digest('hex')}-${md5s.length}`;
}

/** By path, version and part size: a look after a look does not read it all again. */
const known = new Map<string, string>();
const knownMax = 50_000;
const keyOf = (absolute: string, file: Pick<FoundFile, 'version'>, partBytes: number): string => `${partBytes} ${file.version} ${absolute}`;

export function remember(absolute: string, file: Pick<FoundFile, 'version'>, partBytes: number, etag: string): void {
  if (known.size >= knownMax) known.clear();
  known.set(keyOf(absolute, file, partBytes), etag);
}

/** What {@link etagOf} would say without reading the file; `undefined`: it would read it. */
export const knownEtag = (absolute: string, file: Pick<FoundFile, 'version'>, partBytes: number): string | undefined =>
  known.get(keyOf(absolute, file, partBytes));

/** The ETag that the file would have as an object: in one piece (`partBytes` 0) or in parts. */
export async function etagOf(absolute: string, file: Pick<FoundFile, 'version' | 'bytes'>, partBytes: number, signal: AbortSignal): Promise<string> {
  const had = knownEtag(absolute, file, partBytes);
  if (had !== undefined) return had;
  const parts: string[] = [];
  let part: Hash = createHash('md5');
  let inPart = 0;
  for await (const chunk of chunksOf(absolute, signal)) {
    for (let from = 0; from < chunk.byteLength; ) {
      const take = partBytes === 0 ? chunk.byteLength - from : Math.min(chunk.byteLength - from, partBytes - inPart);
      part.update(chunk.subarray(from, from + take));
      from += take;
      inPart += take;
      if (partBytes === 0 || inPart < partBytes) continue;
      parts.push(part.digest('hex'));
      part = createHash('md5');
      inPart = 0;
    }
  }
  if (partBytes > 0 && (inPart > 0 || parts.length === 0)) parts.push(part.digest('hex'));
  const etag = partBytes === 0 ? part.digest('hex') : etagOfParts(parts);
  remember(absolute, file, partBytes, etag);
  return etag;
}

/** Several checksums of a file in one reading, as lower-case hex. */
export async function hashesOf<N extends string>(absolute: string, names: readonly N[], signal: AbortSignal): Promise<Readonly<Record<N, string>>> {
  const hashes = names.map((name) => [name, createHash(name)] as const);
  for await (const chunk of chunksOf(absolute, signal)) for (const [, hash] of hashes) hash.update(chunk);
  return Object.fromEntries(hashes.map(([name, hash]) => [name, hash.digest('hex')])) as Record<N, string>;
}

/** The same memory is filled again and again: use a chunk before asking for the next. */
async function* chunksOf(absolute: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const file = await open(absolute, 'r');
  try {
    const chunk = Buffer.allocUnsafe(readBytes);
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(chunk, 0, readBytes);
      if (bytesRead === 0) return;
      yield chunk.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** A part of an open file, whole: fewer bytes only where it ends. `part`: what it is read into. */
export async function readPart(file: FileHandle, position: number, bytes: number, part = Buffer.allocUnsafe(bytes)): Promise<Buffer> {
  let done = 0;
  while (done < bytes) {
    const { bytesRead } = await file.read(part, done, bytes - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return part.subarray(0, done);
}

/** Part sizes that programs use, for an object whose own can't be asked for. */
export const likelyPartBytes = (bytes: number, parts: number): readonly number[] =>
  [partBytesFor(bytes), 5 * mib, 8 * mib, 10 * mib, 15 * mib, 16 * mib, 32 * mib, 64 * mib, 100 * mib, 128 * mib].filter(
    (size) => Math.ceil(bytes / size) === parts,
  );
