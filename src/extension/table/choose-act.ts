import * as vscode from 'vscode';
import type { Line } from '../infrastructure/view.ts';
import { type InfrastructureAction, infrastructureCommands } from '../manifest/infrastructure.ts';

/** What can be done with a row, to choose from: the entries of its menu, for who works by keyboard. */
export async function chooseAct(line: Line): Promise<void> {
  const actions = Object.keys(line.branch.actions ?? {}) as InfrastructureAction[];
  const chosen = await vscode.window.showQuickPick(
    actions.map((action) => ({ label: infrastructureCommands[action].title, action })),
    { title: line.branch.label, placeHolder: 'What to do with it' },
  );
  if (chosen === undefined) throw new vscode.CancellationError();
  await vscode.commands.executeCommand(chosen.action, line);
}
