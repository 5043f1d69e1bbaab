import * as vscode from 'vscode';
import type { Branch } from '../infrastructure/branch.ts';
import type { InfrastructureAction } from '../manifest/infrastructure.ts';

/** A lens that does what a line of the infrastructure tree does. `line`: 0-based. */
export const lens = (title: string, command: InfrastructureAction, folder: vscode.WorkspaceFolder, branch: Branch, line: number): vscode.CodeLens =>
  new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, command, arguments: [{ folder, branch }] });
