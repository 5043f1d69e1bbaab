import * as vscode from 'vscode';
import type { Shell } from '../shell.ts';

const terraform: vscode.DocumentSelector = { scheme: 'file', pattern: '**/*.{tf,tofu}' };
const yaml: vscode.DocumentSelector = { scheme: 'file', pattern: '**/*.{yaml,yml}' };
const chart: vscode.DocumentSelector = { scheme: 'file', pattern: '**/{Chart,values*}.{yaml,yml}' };
const dockerfile: vscode.DocumentSelector = ['**/{Dockerfile,Containerfile}', '**/{Dockerfile,Containerfile}.*', '**/*.dockerfile'].map((pattern) => ({
  scheme: 'file',
  pattern,
}));

/** Runs change in bursts; lenses follow once for all of them, ms. */
const settleMs = 500;

/** What one does with a Terraform root, a Kubernetes manifest, a chart or a Dockerfile, above it. What it takes is loaded with the first such file. */
export const registerLenses = (shell: Shell): vscode.Disposable =>
  vscode.Disposable.from(
    vscode.languages.registerCodeLensProvider(terraform, { provideCodeLenses: async (document) => (await import('./terraform.ts')).terraformLenses(document) }),
    vscode.languages.registerCodeLensProvider(yaml, { provideCodeLenses: async (document) => (await import('./kubernetes.ts')).kubernetesLenses(document) }),
    vscode.languages.registerCodeLensProvider(chart, { provideCodeLenses: async (document) => (await import('./helm.ts')).helmLenses(document) }),
    countLenses(),
    planLenses(shell),
    movedActions(shell),
  );

/** What keeps a thing that the last plan would destroy and make again under another address. */
const movedActions = (shell: Shell): vscode.Disposable =>
  vscode.languages.registerCodeActionsProvider(
    terraform,
    { provideCodeActions: async (document, range) => (await import('./moved-actions.ts')).movedActions(document, range, shell.extensionUri.fsPath) },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );

/** Counts follow the findings. */
function countLenses(): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider(dockerfile, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: async (document) => (await import('./dockerfile.ts')).dockerfileLenses(document, () => changed.fire()),
    }),
  );
}

/** What the last plan would do to each block: another one when a run planned or applied. */
function planLenses(shell: Shell): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      changed.fire();
    }, settleMs);
  };
  return vscode.Disposable.from(
    changed,
    { dispose: () => clearTimeout(timer) },
    shell.onRunsChanged(soon),
    vscode.languages.registerCodeLensProvider(terraform, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: async (document) => (await import('./terraform-plan.ts')).planLenses(document, shell.extensionUri.fsPath),
    }),
  );
}
