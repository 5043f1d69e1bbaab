import * as vscode from 'vscode';
import { targetAt } from '../folders.ts';
import { root } from '../infrastructure/terraform.ts';
import { lens } from './lens.ts';
import { firstBlock } from './read.ts';

/** Validate · Plan · Apply…, above the first block of the file a root module is known by: `main.tf`, else the one with its backend or providers. */
export function terraformLenses(document: vscode.TextDocument): vscode.CodeLens[] {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (folder === undefined) return [];
  const directory = targetAt(vscode.Uri.joinPath(document.uri, '..')).out;
  if (/(^|\/)modules(\/|$)/.test(directory)) return [];
  const first = firstBlock(document.getText(), document.uri.path.endsWith('/main.tf'));
  if (first === undefined) return [];
  const branch = root(`lens/${directory}`, directory);
  return [
    lens('Validate', 'nimbus.terraform.validate', folder, branch, first),
    lens('Plan', 'nimbus.terraform.plan', folder, branch, first),
    lens('Apply…', 'nimbus.terraform.apply', folder, branch, first),
  ];
}
