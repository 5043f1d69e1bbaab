import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { type Failure, FailureError, type Outcome } from '../../domain/failure/failure.ts';
import { noFolderOpen } from '../../domain/failure/workspace.ts';
import type { DraftPlan } from '../../planner/draft.ts';
import { readPlan } from '../../planner/file.ts';
import { makePlan } from '../../planner/make.ts';
import { reviewPlan } from '../../safety/review.ts';
import { previewPlan } from '../../session/preview.ts';
import { planScheme } from '../manifest/views.ts';
import { notify } from '../report.ts';
import { runDraft } from '../runs/begin.ts';
import type { Shell } from '../shell.ts';
import { explainPlan } from './explain.ts';
import { failureWords, previewWords } from './preview.ts';

/** What was last said about a plan file, by the address it is shown under. */
const texts = new Map<string, string>();

export const textOf = (uri: vscode.Uri): string => texts.get(uri.toString()) ?? 'This was said in an earlier window. Ask again from the plan file.\n';

/** A plan file as it is in its editor, in a run panel: it asks before it changes anything. */
export async function runPlanFile(shell: Shell, given: unknown): Promise<void> {
  const file = await planFileGiven(given);
  if (file === undefined) return;
  await runDraft(shell, file.folder, orThrow(file.draft));
}

/** What a plan file would do, as it is now: looked at, not run. */
export async function previewPlanFile(shell: Shell, given: unknown): Promise<void> {
  const file = await planFileGiven(given);
  if (file === undefined) return;
  await show(file, '', await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: 'Looking at the plan' }, () => looked(shell, file)));
}

/** What a plan file would do, in words; nothing is looked at. */
export async function explainPlanFile(shell: Shell, given: unknown): Promise<void> {
  const file = await planFileGiven(given);
  if (file === undefined) return;
  const { house } = await shell.runtime();
  const plan = makePlan(orThrow(file.draft), house.tools, house.past());
  await show(file, ' explained', explainPlan(orThrow(plan), house.tools));
}

interface PlanFile {
  readonly uri: vscode.Uri;
  readonly folder: string;
  readonly draft: Outcome<DraftPlan>;
}

async function looked(shell: Shell, { folder, draft }: PlanFile): Promise<string> {
  const { house } = await shell.runtime();
  const read = orThrow(draft);
  const plan = makePlan(read, house.tools, house.past());
  if (!plan.ok) throw new FailureError(plan.failure);
  const at = house.workplace(folder, new AbortController().signal, () => {});
  const circumstances = await house.circumstances(at, { trusted: vscode.workspace.isTrusted, mode: 'act' });
  // Where a folder is not trusted, what runs its settings even to look is not looked at either.
  const unsafe = vscode.workspace.isTrusted ? undefined : plan.value.steps.find((step) => step.needsTrust);
  if (unsafe !== undefined) return failureWords(read.goal, untrustedLook(unsafe.id));
  const seen = await previewPlan(plan.value, new Map(), house, at);
  return seen.ok ? previewWords({ ...seen.value, decisions: reviewPlan(seen.value, new Set(), circumstances) }) : failureWords(read.goal, seen.failure);
}

const untrustedLook = (step: string): Failure => ({
  code: 'plan/untrusted-look',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `Step ${step} runs what the folder’s own settings say, even to look, and this folder is not trusted.`,
  fix: 'Trust the folder if you know where it comes from.',
});

const orThrow = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new FailureError(outcome.failure);
  return outcome.value;
};

async function planFileGiven(given: unknown): Promise<PlanFile | undefined> {
  const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
  if (uri === undefined || !/\.plan\.ya?ml$/.test(uri.path)) {
    await notify('info', 'This works on a plan file: open one whose name ends in .plan.yaml.');
    return undefined;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  return { uri, folder: folderOf(uri), draft: readPlan(document.getText(), vscode.workspace.asRelativePath(uri)) };
}

/** The workspace folder it is in; the paths in a plan are below it. One from elsewhere works on the first open folder. */
function folderOf(uri: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(uri) ?? vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new FailureError(noFolderOpen());
  return folder.uri.fsPath;
}

const show = ({ uri }: PlanFile, what: string, text: string): Promise<void> => showText(`${dirname(uri.path)}/${basename(uri.path)}${what}`, text);

/** Markdown to the side of what is open; `path` gives the tab its name. */
export async function showText(path: string, text: string): Promise<void> {
  const address = vscode.Uri.from({ scheme: planScheme, path: `${path}.md`, query: String(texts.size + 1) });
  texts.set(address.toString(), text);
  await vscode.commands.executeCommand('markdown.showPreviewToSide', address);
}
