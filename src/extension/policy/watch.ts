import * as vscode from 'vscode';
import { dataFolder } from '../../machine/folders.ts';
import type { Shell } from '../shell.ts';
import { watchYaml } from '../yaml/watch.ts';

/** Policies of workspaces, and the person's own. */
const selector = (): vscode.DocumentSelector => [
  { scheme: 'file', pattern: '**/.nimbus/policy.yaml' },
  { scheme: 'untitled', pattern: '**/.nimbus/policy.yaml' },
  { scheme: 'file', pattern: new vscode.RelativePattern(vscode.Uri.file(dataFolder()), 'policy.yaml') },
];

/** Helps with policies as they are typed. */
export const watchPolicies = (shell: Shell): vscode.Disposable =>
  watchYaml(shell, { what: 'a policy', selector: selector(), load: async () => (await import('./language.ts')).policyLanguage() });
