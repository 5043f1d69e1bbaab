import * as vscode from 'vscode';
import { guarded } from '../report.ts';
import type { Shell } from '../shell.ts';
import { watchYaml } from '../yaml/watch.ts';

/** Helps with policies as they are typed: those of workspaces, and the person's own. */
export function watchPolicies(shell: Shell): vscode.Disposable {
  const watch = (selector: vscode.DocumentSelector): vscode.Disposable =>
    watchYaml(shell, { what: 'a policy', selector, load: async () => (await import('./language.ts')).policyLanguage() });
  const watched = [watch(['file', 'untitled'].map((scheme) => ({ scheme, pattern: '**/.nimbus/policy.yaml' })))];
  /** Where the person's own lies is looked up when a file of its name is first seen. */
  let isOwnWatched = false;
  const look = ({ uri }: vscode.TextDocument): void => {
    if (isOwnWatched || uri.scheme !== 'file' || !uri.path.endsWith('/policy.yaml') || uri.path.endsWith('/.nimbus/policy.yaml')) return;
    isOwnWatched = true;
    void guarded(shell, 'help with a policy', async () => {
      const { dataFolder } = await import('../../machine/folders.ts');
      watched.push(watch({ scheme: 'file', pattern: new vscode.RelativePattern(vscode.Uri.file(dataFolder()), 'policy.yaml') }));
    });
  };
  for (const document of vscode.workspace.textDocuments) look(document);
  return vscode.Disposable.from(vscode.workspace.onDidOpenTextDocument(look), { dispose: () => vscode.Disposable.from(...watched).dispose() });
}
