import * as vscode from 'vscode';
import { relevantFiles } from '../../host/relevant-files.ts';
import { targetAt } from '../folders.ts';
import { usedModules } from '../infrastructure/root-modules.ts';
import { root } from '../infrastructure/terraform.ts';
import { lens } from './lens.ts';
import { firstBlock } from './read.ts';

/** Lenses are asked for with every edit; which folders use which changes less often, ms. */
const knownForMs = 10_000;
const known = new Map<string, { readonly at: number; readonly modules: Promise<ReadonlySet<string>> }>();

function modulesIn(folder: string): Promise<ReadonlySet<string>> {
  const before = known.get(folder);
  if (before !== undefined && Date.now() - before.at < knownForMs) return before.modules;
  const modules = relevantFiles(folder).then((files) => usedModules(folder, files));
  known.set(folder, { at: Date.now(), modules });
  return modules;
}

/**
 * Validate · Plan · Apply…, above the first block of the file a root module is known by: `main.tf`, else the one with
 * its backend or providers. What another folder uses as a module is validated, and not applied by itself.
 */
export async function terraformLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (folder === undefined) return [];
  const directory = targetAt(vscode.Uri.joinPath(document.uri, '..')).out;
  if (/(^|\/)modules(\/|$)/.test(directory)) return [];
  const first = firstBlock(document.getText(), /\/main\.(tf|tofu)$/.test(document.uri.path));
  if (first === undefined) return [];
  const branch = root(`lens/${directory}`, directory);
  const validate = lens('Validate', 'nimbus.terraform.validate', folder, branch, first);
  if ((await modulesIn(folder.uri.fsPath)).has(directory)) return [validate];
  return [validate, lens('Plan', 'nimbus.terraform.plan', folder, branch, first), lens('Apply…', 'nimbus.terraform.apply', folder, branch, first)];
}
