import { join } from 'node:path';
import { registry } from '../../../src/domain/registry.ts';
import type { Tool } from '../../../src/domain/tool.ts';
import { endOrphans } from '../../../src/host/orphans.ts';
import { workplaceOn } from '../../../src/host/workplace.ts';
import type { DraftStep } from '../../../src/planner/draft.ts';
import { Redactor } from '../../../src/safety/redact.ts';
import type { House } from '../../../src/session/start.ts';
import { sqliteBlobs } from '../../../src/store/blobs.ts';
import { sqliteChildren } from '../../../src/store/children.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { sqliteJournal } from '../../../src/store/journal.ts';
import { restore } from '../../../src/tools/files/restore.ts';
import { write } from '../../../src/tools/files/write.ts';
import { add } from '../../../src/tools/git/add.ts';
import { branch } from '../../../src/tools/git/branch.ts';
import { commit } from '../../../src/tools/git/commit.ts';
import { restoreHead } from '../../../src/tools/git/undo/restore-head.ts';
import { restoreIndex } from '../../../src/tools/git/undo/restore-index.ts';
import { restoreRef } from '../../../src/tools/git/undo/restore-ref.ts';
import { terraformTools } from '../../../src/tools/terraform/all.ts';

export interface Task {
  readonly data: string;
  readonly folder: string;
  readonly does: { readonly run: readonly DraftStep[] } | { readonly resume: string } | { readonly rollBack: string };
}

export interface Answer {
  readonly runId: string;
  readonly outcome?: string;
  readonly why?: string;
}

export function houseIn(data: string): House & { close(): void } {
  const db = openDatabase(join(data, 'nimbus.db'));
  const children = sqliteChildren(db);
  const redactor = new Redactor();
  return {
    tools: registry([write, restore, add, commit, branch, restoreHead, restoreIndex, restoreRef, ...terraformTools] as unknown as readonly Tool[]),
    journal: sqliteJournal(db, Date.now, (value) => redactor.value(value)),
    redactor,
    endOrphans: (folder) => endOrphans(children, folder),
    circumstances: async (_at, given) => given,
    workplace: workplaceOn(data, sqliteBlobs(db, Date.now), { children }),
    ticks: () => performance.now(),
    newRunId: () => `run-${process.pid}-${Date.now()}`,
    close: () => db.close(),
  };
}
