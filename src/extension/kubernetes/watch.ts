import * as vscode from 'vscode';
import { logScheme } from '../manifest/views.ts';
import type { Shell } from '../shell.ts';

const changed = new vscode.EventEmitter<vscode.Uri>();

/** Documents with logs, and the end of what is open into clusters when the window goes. What it takes is loaded with the first of them. */
export const watchKubernetes = (shell: Shell): vscode.Disposable =>
  vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(logScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: async (uri) => (await import('./log-document.ts')).logText(shell, uri),
    }),
    { dispose: () => void endForwards(shell) },
  );

/** Reads the log of a document anew: the one that was handed over, or the one in front. */
export async function refreshLog(given: unknown): Promise<void> {
  const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme === logScheme) changed.fire(uri);
}

/** Port-forwards end with the window that opened them. */
async function endForwards(shell: Shell): Promise<void> {
  if (shell.opened === undefined) return;
  const { openForwards, stopForward } = await import('../../tools/kubernetes/forward/forwards.ts');
  await Promise.all(openForwards().map(({ id }) => stopForward(id)));
}
