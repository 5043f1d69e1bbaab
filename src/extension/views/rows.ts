import * as vscode from 'vscode';
import { eventsIfReadable, type RunRow } from '../../domain/journal.ts';
import { undosOf } from '../../session/rollback.ts';
import type { Runtime } from '../runtime.ts';
import type { RunsShown } from '../shell.ts';

/** At the most, over all folders. */
export const runsMax = 200;

/** The runs of the folders open in this window, newest first. */
export function runsOf({ house }: Runtime, { days, ...shown }: RunsShown): readonly RunRow[] {
  const since = days === undefined ? {} : { since: sinceOf(days, Date.now()) };
  return (vscode.workspace.workspaceFolders ?? [])
    .flatMap(({ uri }) => house.journal.runs({ ...shown, ...since, folder: uri.fsPath, limit: runsMax }))
    .sort((a, b) => b.startedAt - a.startedAt)
    .slice(0, runsMax);
}

/** When the first of so many days began, today included, in the person's own time. */
export function sinceOf(days: number, now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - (days - 1)).getTime();
}

/** Runs that have ended leave what they leave: looked up once. */
const left = new Map<string, boolean>();

/** Whether there is something a roll back could take back. */
export function leftSomething({ house }: Runtime, { id, status }: RunRow): boolean {
  const known = left.get(id);
  if (known !== undefined) return known;
  const something = [...undosOf(eventsIfReadable(house.journal, id)).values()].some(
    (undo) => undo !== 'nothing-changed' && 'steps' in undo && undo.steps.length > 0,
  );
  if (status !== 'interrupted' && status !== 'paused') left.set(id, something);
  return something;
}
