import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import * as vscode from 'vscode';
import { FailureError } from '../domain/failure/failure.ts';
import { noFolderOpen, notInWorkspace } from '../domain/failure/workspace.ts';

/** A folder Nimbus is to work in. */
export interface Target {
  /** Absolute path of the workspace folder it lies in; of several, the innermost. */
  readonly folder: string;
  /** Relative to it, with `/`; `.` is the workspace folder itself. */
  readonly out: string;
}

export const pathOf = ({ folder, out }: Target): string => resolve(folder, out);

/** The workspace folder, where there is only one: nobody has to be asked which. */
export const onlyFolder = (): vscode.Uri | undefined => (foldersOpen() === 1 ? vscode.workspace.workspaceFolders?.[0]?.uri : undefined);

/** How many folders are open in this window. */
export const foldersOpen = (): number => vscode.workspace.workspaceFolders?.length ?? 0;

/** Whether a folder, absolute, is one of those. */
export const isOpenHere = (folder: string): boolean => (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => uri.fsPath === folder);

/** Where a folder, or the folder of a file, lies in the workspace. Throws `FailureError` for one outside every workspace folder. */
export function targetAt(uri: vscode.Uri): Target {
  const workspaceFolder = vscode.workspace.getWorkspaceFolder(uri);
  if (workspaceFolder === undefined || uri.scheme !== 'file') throw new FailureError(notInWorkspace(uri.fsPath));
  const folder = workspaceFolder.uri.fsPath;
  return { folder, out: relative(folder, uri.fsPath).split(sep).join('/') || '.' };
}

/** The folder a menu handed over, or one the person picks. Throws `FailureError` when there is none to pick, and `CancellationError` when they pick none. */
export async function targetFrom(given: unknown, question: string, proposal: (folder: vscode.WorkspaceFolder) => string): Promise<Target> {
  return given instanceof vscode.Uri ? targetAt(given) : targetAt(await pick(question, proposal));
}

async function pick(question: string, proposal: (folder: vscode.WorkspaceFolder) => string): Promise<vscode.Uri> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders[0] === undefined) throw new FailureError(noFolderOpen());
  const named = (folder: vscode.WorkspaceFolder, out: string) => (folders.length > 1 ? `${folder.name}/${out}` : out);
  const items = folders.flatMap((folder) => {
    const proposed = proposal(folder);
    const uri = vscode.Uri.joinPath(folder.uri, proposed);
    return [
      ...(proposed === '.'
        ? []
        : [{ label: `${named(folder, proposed)}/`, description: existsSync(uri.fsPath) ? '' : 'will be made', iconPath: new vscode.ThemeIcon('folder'), uri }]),
      { label: `${folder.name}/`, description: 'the workspace folder itself', iconPath: new vscode.ThemeIcon('root-folder'), uri: folder.uri },
    ];
  });
  const other = { label: 'Another Folder…', iconPath: new vscode.ThemeIcon('folder-opened'), uri: undefined };
  const chosen = await vscode.window.showQuickPick([...items, other], { title: question, placeHolder: 'A folder of this workspace' });
  if (chosen === undefined) throw new vscode.CancellationError();
  if (chosen.uri !== undefined) return chosen.uri;
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: question,
      openLabel: 'Choose',
      canSelectFiles: false,
      canSelectFolders: true,
      canSelectMany: false,
      defaultUri: folders[0].uri,
    })) ?? [];
  if (uri === undefined) throw new vscode.CancellationError();
  return uri;
}
