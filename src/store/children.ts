import type { DatabaseSync } from 'node:sqlite';
import { isFull, written } from './full.ts';
import { placeOf } from './journal.ts';
import { bornOf, isAlive, self } from './process.ts';

/** Programs at work for a folder: one that outlives the process that started it is found and ended before anything else runs there. */
export interface Children {
  /** `graceMs`: what it may need to put its house in order. */
  started(folder: string, pid: number, graceMs: number): void;
  ended(pid: number): void;
  /** Those that live although the process that started them is gone. */
  orphans(folder: string): readonly { readonly pid: number; readonly graceMs: number }[];
}

export function sqliteChildren(db: DatabaseSync): Children {
  const sql = {
    add: db.prepare('INSERT OR REPLACE INTO children (pid, born, folder, by_pid, by_born, grace_ms) VALUES (?, ?, ?, ?, ?, ?)'),
    remove: db.prepare('DELETE FROM children WHERE pid = ?'),
    all: db.prepare('SELECT pid, born, by_pid, by_born, grace_ms FROM children WHERE folder = ?'),
  };
  return {
    started: (folder, pid, graceMs) => void written(db, () => sql.add.run(pid, bornOf(pid), placeOf(folder), self.pid, self.born, graceMs)),
    ended(pid) {
      try {
        sql.remove.run(pid);
      } catch (error) {
        // A row whose process is gone counts for nothing, and goes when the folder is next looked at.
        if (!isFull(error)) throw error;
      }
    },
    orphans(folder) {
      const found: { pid: number; graceMs: number }[] = [];
      for (const row of sql.all.all(placeOf(folder)) as { pid: number; born: string; by_pid: number; by_born: string; grace_ms: number }[]) {
        if (isAlive(row.by_pid, row.by_born)) continue;
        if (row.born !== '' && isAlive(row.pid, row.born)) found.push({ pid: row.pid, graceMs: row.grace_ms });
        else sql.remove.run(row.pid);
      }
      return found;
    },
  };
}
