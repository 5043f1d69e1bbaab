import * as vscode from 'vscode';
import type { RunRow } from '../../domain/journal.ts';
import type { Shell } from '../shell.ts';
import { statusWord } from './row-look.ts';

const statuses: readonly RunRow['status'][] = ['succeeded', 'failed', 'cancelled', 'refused', 'interrupted', 'waiting', 'running'];

/** Asks which runs the tree is to list: of a status, or with some words. */
export async function filterRuns(shell: Shell): Promise<void> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly status?: RunRow['status'] }>();
  pick.title = 'Filter Plans and Runs';
  pick.placeholder = 'A status, or words of the goal or the id';
  const byStatus = statuses.map((status) => ({ label: statusWord(status), status }));
  const byText = (text: string) => (text === '' ? [] : [{ label: `With “${text}”`, alwaysShow: true }]);
  pick.items = byStatus;
  pick.onDidChangeValue((text) => {
    pick.items = [...byText(text.trim()), ...byStatus];
  });
  pick.onDidAccept(() => {
    const status = pick.selectedItems[0]?.status;
    const text = pick.value.trim();
    shell.showRuns(status !== undefined ? { status } : text === '' ? {} : { text });
    pick.hide();
  });
  pick.onDidHide(() => pick.dispose());
  await vscode.commands.executeCommand('nimbus.runs.focus');
  pick.show();
}
