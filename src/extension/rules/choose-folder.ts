import * as vscode from 'vscode';
import { FailureError } from '../../domain/failure/failure.ts';
import { noFolderOpen } from '../../domain/failure/workspace.ts';

/** Absolute path of the workspace folder; of several, the one the person picks. */
export async function chooseFolder(title: string): Promise<string> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const [first, second] = folders;
  if (first === undefined) throw new FailureError(noFolderOpen());
  if (second === undefined) return first.uri.fsPath;
  const chosen = await vscode.window.showQuickPick(
    folders.map(({ name, uri }) => ({ label: name, description: uri.fsPath, path: uri.fsPath })),
    { title },
  );
  if (chosen === undefined) throw new vscode.CancellationError();
  return chosen.path;
}
