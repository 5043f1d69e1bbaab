import * as vscode from 'vscode';
import { FailureError } from '../../domain/failure/failure.ts';
import type { DraftPlan } from '../../planner/draft.ts';
import { makePlan } from '../../planner/make.ts';
import { showRun } from '../panels/run.ts';
import { tellOf } from '../runs/tell.ts';
import type { Shell } from '../shell.ts';

/** A plan in a run panel, waiting for the person: the one way anything here is written to more than an open editor. */
export async function launchPlan(shell: Shell, folder: string, draft: DraftPlan): Promise<void> {
  const runtime = await shell.runtime();
  const plan = makePlan(draft, runtime.house.tools);
  if (!plan.ok) throw new FailureError(plan.failure);
  const run = runtime.runs.start({
    folder,
    goal: plan.value.goal,
    plan: async () => ({ ok: true, value: plan.value }),
    circumstances: { trusted: vscode.workspace.isTrusted, mode: 'act' },
  });
  await showRun(shell, run.id);
  tellOf(shell, run);
}
