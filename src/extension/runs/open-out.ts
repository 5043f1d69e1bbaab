import { resolve } from 'node:path';
import * as vscode from 'vscode';
import type { RunView } from '../../protocol/run-fold.ts';
import { generationOf } from './where.ts';

/** Shows in the explorer the folder a run wrote into, or the workspace folder where it names none. */
export async function openOut(view: RunView): Promise<void> {
  await vscode.commands.executeCommand('revealInExplorer', vscode.Uri.file(resolve(view.folder, generationOf(view.plan)?.out ?? '.')));
}
