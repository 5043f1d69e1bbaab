import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import * as vscode from 'vscode';
import { sha256 } from '../../base/hash.ts';
import { dataFolder } from '../../machine/folders.ts';
import { terraformParser } from '../../rules/hcl/grammar.ts';
import { parseTerraform } from '../../rules/hcl/parse.ts';
import type { SavedPlan } from '../../tools/terraform/saved/record.ts';
import { targetAt } from '../folders.ts';
import type { CommandId } from '../manifest/commands.ts';
import { clean } from '../report.ts';
import { type LastPlan, lastPlans } from '../tfplan/last-plans.ts';
import type { PlanRow } from '../tfplan/open.ts';
import { threadFile } from '../tfplan/thread.ts';

const openPlan: CommandId = 'nimbus.terraform.openPlan';

/** Where it is not what is asked for most. */
const names: Readonly<Partial<Record<SavedPlan['kind'], string>>> = { drift: 'Drift', destroy: 'Plan to destroy' };

/** The last plans of the root modules that the document's folder is part of. */
export async function rootPlans(document: vscode.TextDocument, extension: string): Promise<readonly LastPlan[]> {
  const { folder, out: path } = targetAt(document.uri);
  const directory = posix.dirname(path) === '.' ? '' : posix.dirname(path);
  const plans = await lastPlans({ folder, scratch: async (key) => join(dataFolder(), 'scratch', key) }, threadFile(extension));
  return plans.filter(({ blocks }) => blocks.has(directory));
}

/** Above each block what the last plan of its root module would do to it; pressed, the viewer shows it. Opens no store. */
export async function planLenses(document: vscode.TextDocument, extension: string): Promise<vscode.CodeLens[]> {
  if (vscode.workspace.getWorkspaceFolder(document.uri) === undefined) return [];
  const { folder, out: path } = targetAt(document.uri);
  const directory = posix.dirname(path) === '.' ? '' : posix.dirname(path);
  const plans = await rootPlans(document, extension);
  if (plans.length === 0) return [];
  const file = parseTerraform(path, document.getText(), await terraformParser());
  const lenses: vscode.CodeLens[] = [];
  for (const plan of plans) {
    const about = `${names[plan.saved.kind] ?? 'Plan'}${plans.length > 1 ? ` of ${plan.saved.directory || '.'}` : ''}`;
    const isOld = await hasChanged(document, path, plan);
    for (const { type, labels, start } of file.blocks) {
      const block = plan.blocks.get(directory)?.get(type === 'resource' ? labels.join('.') : [type, ...labels].join('.'));
      if (block === undefined) continue;
      const { line } = document.positionAt(start);
      const given: PlanRow = { folder, plan: plan.saved.id, address: block.address };
      lenses.push(
        new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
          title: clean.text(`${about}${isOld ? ', before this file changed' : ''}: ${block.says}`),
          tooltip: isOld ? 'This file is not as it was when it was planned: plan again to see what applying would do' : 'Show it in the plan',
          command: openPlan,
          arguments: [given],
        }),
      );
    }
  }
  return lenses;
}

/** Whether the text is not the one that was planned, saved or not. */
async function hasChanged(document: vscode.TextDocument, path: string, { saved }: LastPlan): Promise<boolean> {
  const planned = saved.files[path];
  if (planned === undefined || sha256(document.getText()) === planned) return false;
  // In another encoding, or with a mark at its start, the bytes are not those of the text.
  if (document.isDirty) return true;
  const bytes = await readFile(document.uri.fsPath).catch(() => undefined);
  return bytes === undefined || sha256(bytes) !== planned;
}
