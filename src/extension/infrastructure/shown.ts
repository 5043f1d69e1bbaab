import * as vscode from 'vscode';
import { shownScheme } from '../manifest/views.ts';
import type { Shell } from '../shell.ts';

const changed = new vscode.EventEmitter<vscode.Uri>();

/** Read-only documents with what a tool says. What it takes is loaded with the first of them, also after a reload of the window. */
export const watchShown = (shell: Shell): vscode.Disposable =>
  vscode.workspace.registerTextDocumentContentProvider(shownScheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: async (uri) => (await import('./show.ts')).shownText(shell, uri),
  });

/** Asks anew for a document: the one that was handed over, or the one in front. */
export function refreshShown(given: unknown): void {
  const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme === shownScheme) changed.fire(uri);
}
