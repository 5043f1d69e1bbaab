import * as vscode from 'vscode';
import type { Shell } from '../shell.ts';
import { rowLook } from '../views/row-look.ts';
import { leftSomething, runsOf } from '../views/rows.ts';

const questions = {
  open: 'Show which run?',
  undoable: 'Roll back which run?',
  resumable: 'Resume which run?',
  export: 'Export which run?',
  live: 'Cancel which run?',
} as const;

const noneOf = {
  open: 'Nimbus has not run anything in this workspace yet.',
  undoable: 'Nothing that Nimbus did in this workspace is left to be rolled back.',
  resumable: 'No run of this workspace was cut off or waits to go on.',
  export: 'Nimbus has not run anything in this workspace yet.',
  live: 'Nothing is running in this workspace.',
} as const;

/** The id of a run the person picks among those of the open folders. Throws `CancellationError` when they pick none. */
export async function chooseRun(shell: Shell, of: keyof typeof questions): Promise<string> {
  const runtime = await shell.runtime();
  const rows = runsOf(runtime, {}).filter(
    (row) => of === 'open' || of === 'export' || (rowLook(row, Date.now()).can.includes(of) && (of !== 'undoable' || leftSomething(runtime, row))),
  );
  if (rows.length === 0) {
    void vscode.window.showInformationMessage(noneOf[of]);
    throw new vscode.CancellationError();
  }
  const items = rows.map((row) => {
    const { label, description, icon } = rowLook(row, Date.now());
    return { label, description, iconPath: new vscode.ThemeIcon(icon), id: row.id };
  });
  const chosen = await vscode.window.showQuickPick(items, { title: questions[of], matchOnDescription: true });
  if (chosen === undefined) throw new vscode.CancellationError();
  return chosen.id;
}
