import * as vscode from 'vscode';
import { FailureError } from '../../domain/failure/failure.ts';
import { notFound } from '../../domain/failure/files.ts';
import { workspaceFiles } from '../../machine/files.ts';

/** Opens a file of a workspace folder at a place in it. The path comes from a page: one that leads out of the folder is refused. */
export async function openInFolder(folder: string, to: { readonly path: string; readonly line?: number; readonly column?: number }): Promise<void> {
  const located = await workspaceFiles(folder).locate(to.path);
  if (!located.ok) throw new FailureError(located.failure);
  const uri = vscode.Uri.file(located.value);
  const document = await vscode.workspace.openTextDocument(uri).then(undefined, () => {
    throw new FailureError(notFound(to.path));
  });
  const at = new vscode.Position(Math.max(0, (to.line ?? 1) - 1), Math.max(0, (to.column ?? 1) - 1));
  await vscode.window.showTextDocument(document, { preview: true, selection: new vscode.Range(at, at) });
}
