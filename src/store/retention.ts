import type { DatabaseSync } from 'node:sqlite';
import { transaction } from './database.ts';
import { isFull } from './full.ts';

/** What is kept, and how long. The audit log is kept. */
export interface Retention {
  /** Runs that ended longer ago are forgotten. */
  readonly days: number;
  /** The newest runs are kept, however old. */
  readonly runsMin: number;
  /** More runs than this are not kept, however new. */
  readonly runsMax: number;
  /** Contents for undo and for merging; they outlive runs, because generated files are merged with what was last written. */
  readonly contentDays: number;
}

export const usualRetention: Retention = { days: 180, runsMin: 100, runsMax: 20_000, contentDays: 400 };

const dayMs = 24 * 60 * 60_000;

/** {@link forgetOld}, once a day, whoever comes first. Forgetting needs room, too: without any, what is there can still be read. */
export function upkeep(db: DatabaseSync, now: number): void {
  const done = db.prepare("SELECT at FROM upkeep WHERE what = 'forget'").get() as { at: number } | undefined;
  // A clock that ran ahead, and went back, puts it off by no more than a day.
  if (done !== undefined && Math.abs(now - done.at) < dayMs) return;
  try {
    db.prepare("INSERT INTO upkeep (what, at) VALUES ('forget', ?) ON CONFLICT (what) DO UPDATE SET at = excluded.at").run(now);
    forgetOld(db, now);
  } catch (error) {
    if (!isFull(error)) throw error;
  }
}

/** Forgets what is old, a run with all its events at once; how much. A run that has not ended is kept. */
export function forgetOld(
  db: DatabaseSync,
  now: number,
  { days, runsMin, runsMax, contentDays }: Retention = usualRetention,
): { readonly runs: number; readonly contents: number } {
  return transaction(db, () => {
    const newest = db.prepare('SELECT rowid FROM runs ORDER BY started_at DESC, rowid DESC LIMIT ?');
    const among = (n: number) => new Set((newest.all(n) as { rowid: number }[]).map((row) => row.rowid));
    const [always, atAll] = [among(runsMin), among(runsMax)];
    const ended = db.prepare('SELECT rowid, id, ended_at FROM runs WHERE ended_at IS NOT NULL').all() as { rowid: number; id: string; ended_at: number }[];
    const old = ended.filter((run) => !always.has(run.rowid) && (run.ended_at < now - days * dayMs || !atAll.has(run.rowid)));
    const forget = db.prepare('DELETE FROM runs WHERE id = ?');
    for (const run of old) forget.run(run.id);
    const { changes } = db.prepare('DELETE FROM blobs WHERE kept_at < ?').run(now - contentDays * dayMs);
    db.prepare('DELETE FROM asked WHERE at < ?').run(now - days * dayMs);
    return { runs: old.length, contents: Number(changes) };
  });
}
