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
  const profile = vscode.window.createStatusBarItem('nimbus.profile', vscode.StatusBarAlignment.Left);
  profile.name = 'Nimbus Profile';
  profile.command = 'nimbus.profile.switch';
  const tellProfile = (): void => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    const used = folder === undefined ? undefined : shell.opened?.house.profiles.inUse(folder);
    if (used === undefined) {
      profile.hide();
      return;
    }
    const name = used.ok ? used.value.name : 'broken';
    profile.text = `$(${used.ok && used.value.environment === 'prod' ? 'shield' : 'account'}) ${name}`;
    profile.tooltip = used.ok
      ? `Nimbus works with the profile ${name}${used.value.environment === undefined ? '' : ` (${used.value.environment})`}`
      : used.failure.message;
    profile.accessibilityInformation = { label: `Nimbus profile: ${name}`, role: 'button' };
    profile.show();
  };
  tell();
  item.show();
  return vscode.Disposable.from(
    item,
    profile,
    shell.onRunsChanged(() => {
      tell();
      tellProfile();
    }),
  );
}
