import * as vscode from 'vscode';
import type { Failure } from '../../domain/failure/failure.ts';
import { clean, log, notify, words } from '../report.ts';
import type { Shell } from '../shell.ts';

/** All of what is wrong, where the line in the tree has room for its beginning. */
export async function explain(shell: Shell, failure: Failure): Promise<void> {
  log(shell, 'list what there is', failure);
  const text = clean.text(words(failure));
  const trust = { label: 'Manage Workspace Trust', do: () => vscode.commands.executeCommand('workbench.trust.manage') };
  await notify('warning', text, [
    ...(vscode.workspace.isTrusted ? [] : [trust]),
    { label: 'Copy', do: () => vscode.env.clipboard.writeText(text) },
    { label: 'Show Log', do: () => shell.log.show() },
  ]);
}
