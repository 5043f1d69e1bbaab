import * as vscode from 'vscode';
import { planScheme } from '../manifest/views.ts';
import { guarded } from '../report.ts';
import type { Shell } from '../shell.ts';
import type { PlanEditor } from './editor.ts';

/** Plan files, wherever they are. */
const selector: vscode.DocumentSelector = [
  { scheme: 'file', pattern: '**/*.plan.{yaml,yml}' },
  { scheme: 'untitled', pattern: '**/*.plan.{yaml,yml}' },
];

/** Helps with plan files as they are typed. What it takes is loaded with the first one. */
export function watchPlanFiles(shell: Shell): vscode.Disposable {
  let loaded: Promise<PlanEditor> | undefined;
  const editor = (): Promise<PlanEditor> => {
    loaded ??= import('./editor.ts').then(({ PlanEditor }) => new PlanEditor(shell));
    return loaded;
  };
  const look = (document: vscode.TextDocument): void => {
    if (vscode.languages.match(selector, document) > 0) void guarded(shell, 'look at a plan file', async () => (await editor()).look(document));
  };
  for (const document of vscode.workspace.textDocuments) look(document);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
    vscode.workspace.onDidSaveTextDocument(look),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => void loaded?.then((made) => made.forget(uri))),
    vscode.languages.registerCompletionItemProvider(
      selector,
      { provideCompletionItems: async (document, position) => (await editor()).complete(document, position) },
      ...[':', ' ', '.', '{', '$', '-', '['],
    ),
    vscode.languages.registerHoverProvider(selector, { provideHover: async (document, position) => (await editor()).hover(document, position) }),
    vscode.languages.registerCodeLensProvider(selector, { provideCodeLenses: async (document) => (await editor()).lenses(document) }),
    vscode.workspace.registerTextDocumentContentProvider(planScheme, {
      provideTextDocumentContent: async (uri) => (await import('./show.ts')).textOf(uri),
    }),
    { dispose: () => void loaded?.then((made) => made.dispose()) },
  );
}
