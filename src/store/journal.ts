import { realpathSync } from 'node:fs';
import { isAbsolute, sep } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type Driver, sinceWords } from '../domain/driver.ts';
import type { RecordedEvent, RunEvent } from '../domain/event.ts';
import { FailureError } from '../domain/failure/failure.ts';
import { folderBusy, type InTheWay, notResumable, runUnreadable, targetBusy } from '../domain/failure/run.ts';
import type { Cost } from '../domain/impact.ts';
import type { Journal, RunFilter, RunRow } from '../domain/journal.ts';
import { isBackInPart } from '../domain/left.ts';
import { sqliteApprovals } from './approvals.ts';
import { sqliteAudit } from './audit.ts';
import { addedBy, addedByFound } from './bill.ts';
import { transaction } from './database.ts';
import { isBusy, isFull, written } from './full.ts';
import { isAlive, self } from './process.ts';
import { isOpen, type Row, toRun } from './run-row.ts';

interface Hold {
  readonly what: string;
  readonly run_id: string;
  readonly pid: number;
  readonly born: string;
}

/** Where a folder really is: two ways to it are one place. One that is gone is where it was said to be. */
export function placeOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

/** One folder is the other or lies in it. Places outside the workspace are no paths, and only like themselves. */
const overlap = (a: string, b: string): boolean => a === b || (isAbsolute(a) && isAbsolute(b) && (a.startsWith(b + sep) || b.startsWith(a + sep)));

/** What of an event is shown in lists. Progress is not kept: it is for who watches. */
const statusAfter: Partial<Record<RunEvent['type'], RunRow['status']>> = {
  'plan-ready': 'waiting',
  'consent-asked': 'waiting',
  'consent-given': 'running',
  'step-started': 'running',
  'run-resumed': 'running',
  'run-paused': 'paused',
};

