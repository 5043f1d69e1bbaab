import * as vscode from 'vscode';
import { runsView } from './manifest/views.ts';
import type { Shell } from './shell.ts';

/** Says in the status bar what runs and what waits, keeps the context keys of menus, and leads to the tree. */
export function showStatus(shell: Shell): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('nimbus.status', vscode.StatusBarAlignment.Left);
  item.name = 'Nimbus';
  item.command = `${runsView}.focus`;
  const keys = { 'nimbus.live': false, 'nimbus.asking': false };
  const tell = (): void => {
    const runs = shell.opened?.runs.all() ?? [];
    const waiting = runs.filter((run) => run.isAsking).length;
    const running = runs.length - waiting;
    const parts = [...(running > 0 ? [`${running} running`] : []), ...(waiting > 0 ? [`${waiting} to approve`] : [])];
    item.text = parts.length === 0 ? '$(cloud) Nimbus' : `$(${running > 0 ? 'sync~spin' : 'cloud'}) ${parts.join(' · ')}`;
    item.tooltip = 'Plans and runs of this workspace';
    item.accessibilityInformation = { label: `Nimbus: ${parts.join(', ') || 'nothing runs'}`, role: 'button' };
    const now = { 'nimbus.live': runs.length > 0, 'nimbus.asking': waiting > 0 };
    for (const key of ['nimbus.live', 'nimbus.asking'] as const) {
      if (keys[key] === now[key]) continue;
      keys[key] = now[key];
      void vscode.commands.executeCommand('setContext', key, now[key]);
    }
  };
  tell();
  item.show();
  return vscode.Disposable.from(item, shell.onRunsChanged(tell));
}
