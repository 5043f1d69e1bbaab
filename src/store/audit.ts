import type { DatabaseSync } from 'node:sqlite';
import { sha256 } from '../base/hash.ts';
import { canonicalJson } from '../base/json.ts';
import type { Audit, AuditEntry } from '../domain/audit.ts';
import type { RunEvent } from '../domain/event.ts';

/** The hash before the first entry. */
const beginning = '0'.repeat(64);

/**
 * The audit log in SQLite: each entry's hash covers the one before it, so that none can be changed, taken out or put in
 * between without all later hashes changing. Cutting off its end is seen only by whoever kept an earlier head.
 */
export function sqliteAudit(db: DatabaseSync): Audit & { add(at: number, runId: string, event: RunEvent): void } {
  const sql = {
    last: db.prepare('SELECT hash FROM audit ORDER BY seq DESC LIMIT 1'),
    insert: db.prepare('INSERT INTO audit (at, run_id, what, prev, hash) VALUES (?, ?, ?, ?, ?)'),
    all: db.prepare('SELECT seq, at, run_id AS runId, what, prev, hash FROM audit ORDER BY seq'),
  };
  return {
    add(at, runId, event) {
      const what = entryOf(event);
      if (what === undefined) return;
      const prev = (sql.last.get() as { hash: string } | undefined)?.hash ?? beginning;
      const text = canonicalJson(what);
      sql.insert.run(at, runId, text, prev, hashOf(prev, at, runId, text));
    },
    *entries() {
      for (const row of sql.all.iterate()) yield row as unknown as AuditEntry;
    },
    verify() {
      let prev = beginning;
      let seq = 0;
      for (const row of sql.all.iterate() as IterableIterator<AuditEntry>) {
        if (row.seq !== seq + 1) return { ok: false, at: row.seq, why: `entries ${seq + 1} to ${row.seq - 1} are missing`, entries: seq, head: prev };
        if (row.prev !== prev || row.hash !== hashOf(prev, row.at, row.runId, row.what))
          return { ok: false, at: row.seq, why: `entry ${row.seq} is not what was written`, entries: seq, head: prev };
        prev = row.hash;
        seq = row.seq;
      }
      return { ok: true, entries: seq, head: prev };
    },
  };
}

const hashOf = (prev: string, at: number, runId: string, what: string): string => sha256(new TextEncoder().encode(`${prev}\n${at}\n${runId}\n${what}`));

/** What of an event belongs into the audit: who decided what, what was done, how it ended. */
function entryOf(event: RunEvent): Record<string, unknown> | undefined {
  switch (event.type) {
    case 'run-started':
      return { type: event.type, goal: event.goal, folder: event.folder };
    case 'plan-ready':
      return { type: event.type, hash: event.plan.hash, steps: event.plan.steps.map(({ id, tool, effect }) => `${id}: ${tool} (${effect})`) };
    case 'step-previewed':
      return event.preview.target === undefined
        ? undefined
        : { type: event.type, id: event.id, target: event.preview.target.label, digest: event.preview.digest };
    case 'step-decided':
      return event.decision.kind === 'later' ? undefined : { type: event.type, id: event.id, kind: event.decision.kind, reasons: event.decision.reasons };
    case 'step-started':
      return { type: event.type, id: event.id, attempt: event.attempt };
    case 'step-ended':
      return {
        type: event.type,
        id: event.id,
        status: event.status,
        summary: event.summary,
        ...(event.failure === undefined ? {} : { failure: event.failure.code }),
      };
    case 'run-resumed':
    case 'consent-asked':
    case 'consent-given':
      return { ...event };
    case 'run-paused':
      return { type: event.type, hash: event.hash };
    case 'run-ended':
      return {
        type: event.type,
        outcome: event.outcome,
        missing: event.missing,
        unverified: event.unverified,
        ...(event.left === undefined ? {} : { left: event.left }),
      };
    case 'step-progressed':
      return undefined;
  }
}
