import * as vscode from 'vscode';
import { count } from '../../base/say.ts';
import { bySeverity } from '../rules/findings.ts';
import { practices } from '../rules/register.ts';

let isListening = false;

/** How many findings a Dockerfile has, and Fix All… where some of them have a sure fix. `changed`: called when there may be others. */
export async function dockerfileLenses(document: vscode.TextDocument, changed: () => void): Promise<vscode.CodeLens[]> {
  const open = await practices();
  if (!isListening) open.onFindings(changed);
  isListening = true;
  const file = open.of(document);
  if (file === undefined) return [];
  const told = file.found.filter(({ quiet }) => quiet === undefined);
  const top = new vscode.Range(0, 0, 0, 0);
  if (told.length === 0) return [new vscode.CodeLens(top, { title: 'No findings', command: 'nimbus.rules.report' })];
  const fixable = told.filter((one) => one.fixable).length;
  // Findings that are all in one build stage are counted above that already.
  const isCounted = new Set(told.map(({ blockLine }) => blockLine)).size === 1;
  const counted = new vscode.CodeLens(top, {
    title: `${count(told.length, 'finding')} in this file: ${bySeverity(told)}`,
    command: 'workbench.actions.view.problems',
  });
  return [
    ...(isCounted ? [] : [counted]),
    ...(fixable === 0 ? [] : [new vscode.CodeLens(top, { title: `Fix All (${fixable})…`, command: 'nimbus.rules.fixAll', arguments: [document.uri] })]),
  ];
}
