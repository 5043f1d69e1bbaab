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
  /** Over this size the oldest runs go, then the oldest contents, though they are not old. */
  readonly bytesMax: number;
}

export const usualRetention: Retention = { days: 180, runsMin: 100, runsMax: 20_000, contentDays: 400, bytesMax: 2 * 1024 ** 3 };

/** So many go at a time, until there is little enough. */
const batch = 50;
/** Contents as young as this are kept, whatever their size. */
const contentDaysMin = 30;

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
  { days, runsMin, runsMax, contentDays, bytesMax }: Retention = usualRetention,
): { readonly runs: number; readonly contents: number } {
  return transaction(db, () => {
    const newest = db.prepare('SELECT rowid FROM runs ORDER BY started_at DESC, rowid DESC LIMIT ?');
    const among = (n: number) => new Set((newest.all(n) as { rowid: number }[]).map((row) => row.rowid));
    const [always, atAll] = [among(runsMin), among(runsMax)];
    const ended = db.prepare('SELECT rowid, id, ended_at FROM runs WHERE ended_at IS NOT NULL').all() as { rowid: number; id: string; ended_at: number }[];
    const old = ended.filter((run) => !always.has(run.rowid) && (run.ended_at < now - days * dayMs || !atAll.has(run.rowid)));
    const forget = db.prepare('DELETE FROM runs WHERE id = ?');
    for (const run of old) forget.run(run.id);
    let contents = Number(db.prepare('DELETE FROM blobs WHERE kept_at < ?').run(now - contentDays * dayMs).changes);
    db.prepare('DELETE FROM asked WHERE at < ?').run(now - days * dayMs);

    let runs = old.length;
    const gone = new Set(old);
    const rest = ended.filter((run) => !gone.has(run) && !always.has(run.rowid)).sort((a, b) => a.ended_at - b.ended_at);
    while (rest.length > 0 && bytesIn(db) > bytesMax)
      for (const run of rest.splice(0, batch)) {
        forget.run(run.id);
        runs++;
      }
    // What a run of the last days would need to be taken back stays, whatever its size.
    const contentsGo = db.prepare('DELETE FROM blobs WHERE sha256 IN (SELECT sha256 FROM blobs WHERE kept_at < ? ORDER BY kept_at LIMIT ?)');
    for (let went = -1; went !== 0 && bytesIn(db) > bytesMax; contents += went) went = Number(contentsGo.run(now - contentDaysMin * dayMs, batch).changes);
    return { runs, contents };
  });
}

/** What is kept takes so much room; what was forgotten leaves room in the file that is used again. */
function bytesIn(db: DatabaseSync): number {
  const value = (name: string): number => Number(Object.values(db.prepare(`PRAGMA ${name}`).get() as Record<string, unknown>)[0]);
  return (value('page_count') - value('freelist_count')) * value('page_size');
}
