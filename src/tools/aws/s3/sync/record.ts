import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { contentNotKept } from '../../../../domain/failure/aws.ts';
import { FailureError } from '../../../../domain/failure/failure.ts';
import { noRoomFor } from '../../../../domain/failure/files.ts';
import type { Workplace } from '../../../../domain/workplace.ts';
import { headers } from '../object.ts';

/** What was at a name before: nothing, a content that is kept, or a version that the bucket keeps. */
const was = z.union([
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('content'), sha256: z.string(), etag: z.string(), headers: headers.optional() }),
  z.strictObject({ kind: z.literal('version'), etag: z.string().optional() }),
]);
/** What the run left: an object or a file by its ETag, or nothing. */
const leaves = z.union([
  z.strictObject({ etag: z.string(), versionId: z.string().optional() }),
  z.strictObject({ gone: z.literal(true), versionId: z.string().optional() }),
]);

const line = z.union([
  z.strictObject({ will: z.string(), was, expect: z.string().optional() }),
  z.strictObject({ did: z.string(), leaves }),
  z.strictObject({ folder: z.string() }),
]);
type Line = z.output<typeof line>;
export type Was = z.output<typeof was>;
export type Leaves = z.output<typeof leaves>;

/** One name that a sync touched. */
export interface Touched {
  readonly name: string;
  readonly was: Was;
  /** Absent: it was cut off and may not have happened. */
  readonly leaves?: Leaves;
  /** ETag that it would leave, where that was known before. */
  readonly expect?: string;
}

const folderOf = (at: Workplace): Promise<string> => at.scratch('aws-sync');

/**
 * What a sync did, name by name, written as it goes: before a name is touched its line is there, so that a run that is cut
 * off can be taken back as well as one that ended.
 */
export interface SyncRecord {
  write(line: Line): Promise<void>;
  close(): Promise<void>;
}

export async function beginRecord(id: string, at: Workplace): Promise<SyncRecord> {
  const folder = await folderOf(at);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${id}.ndjson`);
  const file: FileHandle = await open(path, 'w', 0o600);
  let waiting: string[] = [];
  let next: Promise<void> | undefined;
  let last: Promise<void> = Promise.resolve();
  return {
    /**
     * Lines that come while one is being written go along with the next: one write for many, none said to be there before it is. After
     * one that failed none is written any more: it may end in the middle of a line, and what came after it could not be read.
     */
    write(one) {
      waiting.push(`${JSON.stringify(one)}\n`);
      if (next !== undefined) return next;
      const mine = last.then(async () => {
        const lines = waiting;
        waiting = [];
        next = undefined;
        await file.appendFile(lines.join('')).catch((error) => {
          throw failureOf(error, path);
        });
      });
      next = mine;
      last = mine;
      return mine;
    },
    close: () => file.close(),
  };
}

const failureOf = (error: unknown, path: string): unknown => {
  const full = noRoomFor(error, path);
  return full === undefined ? error : new FailureError(full);
};

/** What the record of a run says, the last touched first. Fails when it is not there any more. */
export async function readRecord(id: string, at: Workplace): Promise<{ readonly touched: readonly Touched[]; readonly folders: readonly string[] }> {
  const text = await readFile(join(await folderOf(at), `${id}.ndjson`), 'utf8').catch(() => undefined);
  if (text === undefined) throw new FailureError(contentNotKept('the places of the sync'));
  const touched = new Map<string, Touched>();
  const folders: string[] = [];
  // A last line without its end was being written when the process went.
  for (const raw of text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1)) {
    const one = line.parse(JSON.parse(raw));
    if ('folder' in one) folders.push(one.folder);
    else if ('will' in one) touched.set(one.will, { name: one.will, was: one.was, ...(one.expect === undefined ? {} : { expect: one.expect }) });
    else {
      const begun = touched.get(one.did);
      if (begun !== undefined) touched.set(one.did, { ...begun, leaves: one.leaves });
    }
  }
  return { touched: [...touched.values()].reverse(), folders };
}
