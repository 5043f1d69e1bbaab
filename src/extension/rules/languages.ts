import * as vscode from 'vscode';
import { ruleScheme } from '../manifest/views.ts';
import { actionKinds, RuleActions } from './actions.ts';
import type { BestPractices } from './best-practices.ts';
import { FindingHovers } from './hover.ts';
import { CountLenses } from './lens.ts';
import { settingsFeatures } from './settings-file.ts';

/** Files the rules look at, whatever language other extensions say they are. */
export const selector: vscode.DocumentSelector = [
  '**/*.{tf,tofu}',
  '**/*.tfvars',
  '**/*.{yaml,yml}',
  '**/{Dockerfile,Containerfile,Kustomization}',
  '**/{Dockerfile,Containerfile}.*',
  '**/*.dockerfile',
].map((pattern) => ({ scheme: 'file', pattern }));

/** Quick fixes, hovers, lenses, the rules' pages, and help with `.nimbus/rules.yaml`. */
export const languageFeatures = (practices: BestPractices): vscode.Disposable[] => [
  vscode.languages.registerCodeActionsProvider(selector, new RuleActions(practices), { providedCodeActionKinds: actionKinds }),
  vscode.languages.registerHoverProvider(selector, new FindingHovers(practices)),
  vscode.languages.registerCodeLensProvider(selector, new CountLenses(practices)),
  vscode.workspace.registerTextDocumentContentProvider(ruleScheme, {
    provideTextDocumentContent: async (uri) => (await practices.ask('page', { rule: idIn(uri) })) ?? `There is no rule ${idIn(uri)}.\n`,
  }),
  settingsFeatures(practices.shell, practices),
];

/** `nimbus-rule:/aws-s3-versioning.md`. */
const idIn = (uri: vscode.Uri): string => uri.path.replace(/^\//, '').replace(/\.md$/, '');
