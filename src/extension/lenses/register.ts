import * as vscode from 'vscode';

const terraform: vscode.DocumentSelector = { scheme: 'file', pattern: '**/*.tf' };
const yaml: vscode.DocumentSelector = { scheme: 'file', pattern: '**/*.{yaml,yml}' };

/** What one does with a Terraform root or a Kubernetes manifest, above it. What it takes is loaded with the first such file. */
export const registerLenses = (): vscode.Disposable =>
  vscode.Disposable.from(
    vscode.languages.registerCodeLensProvider(terraform, { provideCodeLenses: async (document) => (await import('./terraform.ts')).terraformLenses(document) }),
    vscode.languages.registerCodeLensProvider(yaml, { provideCodeLenses: async (document) => (await import('./kubernetes.ts')).kubernetesLenses(document) }),
  );