/** The journal in SQLite. `redact` takes secrets out of what is kept, and of what is handed on to who watches. `now` gives ms since 1970; a clock that goes back never makes times go back within a run. */
export function sqliteJournal(db: DatabaseSync, now: () => number, redact: <T>(value: T) => T = (value) => value): Journal {
  const audit = sqliteAudit(db);
  const sql = statements(db);
  const rows = (found: readonly unknown[]): RunRow[] => {
    // Who holds a folder is asked once for all of its runs, and only of those that may be living.
    const holders = new Map<string, string | undefined>();
    const isHeld = ({ id, folder, status }: Row): boolean => {
      if (!isOpen(status)) return false;
      if (!holders.has(folder)) holders.set(folder, holderOf(placeOf(folder))?.run_id);
      return holders.get(folder) === id;
    };
    return (found as Row[]).map((row) => toRun(row, isHeld(row), now()));
  };
  /** A folder as runs were begun in it: by its own name, and through links. */
  const waysTo = (folder: string): readonly string[] => {
    const place = placeOf(folder);
    const known = (sql.folders.all() as { folder: string }[]).map((row) => row.folder);
    return [folder, ...known.filter((other) => other !== folder && placeOf(other) === place)];
  };
  const holderOf = (what: string) => living(sql.hold.get(what) as Hold | undefined);
  const take = (folder: string, runId: string) => {
    letGo();
    const place = placeOf(folder);
    for (const hold of sql.holds.all() as unknown as Hold[]) {
      if (!overlap(hold.what, place) || living(hold) === undefined) continue;
      throw new FailureError(
        hold.run_id === runId
          ? notResumable(runId, 'it has been taken up already, in this window, another one, or on a command line')
          : folderBusy(hold.what === place ? folder : hold.what, inTheWay(hold.run_id)),
      );
    }
    sql.takeHold.run(place, runId, self.pid, self.born);
  };

  /** Who holds a folder, as its events tell. */
  const inTheWay = (runId: string): InTheWay => {
    const driver = sql.driver.get(runId) as { by: string | null } | undefined;
    const last = sql.lastEvent.get(runId) as { at: number; event: string } | undefined;
    return {
      runId,
      driver: driver?.by ? (JSON.parse(driver.by) as Driver) : undefined,
      ...(last?.event.startsWith('{"type":"consent-asked"') ? { waitsSince: sinceWords(last.at, now()) } : {}),
    };
  };

  /** Runs this process is done with, whose hold could not be taken out for want of room. */
  const unreleased = new Set<string>();
  const letGo = () => {
    for (const runId of unreleased) {
      sql.release.run(runId, self.pid);
      unreleased.delete(runId);
    }
  };
  const living = (hold: Hold | undefined): Hold | undefined =>
    hold !== undefined && isAlive(hold.pid, hold.born) && !(hold.pid === self.pid && unreleased.has(hold.run_id)) ? hold : undefined;

  /** The newest event of each run this process drives, kept or not. */
  const told = new Map<string, { readonly seq: number; readonly at: number }>();
  const lastOf = (runId: string) => told.get(runId) ?? (sql.last.get(runId) as { seq: number; at: number } | undefined) ?? { seq: 0, at: 0 };

  const eventsOf = (runId: string, after: number): readonly RecordedEvent[] =>
    (sql.events.all(runId, after) as { seq: number; at: number; event: string }[]).map(({ seq, at, event }) => ({
      runId,
      seq,
      at,
      event: readEvent(runId, event),
    }));

  /** What each step that was looked at last, in the runs this process drives, would cost; by run and step. */
  const costs = new Map<string, Cost>();

  /** The tool of each step of the runs this process drives. */
  const tools = new Map<string, ReadonlyMap<string, string>>();
  const toolOf = (runId: string, step: string): string | undefined => {
    if (!tools.has(runId)) {
      // Taken up from another process.
      const planned = sql.planned.get(runId) as { event: string } | undefined;
      const event = planned && readEvent(runId, planned.event);
      tools.set(runId, event?.type === 'plan-ready' ? toolsIn(event) : new Map());
    }
    return tools.get(runId)?.get(step);
  };

  return {
    begin: ({ id, goal, folder, rollbackOf }) =>
      transaction(db, () => {
        take(folder, id);
        sql.insertRun.run(id, redact(goal), folder, 'planning', now(), rollbackOf ?? null);
      }),
    takeUp: (runId) =>
      transaction(db, () => {
        const row = sql.run.get(runId) as Row | undefined;
        if (row === undefined) throw new Error(`no run ${runId}`);
        take(row.folder, runId);
        sql.takeUp.run(runId);
      }),
    hold: (runId, targets) =>
      transaction(db, () => {
        for (const target of targets) {
          const holder = holderOf(target);
          if (holder !== undefined && holder.run_id !== runId) return targetBusy(target, holder.run_id);
        }
        for (const target of targets) sql.takeHold.run(target, runId, self.pid, self.born);
        return undefined;
      }),
    ...sqliteApprovals(db, now),
    append: (runId, event) =>
      transaction(db, () => {
        const last = lastOf(runId);
        const recorded: RecordedEvent = { runId, seq: last.seq + 1, at: Math.max(now(), last.at), event: redact(event) };
        told.set(runId, recorded);
        if (event.type === 'step-progressed') return recorded;
        sql.insertEvent.run(runId, recorded.seq, recorded.at, JSON.stringify(recorded.event));
        audit.add(recorded.at, runId, recorded.event);
        if (event.type === 'plan-ready') {
          sql.setGoal.run(redact(event.plan.goal), runId);
          tools.set(runId, toolsIn(event));
        }
        if (event.type === 'step-previewed') {
          if (event.preview.cost === undefined) costs.delete(`${runId}/${event.id}`);
          else costs.set(`${runId}/${event.id}`, event.preview.cost);
        }
        const added =
          event.type === 'step-ended'
            ? addedBy(event, costs.get(`${runId}/${event.id}`))
            : event.type === 'run-resumed'
              ? addedByFound(event.finished, eventsOf(runId, 0).slice(0, -1))
              : [];
        for (const { cents, priced, unpriced } of added) sql.addToBill.run(cents, cents, priced, unpriced, runId);
        if (event.type === 'step-ended' && (event.status === 'succeeded' || event.status === 'failed')) {
          const tool = toolOf(runId, event.id);
          if (tool !== undefined) sql.insertCall.run(runId, recorded.seq, recorded.at, tool, event.status === 'failed' ? 1 : 0, Math.round(event.durationMs));
        }
        const status = event.type === 'run-ended' ? event.outcome : statusAfter[event.type];
        if (event.type === 'run-ended') {
          sql.endRun.run(event.outcome, recorded.at, event.outcome === 'succeeded' ? event.unverified.length : 0, runId);
          if (event.outcome === 'succeeded') sql.markRolledBack.run(runId, runId);
          if (recorded.event.type === 'run-ended' && isBackInPart(recorded.event)) {
            sql.markLeft.run(JSON.stringify(recorded.event.left), runId, runId);
            sql.markBackInPart.run(runId, runId);
          }
        } else if (status !== undefined) sql.setStatus.run(status, runId);
        return recorded;
      }),
    isAlive: (runId) => {
      try {
        sql.setAlive.run(now(), runId);
      } catch (error) {
        // The next event tells whether the run can go on; a sign of life is not worth stopping it for.
        if (!isFull(error) && !isBusy(error)) throw error;
      }
    },
    aliveAt: (runId) => (sql.alive.get(runId) as { alive_at: number | null } | undefined)?.alive_at ?? undefined,
    release: (runId) => {
      told.delete(runId);
      tools.delete(runId);
      for (const key of costs.keys()) if (key.startsWith(`${runId}/`)) costs.delete(key);
      unreleased.add(runId);
      try {
        letGo();
      } catch (error) {
        // Tried again with the next run; until then it holds nothing here, and nothing anywhere once this process is gone.
        if (!isFull(error)) throw error;
      }
    },
    events: (runId, after = 0) => eventsOf(runId, after),
    run: (runId) => rows([sql.run.get(runId)].filter((row) => row !== undefined))[0],
    runs: (filter = {}) => {
      const folders = filter.folder === undefined ? undefined : waysTo(filter.folder);
      const found = rows(db.prepare(query(filter, folders?.length)).all(...parameters(filter, folders)));
      return filter.status === undefined ? found : found.filter((run) => run.status === filter.status).slice(0, filter.limit ?? limitDefault);
    },
    requestCancel: (runId) => void written(db, () => sql.cancel.run(runId)),
    cancelRequested: (runId) => (sql.run.get(runId) as { cancel: number } | undefined)?.cancel === 1,
  };
}

