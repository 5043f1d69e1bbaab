import { existsSync, renameSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { count, list } from '../base/say.ts';

/** What became of a database that could not be read. */
export interface Recovery {
  /** Where it lies now, whole. */
  readonly movedTo: string;
  /** Rows carried over into the new one, by table. */
  readonly kept: Readonly<Record<string, number>>;
  /** Tables some of whose rows could not be read. */
  readonly lost: readonly string[];
}

export const recoveryText = ({ movedTo, kept, lost }: Recovery): string =>
  `Nimbus’s history was damaged. It was moved to ${movedTo}, and a new one was made with what could be read of it: ${count(kept.runs ?? 0, 'run')}.${
    lost.length > 0 ? ` Some of ${list(lost)} could not be read.` : ''
  }`;

/** Whether an error says that the file itself is damaged, and not that it is busy or may not be read. */
export const isDamage = (error: unknown): boolean => {
  const code = (error as { errcode?: number } | null)?.errcode;
  // SQLITE_CORRUPT and SQLITE_NOTADB, with their extended codes in the higher bits.
  return typeof code === 'number' && ((code & 0xff) === 11 || (code & 0xff) === 26);
};

/** Checked whole when it is opened, if it is no larger: a check takes some 5 ms per MB. */
const checkedBytesMax = 16 * 1024 * 1024;

/** Throws what {@link isDamage} knows when the file is damaged. */
export function mustBeSound(db: DatabaseSync, path: string): void {
  if (statSync(path).size > checkedBytesMax) return;
  const found = db.prepare('PRAGMA quick_check(1)').get() as { quick_check: string } | undefined;
  if (found !== undefined && found.quick_check !== 'ok') throw Object.assign(new Error(found.quick_check), { errcode: 11 });
}

/** Which file lies there; `undefined`: none. */
export const fileAt = (path: string): bigint | undefined => statSync(path, { bigint: true, throwIfNoEntry: false })?.ino;

/**
 * Moves a damaged database aside, to where it lies then; `undefined` when another process did, and another file than `damaged` is
 * there. One process does it, however many find out. Its lock is SQLite's own, which a process that dies lets go of; the file it is
 * taken on stays, empty.
 */
export function moveAside(path: string, damaged: bigint | undefined, stamp: string): string | undefined {
  const lock = new DatabaseSync(`${path}.recovering`);
  try {
    lock.exec(`PRAGMA busy_timeout = ${waitMs}; BEGIN EXCLUSIVE`);
    if (fileAt(path) !== damaged || damaged === undefined) return undefined;
    const to = `${path}.damaged-${stamp}`;
    renameSync(path, to);
    for (const side of ['-wal', '-shm']) if (existsSync(`${path}${side}`)) renameSync(`${path}${side}`, `${to}${side}`);
    return to;
  } finally {
    lock.close();
  }
}

/** To be moved by another process takes a moment, in ms. */
const waitMs = 5_000;

/** In the order of their references. */
const tables = ['runs', 'events', 'blobs', 'answers', 'approvals', 'asked', 'audit', 'calls'] as const;

/** Carries over what can be read of the damaged file, row by row from both ends, so that one bad page costs what lies on it. */
export function salvage(db: DatabaseSync, movedTo: string): Omit<Recovery, 'movedTo'> {
  const kept: Record<string, number> = {};
  const lost: string[] = [];
  let old: DatabaseSync;
  try {
    old = new DatabaseSync(movedTo, { readOnly: true });
  } catch {
    return { kept, lost: [...tables] };
  }
  db.exec('PRAGMA foreign_keys = OFF; BEGIN');
  for (const table of tables) {
    kept[table] = 0;
    let columns: readonly string[];
    try {
      // A store of an older schema has not had all of them, nor all the tables.
      const before = columnsOf(old, table);
      columns = columnsOf(db, table).filter((name) => before.includes(name));
    } catch {
      lost.push(table);
      continue;
    }
    if (columns.length === 0) continue;
    const insert = db.prepare(`INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
    const key = { events: 'run_id', approvals: 'content', asked: 'hash', calls: 'run_id' }[table as string] ?? 'rowid';
    let isWhole = true;
    let n = 0;
    for (const order of ['ASC', 'DESC']) {
      try {
        for (const row of old.prepare(`SELECT * FROM ${table} ORDER BY ${key} ${order}`).iterate() as IterableIterator<Record<string, never>>) {
          n += Number(insert.run(...columns.map((column) => row[column] ?? null)).changes);
        }
        break;
      } catch {
        isWhole = false;
      }
    }
    kept[table] = n;
    if (!isWhole) lost.push(table);
  }
  // A run whose events were lost in part is one that was cut off.
  db.exec('COMMIT; PRAGMA foreign_keys = ON');
  old.close();
  return { kept, lost };
}

/** None where the table is not there. */
function columnsOf(db: DatabaseSync, table: string): readonly string[] {
  return (db.prepare(`PRAGMA table_info(${table})`).all() as { name: string }[]).map((column) => column.name);
}
