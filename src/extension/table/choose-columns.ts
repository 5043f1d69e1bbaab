import * as vscode from 'vscode';
import type { Column } from '../../protocol/table.ts';

/** Which columns are shown, by their ids; `undefined`: those that are shown from the start. Throws `CancellationError`. */
export async function chooseColumns(columns: readonly Column[], title: string): Promise<readonly string[] | undefined> {
  const reset: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('discard'), tooltip: 'Show the usual columns' };
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly id: string }>();
  const items = columns.map(({ id, title: label, help }) => ({ id, label, ...(help === undefined ? {} : { detail: help }) }));
  Object.assign(pick, { title, canSelectMany: true, placeholder: 'Columns to show', buttons: [reset], items });
  pick.selectedItems = items.filter(({ id }) => columns.some((column) => column.id === id && column.shown));
  try {
    return await new Promise((resolve, reject) => {
      pick.onDidTriggerButton(() => resolve(undefined));
      pick.onDidAccept(() => (pick.selectedItems.length === 0 ? undefined : resolve(pick.selectedItems.map(({ id }) => id))));
      pick.onDidHide(() => reject(new vscode.CancellationError()));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}
