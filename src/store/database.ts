import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FailureError } from '../domain/failure/failure.ts';
import { storeFailed } from '../domain/failure/run.ts';
import { migrations } from './migrations.ts';

/** How long a write waits for another process's, in ms. */
const busyMs = 5000;

/**
 * Opens the one database, made and brought up to date if needed. WAL: several windows and the command line use it at
 * once. `synchronous = NORMAL` survives the death of the process at any moment; a power cut may lose the last events,
 * never the consistency. Throws {@link FailureError} with `store/failed` for a database that can't be used.
 */
export function openDatabase(path: string): DatabaseSync {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const db = new DatabaseSync(path);
    db.exec(`PRAGMA busy_timeout = ${busyMs}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON`);
    migrate(db);
    return db;
  } catch (error) {
    throw new FailureError(storeFailed(path, error));
  }
}

/** The work in one transaction: all of it or nothing. Takes the write lock at once, so that nobody gets in between. */
export function transaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
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
