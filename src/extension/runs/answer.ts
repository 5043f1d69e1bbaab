import * as vscode from 'vscode';
import { FailureError } from '../../domain/failure/failure.ts';
import { notAsked } from '../../domain/failure/plan.ts';
import { isShown, openRun } from '../panels/run.ts';
import { notify } from '../report.ts';
import type { Shell } from '../shell.ts';

/** Says yes to the plan that is on the screen. One that is not is shown first: nobody approves what they don't see. */
export async function approvePlan(shell: Shell): Promise<void> {
  const waiting = (await shell.runtime()).runs.all().filter((run) => run.isAsking);
  const run = waiting.find(({ id }) => isShown(id)) ?? waiting[0];
  if (run === undefined) throw new FailureError(notAsked());
  if (!isShown(run.id) || run.wantsTyping) {
    await openRun(shell, run.id);
    return notify('info', run.wantsTyping ? 'A yes is not enough for this plan: type what it asks for in its panel.' : 'Look at the plan, then approve it.');
  }
  const approved = run.approve(run.view.asked ?? '');
  if (!approved.ok) throw new FailureError(approved.failure);
}

/** Stops a run of this window, or asks the process that drives it to. */
export async function cancelRun(shell: Shell, runId: string): Promise<void> {
  const { runs, house } = await shell.runtime();
  const live = runs.get(runId);
  if (live !== undefined) return live.cancel();
  house.journal.requestCancel(runId);
}

export const copyRunId = async (runId: string): Promise<void> => vscode.env.clipboard.writeText(runId);