/** Somebody who can write the store can write anything into it. */
function readEvent(runId: string, text: string): RunEvent {
  try {
    const event: unknown = JSON.parse(text);
    if (typeof (event as { readonly type?: unknown } | null)?.type === 'string') return event as RunEvent;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new FailureError(runUnreadable(runId));
}

const toolsIn = ({ plan }: Extract<RunEvent, { type: 'plan-ready' }>): ReadonlyMap<string, string> => new Map(plan.steps.map(({ id, tool }) => [id, tool]));

const limitDefault = 200;

/** What the previews of a run name; an event that can't be read names nothing. */
const touches = (list: string, name: string): string =>
  `EXISTS (SELECT 1 FROM events, json_each(CASE WHEN event LIKE '{"type":"step-previewed"%' AND json_valid(event) THEN event ELSE '{}' END, '$.preview.${list}') AS one
    WHERE run_id = runs.id AND json_extract(one.value, '$.${name}') GLOB ?)`;

function query({ text, tool, resource, since, status }: RunFilter, folders: number | undefined): string {
  const where = [
    folders !== undefined && `folder IN (${Array(folders).fill('?').join()})`,
    text !== undefined && "(goal LIKE ? ESCAPE '!' OR id LIKE ? ESCAPE '!')",
    tool !== undefined && 'id IN (SELECT run_id FROM calls WHERE tool GLOB ?)',
    resource !== undefined && `(${touches('impacts', 'address')} OR ${touches('files', 'path')})`,
    since !== undefined && 'started_at >= ?',
    status !== undefined && (isLiving(status) ? "status IN ('planning', 'waiting', 'running')" : 'status = ?'),
  ].filter((w) => w !== false);
  return `SELECT * FROM runs ${where.length ? `WHERE ${where.join(' AND ')}` : ''} ORDER BY started_at DESC, rowid DESC ${isLiving(status) ? '' : 'LIMIT ?'}`;
}

/** Of the signs of a pattern only `*` is one. */
const glob = (text: string): string => text.replaceAll(/[[?]/g, '[$&]');

function parameters({ text, tool, resource, since, status, limit }: RunFilter, folders: readonly string[] = []): (string | number)[] {
  const like = text === undefined ? [] : Array(2).fill(`%${text.replace(/[!%_]/g, '!$&')}%`);
  return [
    ...folders,
    ...like,
    ...(tool === undefined ? [] : [glob(tool)]),
    ...(resource === undefined ? [] : [glob(resource), glob(resource)]),
    ...(since === undefined ? [] : [since]),
    ...(isLiving(status) ? [] : [...(status === undefined ? [] : [status]), limit ?? limitDefault]),
  ];
}

/** What the table calls running may be cut off: those are told apart by their processes, so all of them are read. */
const isLiving = (status: RunFilter['status']): boolean => status !== undefined && (isOpen(status) || status === 'interrupted');

const statements = (
  db: DatabaseSync,
): Record<
  | 'hold'
  | 'holds'
  | 'takeHold'
  | 'release'
  | 'insertRun'
  | 'takeUp'
  | 'run'
  | 'folders'
  | 'last'
  | 'lastEvent'
  | 'driver'
  | 'insertEvent'
  | 'insertCall'
  | 'planned'
  | 'events'
  | 'setGoal'
  | 'setStatus'
  | 'setAlive'
  | 'alive'
  | 'endRun'
  | 'markRolledBack'
  | 'markBackInPart'
  | 'markLeft'
  | 'addToBill'
  | 'cancel',
  StatementSync
> => ({
  hold: db.prepare('SELECT what, run_id, pid, born FROM holds WHERE what = ?'),
  holds: db.prepare('SELECT what, run_id, pid, born FROM holds'),
  takeHold: db.prepare(
    'INSERT INTO holds (what, run_id, pid, born) VALUES (?, ?, ?, ?) ON CONFLICT (what) DO UPDATE SET run_id = excluded.run_id, pid = excluded.pid, born = excluded.born',
  ),
  release: db.prepare('DELETE FROM holds WHERE run_id = ? AND pid = ?'),
  insertRun: db.prepare('INSERT INTO runs (id, goal, folder, status, started_at, rollback_of) VALUES (?, ?, ?, ?, ?, ?)'),
  takeUp: db.prepare("UPDATE runs SET status = 'running', ended_at = NULL, cancel = 0 WHERE id = ?"),
  folders: db.prepare('SELECT DISTINCT folder FROM runs'),
  run: db.prepare('SELECT * FROM runs WHERE id = ?'),
  last: db.prepare('SELECT seq, at FROM events WHERE run_id = ? ORDER BY seq DESC LIMIT 1'),
  lastEvent: db.prepare('SELECT at, event FROM events WHERE run_id = ? ORDER BY seq DESC LIMIT 1'),
  driver: db.prepare(
    `SELECT json_extract(event, '$.by') AS by FROM events WHERE run_id = ? AND (event LIKE '{"type":"run-started"%' OR event LIKE '{"type":"run-resumed"%') ORDER BY seq DESC LIMIT 1`,
  ),
  insertEvent: db.prepare('INSERT INTO events (run_id, seq, at, event) VALUES (?, ?, ?, ?)'),
  insertCall: db.prepare('INSERT INTO calls (run_id, seq, at, tool, failed, ms) VALUES (?, ?, ?, ?, ?, ?)'),
  planned: db.prepare(`SELECT event FROM events WHERE run_id = ? AND event LIKE '{"type":"plan-ready"%' ORDER BY seq DESC LIMIT 1`),
  events: db.prepare('SELECT seq, at, event FROM events WHERE run_id = ? AND seq > ? ORDER BY seq'),
  setGoal: db.prepare('UPDATE runs SET goal = ? WHERE id = ?'),
  setStatus: db.prepare('UPDATE runs SET status = ? WHERE id = ?'),
  setAlive: db.prepare('UPDATE runs SET alive_at = ? WHERE id = ?'),
  alive: db.prepare('SELECT alive_at FROM runs WHERE id = ?'),
  endRun: db.prepare('UPDATE runs SET status = ?, ended_at = ?, unverified = ? WHERE id = ?'),
  markRolledBack: db.prepare(
    'UPDATE runs SET rolled_back_by = ?, rolled_back_in_part_by = NULL, left_as_is = NULL WHERE id = (SELECT rollback_of FROM runs WHERE id = ?)',
  ),
  markBackInPart: db.prepare('UPDATE runs SET rolled_back_in_part_by = ? WHERE id = (SELECT rollback_of FROM runs WHERE id = ?)'),
  markLeft: db.prepare('UPDATE runs SET left_as_is = ? WHERE id = ? OR id = (SELECT rollback_of FROM runs WHERE id = ?)'),
  addToBill: db.prepare(
    'UPDATE runs SET bill_cents = CASE WHEN ? IS NULL THEN bill_cents ELSE coalesce(bill_cents, 0) + ? END, bill_priced = coalesce(bill_priced, 0) + ?, bill_unpriced = coalesce(bill_unpriced, 0) + ? WHERE id = ?',
  ),
  cancel: db.prepare('UPDATE runs SET cancel = 1 WHERE id = ?'),
});
