import { join } from 'node:path';
import { ok } from '../../../src/domain/failure/failure.ts';
import { registry } from '../../../src/domain/registry.ts';
import type { Tool } from '../../../src/domain/tool.ts';
import { endOrphans } from '../../../src/host/orphans.ts';
import { workplaceOn } from '../../../src/host/workplace.ts';
import type { DraftStep } from '../../../src/planner/draft.ts';
import { makePlan } from '../../../src/planner/make.ts';
import { Redactor } from '../../../src/safety/redact.ts';
import { readyToResume } from '../../../src/session/resume.ts';
import { rollbackPlan } from '../../../src/session/rollback.ts';
import { type House, type RunHandle, type RunRequest, resumeRun, startRun } from '../../../src/session/start.ts';
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

/**
 * Runs a plan, or takes a run up or back, with nothing but what the data folder and the workspace hold: everything real but the
 * person, who says yes. Tells when the run begins, and when it has ended.
 */
export async function carryOut(task: Task, tell: (answer: Answer) => void): Promise<void> {
  const house = houseIn(task.data);
  try {
    await carryOutIn(house, task, tell);
  } finally {
    house.close();
  }
}

async function carryOutIn(house: House, task: Task, tell: (answer: Answer) => void): Promise<void> {
  const common: Omit<RunRequest, 'plan' | 'goal'> = {
    folder: task.folder,
    circumstances: { trusted: true, mode: 'act' },
    consent: async ({ plan }, decisions) =>
      ok({
        hash: plan.hash,
        by: 'test',
        typed: new Map([...decisions].flatMap(([id, d]) => (d.kind === 'confirm' && d.typed !== undefined ? [[id, d.typed]] : []))),
      }),
  };
  const handle = await begin(house, task, common, tell);
  if (handle === undefined) return;
  tell({ runId: handle.runId });
  let outcome = 'none';
  let why: string | undefined;
  for await (const { event } of handle.events) {
    if (event.type === 'step-ended' && event.status === 'failed') why ??= `${event.id}: ${event.summary}`;
    if (event.type === 'run-ended') {
      outcome = event.outcome;
      why ??= event.failure?.message ?? (event.missing.length > 0 ? event.missing.join('; ') : undefined);
    }
  }
  tell({ runId: handle.runId, outcome, ...(why === undefined ? {} : { why }) });
}

async function begin(
  house: House,
  { does, folder }: Task,
  common: Omit<RunRequest, 'plan' | 'goal'>,
  tell: (answer: Answer) => void,
): Promise<RunHandle | undefined> {
  if ('run' in does) {
    const plan = makePlan({ goal: 'A mixed plan', steps: does.run }, house.tools);
    if (!plan.ok) throw new Error(JSON.stringify(plan.failure));
    return startRun(house, { ...common, goal: 'A mixed plan', plan: async () => plan });
  }
  const id = 'resume' in does ? does.resume : does.rollBack;
  const row = house.journal.run(id);
  if (row === undefined) throw new Error(`no run ${id}`);
  if ('resume' in does) {
    const ready = await readyToResume(house, row, house.journal.events(id));
    if (!ready.ok) {
      tell({ runId: id, outcome: 'not resumable', why: ready.failure.message });
      return undefined;
    }
    return resumeRun(house, id, { ...common, goal: row.goal, ...ready.value });
  }
  await house.endOrphans(folder);
  const plan = rollbackPlan(id, row.goal, house.journal.events(id), house.tools);
  if (!plan.ok) {
    tell({ runId: id, outcome: plan.failure.code, why: plan.failure.message });
    return undefined;
  }
  return startRun(house, { ...common, goal: plan.value.goal, plan: async () => plan, rollbackOf: id });
}
