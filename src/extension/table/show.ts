import * as vscode from 'vscode';
import { FailureError } from '../../domain/failure/failure.ts';
import { noFolderOpen } from '../../domain/failure/workspace.ts';
import { openTable } from '../panels/table.ts';
import type { Shell } from '../shell.ts';
import { askInputs } from './inputs.ts';
import { listing } from './listings.ts';

/** The palette's "Show as Table…": which list, what its tool needs to know, then the table. */
export async function showTable(shell: Shell, _given?: unknown): Promise<void> {
  const folder = await folderFor();
  const { house } = await shell.runtime();
  const tools = [...house.tools.values()].flatMap((tool) => listing(tool) ?? []);
  const chosen = await vscode.window.showQuickPick(
    tools.map(({ tool, title, input }) => ({ label: title, description: tool.name, detail: tool.summary, tool, input })),
    { title: 'Show as Table', placeHolder: 'What to list', matchOnDescription: true, matchOnDetail: true },
  );
  if (chosen === undefined) throw new vscode.CancellationError();
  const input = await askInputs(chosen.tool, chosen.input, chosen.label);
  await openTable(shell, { folder, tool: chosen.tool.name, input, title: chosen.label });
}

async function folderFor(): Promise<string> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick({ placeHolder: 'List in which folder?' }) : folders[0];
  if (folders.length === 0) throw new FailureError(noFolderOpen());
  if (folder === undefined) throw new vscode.CancellationError();
  return folder.uri.fsPath;
}
