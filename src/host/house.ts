import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { privateFolder } from '../machine/folders.ts';
import type { House } from '../session/start.ts';
import { type AnswerSessions, sqliteAnswerSessions } from '../store/answers.ts';
import { sqliteBlobs } from '../store/blobs.ts';
import { openDatabase } from '../store/database.ts';
import { sqliteJournal } from '../store/journal.ts';
import { allTools } from './tools.ts';
import { workplaceOn } from './workplace.ts';

/** The runtime, put together: what the extension and the command line both stand on. */
export interface OpenHouse extends House {
  readonly sessions: AnswerSessions;
  dispose(): void;
}

/** Opens the store in `data` (see `dataFolder`) and wires the rooms. Throws {@link FailureError} when the store can't be used. */
export async function openHouse(data: string, now: () => number = Date.now): Promise<OpenHouse> {
  await privateFolder(data);
  const db: DatabaseSync = openDatabase(join(data, 'nimbus.db'));
  const blobs = sqliteBlobs(db, now);
  return {
    tools: allTools(),
    journal: sqliteJournal(db, now),
    workplace: workplaceOn(data, blobs),
    sessions: sqliteAnswerSessions(db, now),
    ticks: () => performance.now(),
    newRunId: () => newRunId(now()),
    dispose: () => db.close(),
  };
}

/** Sorts by time to the second, and never twice the same: `20261121-101500-3f9a`. */
const newRunId = (now: number): string =>
  `${new Date(now).toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '').replace('T', '-')}-${randomBytes(3).toString('hex')}`;
