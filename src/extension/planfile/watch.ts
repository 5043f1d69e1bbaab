import * as vscode from 'vscode';
import { planScheme } from '../manifest/views.ts';
import type { Shell } from '../shell.ts';
import { watchYaml } from '../yaml/watch.ts';

/** Plan files, wherever they are. */
const selector: vscode.DocumentSelector = [
  { scheme: 'file', pattern: '**/*.plan.{yaml,yml}' },
  { scheme: 'untitled', pattern: '**/*.plan.{yaml,yml}' },
];

/** Helps with plan files as they are typed, and shows what is said of them. */
export const watchPlanFiles = (shell: Shell): vscode.Disposable =>
  vscode.Disposable.from(
    watchYaml(shell, { what: 'a plan file', selector, load: async () => (await import('./language.ts')).planLanguage() }),
    vscode.workspace.registerTextDocumentContentProvider(planScheme, {
      provideTextDocumentContent: async (uri) => (await import('./show.ts')).textOf(uri),
    }),
  );
