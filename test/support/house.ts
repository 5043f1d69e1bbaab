import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { RecordedEvent } from '../../src/domain/event.ts';
import { ok } from '../../src/domain/failure/failure.ts';
import { registry } from '../../src/domain/registry.ts';
import { type Tool, tool } from '../../src/domain/tool.ts';
import { circumstancesOn } from '../../src/host/circumstances.ts';
import { endOrphans } from '../../src/host/orphans.ts';
import { profilesIn } from '../../src/host/profiles.ts';
import { workplaceOn } from '../../src/host/workplace.ts';
import type { DraftStep } from '../../src/planner/draft.ts';
import { makePlan } from '../../src/planner/make.ts';
import { Redactor } from '../../src/safety/redact.ts';
import type { House, RunHandle, RunRequest } from '../../src/session/start.ts';
import { startRun } from '../../src/session/start.ts';
import { sqliteBlobs } from '../../src/store/blobs.ts';
import { sqliteChildren } from '../../src/store/children.ts';
import { openDatabase } from '../../src/store/database.ts';
import { sqliteJournal } from '../../src/store/journal.ts';
import { restore } from '../../src/tools/files/restore.ts';
import { tempFolder } from './temp.ts';

/** A counting clock: every look is a millisecond later. */
export const clock = (start = Date.UTC(2026, 0, 1)) => {
  let now = start;
  return () => now++;
};

/** The real rooms on a real store in a folder of the test's own; only the tools and the clock are the test's. */
export function testHouse(tools: readonly Tool[], data = tempFolder()): House & { readonly folder: string; readonly data: string; readonly db: DatabaseSync } {
  const now = clock();
  const db = openDatabase(join(data, 'nimbus.db'));
  onTestFinished(() => db.close());
  let n = 0;
  const redactor = new Redactor();
  const children = sqliteChildren(db);
  return {
    data,
    db,
    folder: tempFolder(),
    tools: registry([...tools, restore as unknown as Tool]),
    journal: sqliteJournal(db, now, (value) => redactor.value(value)),
    redactor,
    endOrphans: (folder) => endOrphans(children, folder),
    circumstances: circumstancesOn(data, profilesIn(data)),
    workplace: workplaceOn(data, sqliteBlobs(db, now), { hide: (name, value) => redactor.hide(name, value), children }),
    ticks: () => performance.now(),
    newRunId: () => `run-${++n}`,
  };
}

/** A tool of a test: what it does is the one thing the test is about. */
export function testTool(name: string, does: Partial<Tool> & Pick<Tool, 'run'>): Tool {
  return tool({ name, effect: 'read', summary: `${name} of a test.`, input: z.looseObject({}), output: z.unknown(), says: [], ...does }) as unknown as Tool;
}

/** Ends well with `output`. */
export const gives = (output: unknown): Pick<Tool, 'run'> => ({ run: async () => ({ ok: true, output, summary: 'Done.', undo: 'nothing-changed' }) });

export function start(house: House & { readonly folder: string }, steps: readonly DraftStep[], request: Partial<RunRequest> = {}): RunHandle {
  const plan = makePlan({ goal: 'A test', steps }, house.tools);
  if (!plan.ok) throw new Error(JSON.stringify(plan.failure));
  return startRun(house, {
    folder: house.folder,
    goal: 'A test',
    plan: async () => plan,
    consent: async ({ plan: { hash } }) => ok({ hash, by: 'test' }),
    circumstances: { trusted: true, mode: 'act' },
    ...request,
  });
}

export async function all(handle: RunHandle): Promise<readonly RecordedEvent[]> {
  return Array.fromAsync(handle.events);
}

/** Events as text a person can read: one a line, without times and hashes. */
export function transcript(events: readonly RecordedEvent[]): string {
  return events
    .map(({ event }) => {
      switch (event.type) {
        case 'step-decided':
          return `${event.type} ${event.id} ${event.decision.kind}`;
        case 'step-started':
        case 'step-previewed':
          return `${event.type} ${event.id}`;
        case 'step-progressed':
          return `${event.type} ${event.id} ${event.line}`;
        case 'step-ended':
          return `${event.type} ${event.id} ${event.status}: ${event.summary}`;
        case 'run-ended':
          return `${event.type} ${event.outcome}${event.failure ? ` ${event.failure.code}` : ''}${event.missing.length ? ` missing ${event.missing.join('; ')}` : ''}`;
        default:
          return event.type;
      }
    })
    .join('\n');
}
