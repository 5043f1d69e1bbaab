import * as vscode from 'vscode';
import { isInPart, outcomeSentence, undoable } from '../../protocol/run-words.ts';
import { isShown, openRun } from '../panels/run.ts';
import { type Action, notify } from '../report.ts';
import type { Shell } from '../shell.ts';
import { rollBack } from './begin.ts';
import type { LiveRun } from './live-run.ts';
import { openOut } from './open-out.ts';

/** Tells the person by notification what they can't see: that a plan waits, and how a run ended, while its panel does not show. */
export function tellOf(shell: Shell, run: LiveRun): void {
  run.onEvent(({ event }) => {
    if (event.type === 'consent-asked' && !isShown(run.id)) void tellWaiting(shell, run);
  });
  void run.ended.then(() => {
    shell.log.info(`${run.id} ended: ${run.view.outcome}: ${run.view.goal}`);
    if (isShown(run.id)) return undefined;
    return needsTrust(run) ? tellTrust(run) : tellEnd(shell, run);
  });
}

/** A plan waits and nobody sees it. */
export const tellWaiting = (shell: Shell, run: LiveRun): Promise<void> =>
  notify('info', `The plan “${run.view.goal}” waits for your approval. Nothing is written until then.`, [
    { label: 'Show Plan', do: () => openRun(shell, run.id) },
    { label: 'Cancel', do: () => run.cancel() },
  ]);

async function tellEnd(shell: Shell, run: LiveRun): Promise<void> {
  const { view } = run;
  // Their own no is no news to them.
  if (view.outcome === 'cancelled' && view.runningSince === undefined) return;
  const actions: Action[] = [{ label: 'Show', do: () => openRun(shell, run.id) }];
  if (view.outcome === 'succeeded') actions.push({ label: 'Open Folder', do: () => openOut(view) });
  if (undoable(view).any) actions.push({ label: 'Roll Back', do: () => rollBack(shell, run.id) });
  const kind = isInPart(view) ? 'warning' : view.outcome === 'succeeded' || view.outcome === 'cancelled' ? 'info' : 'error';
  await notify(kind, outcomeSentence(view), actions);
}

const needsTrust = ({ view }: LiveRun): boolean => view.outcome === 'refused' && !vscode.workspace.isTrusted;

const tellTrust = (run: LiveRun): Promise<void> =>
  notify('warning', `“${run.view.goal}” was not run: this workspace is not trusted. The plan can be looked at.`, [
    { label: 'Manage Workspace Trust', do: () => vscode.commands.executeCommand('workbench.trust.manage') },
  ]);
