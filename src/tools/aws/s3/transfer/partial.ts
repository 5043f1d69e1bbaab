import { type FileHandle, mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { digestOf } from '../../../../base/hash.ts';
import { FailureError } from '../../../../domain/failure/failure.ts';
import { moreOfNoRoom, noRoomFor } from '../../../../domain/failure/files.ts';
import type { Workplace } from '../../../../domain/workplace.ts';
import { md5, readPart } from './hash.ts';

/** A large file on its way here, kept outside the workspace until all of it is there: what a run that was cut off has fetched, the next need not. */
export interface Partial {
  /** MD5 by number of the parts that are there and are what they were. */
  readonly had: ReadonlyMap<number, string>;
  readonly path: string;
  write(part: number, content: Uint8Array, sum: string): Promise<void>;
  /** Lets go of the file. */
  close(): Promise<void>;
  /** Of no use any more. */
  remove(): Promise<void>;
}

/** What is fetched, to where, in parts of which size: another version is another download. */
export interface Wanted {
  readonly identity: unknown;
  /** Of the workspace. */
  readonly path: string;
  readonly absolute: string;
  readonly bytes: number;
  readonly partBytes: number;
}

const keptMs = 7 * 24 * 60 * 60_000;

/** `undefined` where it could not be moved into the workspace in one go: that is on another disk. Throws {@link FailureError} where there is no room. */
export async function openPartial(wanted: Wanted, at: Workplace): Promise<Partial | undefined> {
  const folder = await at.scratch('aws-downloads');
  const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const full = noRoomFor(error, wanted.path);
      if (full === undefined) throw error;
      const next = `What has come is kept in ${folder} for a week, and the next download of the same goes on from there.`;
      throw new FailureError(moreOfNoRoom(full, { next }));
    }
  };
  const partial = await attempt(() => openIn(folder, wanted));
  return partial && { ...partial, write: (part, content, sum) => attempt(() => partial.write(part, content, sum)) };
}

async function openIn(folder: string, { identity, absolute, bytes, partBytes }: Wanted): Promise<Partial | undefined> {
  await mkdir(folder, { recursive: true });
  if ((await stat(folder)).dev !== (await deviceOf(dirname(absolute)))) return undefined;
  const key = digestOf({ identity, absolute, bytes, partBytes }).slice(0, 40);
  const path = join(folder, `${key}.part`);
  const notePath = join(folder, `${key}.done`);
  await forgetOld(folder, key);

  const file = await open(path, 'r+').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return open(path, 'wx+', 0o600);
  });
  const begin = async () => {
    const had = await stillThere(file, await readNote(notePath), { bytes, partBytes });
    // Written anew, so that what turned out not to be there is not believed another time.
    await writeFile(notePath, [...had].map(([part, sum]) => line(part, sum)).join(''), { mode: 0o600 });
    return { had, note: await open(notePath, 'a') };
  };
  const { had, note } = await begin().catch(async (error) => {
    await file.close();
    throw error;
  });
  return {
    had,
    path,
    async write(part, content, sum) {
      for (let done = 0; done < content.byteLength; )
        done += (await file.write(content, done, content.byteLength - done, part * partBytes + done)).bytesWritten;
      await note.appendFile(line(part, sum));
    },
    async close() {
      await note.close();
      await file.close();
    },
    async remove() {
      await rm(notePath, { force: true });
      await rm(path, { force: true });
    },
  };
}

const line = (part: number, sum: string): string => `${part} ${sum}\n`;

async function readNote(path: string): Promise<ReadonlyMap<number, string>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return '';
  });
  // The last line may have been cut off, and then is none.
  return new Map([...text.matchAll(/^(\d+) ([0-9a-f]{32})\n/gm)].map(([, part, sum]) => [Number(part), sum ?? '']));
}

/** A note may be there and its part not, after a power failure. */
async function stillThere(file: FileHandle, noted: ReadonlyMap<number, string>, { bytes, partBytes }: Pick<Wanted, 'bytes' | 'partBytes'>) {
  const there = new Map<number, string>();
  for (const [part, sum] of noted) {
    const from = part * partBytes;
    if (from < bytes && md5(await readPart(file, from, Math.min(partBytes, bytes - from))) === sum) there.set(part, sum);
  }
  return there;
}

/** The disk it will be on: the nearest folder above that is there. */
async function deviceOf(folder: string): Promise<number> {
  for (let at = folder; ; at = dirname(at)) {
    try {
      return (await stat(at)).dev;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || at === dirname(at)) throw error;
    }
  }
}

/** What nobody came back for in a week. */
async function forgetOld(folder: string, key: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(key)) continue;
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs < Date.now() - keptMs) await rm(path, { force: true });
  }
}
