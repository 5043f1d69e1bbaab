import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FailureError } from '../domain/failure/failure.ts';
import { storeFailed, storeFull } from '../domain/failure/run.ts';
import { isBusy, isFull, written } from './full.ts';
import { migrations } from './migrations.ts';
import { fileAt, isDamage, moveAside, mustBeSound, type Recovery, salvage } from './recover.ts';

/** How long a write waits for another process's, in ms. */
const busyMs = 5000;

export interface Opened {
  readonly db: DatabaseSync;
  /** The one that was there could not be read. */
  readonly recovery?: Recovery;
}

/**
 * Opens the one database, made and brought up to date if needed. WAL: several windows and the command line use it at
 * once. `synchronous = NORMAL` survives the death of the process at any moment; a power cut may lose the last events,
 * never the consistency. One that is damaged is moved aside, and what can be read of it is carried over. Throws
 * {@link FailureError} with `store/failed` for a database that can't be used.
 */
export function openStore(path: string, now: () => number = Date.now): Opened {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Error('it is a folder');
    const found = fileAt(path);
    try {
      return { db: opened(path) };
    } catch (error) {
      if (!isDamage(error)) throw error;
      const movedTo = moveAside(path, found, new Date(now()).toISOString().slice(0, 19).replaceAll(/[-:]/g, ''));
      // Another process was faster: what is there now is its new one.
      const db = opened(path);
      return movedTo === undefined ? { db } : { db, recovery: { movedTo, ...salvage(db, movedTo) } };
    }
  } catch (error) {
    throw error instanceof FailureError ? error : new FailureError((isFull(error) ? storeFull : storeFailed)(path, error));
  }
}

/** See {@link openStore}. */
export const openDatabase = (path: string): DatabaseSync => openStore(path).db;

function opened(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    db.exec(`PRAGMA busy_timeout = ${busyMs}; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON`);
    patiently(() => db.exec('PRAGMA journal_mode = WAL'));
    mustBeSound(db, path);
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** What SQLite refuses at once while another process is at the same thing, whatever time it was told to wait: going over to a log beside the file is one. */
function patiently(work: () => void): void {
  for (let waitedMs = 0; ; waitedMs += 20) {
    try {
      work();
      return;
    } catch (error) {
      if (!isBusy(error) || waitedMs >= busyMs) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/** The work in one transaction: all of it or nothing. Takes the write lock at once, so that nobody gets in between. */
export function transaction<T>(db: DatabaseSync, work: () => T): T {
  return written(db, () => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      // Where there is no room SQLite takes it back by itself.
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  });
}

const versionOf = (db: DatabaseSync): number => Number((db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version);

function migrate(db: DatabaseSync): void {
  if (versionOf(db) === migrations.length) return;
  transaction(db, () => {
    const version = versionOf(db);
    if (version > migrations.length) throw new Error(`it was made by a newer Nimbus (schema ${version}, this one knows ${migrations.length})`);
    for (const step of migrations.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}
