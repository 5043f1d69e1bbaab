import type { DatabaseSync } from 'node:sqlite';
import { alreadyApproved, approvalExpired } from '../domain/failure/plan.ts';
import type { Journal } from '../domain/journal.ts';
import { transaction } from './database.ts';
import { written } from './full.ts';

/** A yes is good for so long after it was asked for, in ms. */
export const approvalMaxAgeMs = 24 * 60 * 60_000;
/** A clock that is set right goes back by less than this. */
const clockBackMs = 10 * 60_000;

/** Approvals in SQLite: each is used once, by one run, whichever process it is in. */
export function sqliteApprovals(db: DatabaseSync, now: () => number): Pick<Journal, 'timesApproved' | 'asked' | 'useApproval'> {
  const sql = {
    times: db.prepare('SELECT count(*) AS n FROM approvals WHERE content = ?'),
    insert: db.prepare('INSERT INTO approvals (content, nth, hash, run_id, by, at) VALUES (?, ?, ?, ?, ?, ?)'),
    used: db.prepare('SELECT run_id FROM approvals WHERE content = ? AND hash = ?'),
    ask: db.prepare('INSERT INTO asked (hash, at) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING'),
    askedAt: db.prepare('SELECT at FROM asked WHERE hash = ?'),
  };
  const timesApproved = (content: string): number => Number((sql.times.get(content) as { n: number }).n);
  return {
    timesApproved,
    asked: (hash) => void written(db, () => sql.ask.run(hash, now())),
    useApproval: ({ content, hash, runId, by }) =>
      transaction(db, () => {
        const used = sql.used.get(content, hash) as { run_id: string } | undefined;
        if (used !== undefined) return alreadyApproved(hash, used.run_id);
        const asked = sql.askedAt.get(hash) as { at: number } | undefined;
        // An approval that came too late is used up too, so that the plan has to be looked at, and asked about, again.
        const age = asked === undefined ? 0 : now() - asked.at;
        const wrong = age > approvalMaxAgeMs ? 'age' : age < -clockBackMs ? 'clock' : undefined;
        sql.insert.run(content, timesApproved(content) + 1, hash, runId, wrong === undefined ? by : 'nobody: too late', now());
        return wrong === undefined ? undefined : approvalExpired(hash, wrong);
      }),
  };
}
