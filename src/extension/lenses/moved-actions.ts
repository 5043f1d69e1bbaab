import { posix } from 'node:path';
import * as vscode from 'vscode';
import { terraformParser } from '../../rules/hcl/grammar.ts';
import { parseTerraform } from '../../rules/hcl/parse.ts';
import { targetAt } from '../folders.ts';
import { clean } from '../report.ts';
import { keeping } from './moved.ts';
import { rootPlans } from './terraform-plan.ts';

/** Asked at every move of the cursor: most lines need no look further. */
const header = /^\s*resource\s+"?([\w-]+)"?\s+"?([\w-]+)"?/;

/** At the first line of a block that makes what the last plan of its root module destroys under another address: what keeps it. */
export async function movedActions(document: vscode.TextDocument, range: vscode.Range, extension: string): Promise<vscode.CodeAction[]> {
  const [, type, name] = header.exec(document.lineAt(range.start.line).text) ?? [];
  if (type === undefined || name === undefined || vscode.workspace.getWorkspaceFolder(document.uri) === undefined) return [];
  const { out: path } = targetAt(document.uri);
  const directory = posix.dirname(path) === '.' ? '' : posix.dirname(path);
  const plans = (await rootPlans(document, extension)).filter(({ saved }) => saved.kind === 'plan');
  const proposed = plans.flatMap(({ blocks }) => blocks.get(directory)?.get(`${type}.${name}`)?.moved ?? []);
  if (proposed.length === 0) return [];
  const kept = keeping(parseTerraform(path, document.getText(), await terraformParser()), `${type}.${name}`, proposed);
  if (kept === undefined) return [];
  const action = new vscode.CodeAction(clean.text(kept.title), vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.insert(document.uri, document.positionAt(kept.at), kept.text);
  return [action];
}
