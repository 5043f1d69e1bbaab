import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { targetAt } from '../folders.ts';
import { step } from '../infrastructure/branch.ts';
import { notify } from '../report.ts';
import { runDraft } from '../runs/begin.ts';
import type { Shell } from '../shell.ts';

const ways = [
  { label: 'See Which Are There', description: 'changes nothing', action: 'list' },
  { label: 'Fetch the Newest That Fit', description: 'by Chart.yaml; Chart.lock is written anew', action: 'update' },
] as const;
const locked = { label: 'Fetch Exactly Those of Chart.lock', description: '', action: 'build' } as const;

/** The charts that a chart depends on, listed or fetched, as a plan. `given`: its Chart.yaml; absent: the file in front. */
export async function chartDependencies(shell: Shell, given: unknown): Promise<void> {
  const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
  if (uri === undefined || !/\/Chart\.ya?ml$/.test(uri.path)) return notify('info', 'This works on a chart: open its Chart.yaml.');
  const { folder, out: chart } = targetAt(vscode.Uri.file(dirname(uri.fsPath)));
  const hasLock = existsSync(vscode.Uri.joinPath(uri, '..', 'Chart.lock').fsPath);
  const chosen = await vscode.window.showQuickPick(hasLock ? [...ways, locked] : ways, { title: `The charts that ${chart} depends on` });
  if (chosen === undefined) throw new vscode.CancellationError();
  await runDraft(shell, folder, {
    goal: chosen.action === 'list' ? `What ${chart} depends on` : `Fetch what ${chart} depends on`,
    steps: [step('helm.dependency', { chart, action: chosen.action })],
  });
}
