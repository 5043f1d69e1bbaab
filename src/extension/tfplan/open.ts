import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { FailureError } from '../../domain/failure/failure.ts';
import { planUnknown } from '../../domain/failure/terraform.ts';
import { noFolderOpen } from '../../domain/failure/workspace.ts';
import type { OpenHouse } from '../../host/house.ts';
import type { Line } from '../infrastructure/view.ts';
import { showTfplan } from '../panels/tfplan.ts';
import { known } from '../runs/begin.ts';
import type { Shell } from '../shell.ts';
import { kindWords } from './kinds.ts';
import { keptPlans, lastPlanOf } from './saved.ts';
import { planOfStep } from './step-plan.ts';

/** What a lens hands over. */
export interface PlanRow {
  readonly folder: string;
  readonly plan: string;
  readonly address: string;
}

/** The file a menu handed over, the row a lens names, or what the person picks: a plan that was kept, or a file. */
export async function openTerraformPlan(shell: Shell, given: unknown): Promise<void> {
  if (given instanceof vscode.Uri) return openFile(shell, given);
  if (isPlanRow(given)) return showTfplan(shell, { folder: given.folder, plan: given.plan }, given.address);
  return pick(shell);
}

const isPlanRow = (given: unknown): given is PlanRow =>
  typeof given === 'object' && given !== null && 'plan' in given && 'address' in given && 'folder' in given;

const openFile = (shell: Shell, uri: vscode.Uri): Promise<void> =>
  showTfplan(shell, { folder: vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? dirname(uri.fsPath), file: uri.fsPath });

/** The newest plan of a root module of the infrastructure tree. */
export async function showLastPlan(shell: Shell, given: unknown): Promise<void> {
  const line = given as Partial<Line> | undefined;
  const act = line?.branch?.actions?.['nimbus.terraform.plan'];
  const directory = act !== undefined && 'steps' in act ? (act.steps[0]?.input as { readonly directory?: unknown } | undefined)?.directory : undefined;
  const folder = line?.folder ?? vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new FailureError(noFolderOpen());
  if (typeof directory !== 'string') return pick(shell);
  const { house } = await shell.runtime();
  const kept = await lastPlanOf(directory, placeOf(house, folder.uri.fsPath));
  if (kept !== undefined) return showTfplan(shell, { folder: folder.uri.fsPath, plan: kept.saved.id });
  const chosen = await vscode.window.showInformationMessage(
    `${directory === '.' ? folder.name : directory} was not planned yet, or its plan is no longer kept.`,
    'Plan',
  );
  if (chosen === 'Plan') await vscode.commands.executeCommand('nimbus.terraform.plan', given);
}

/** The plan a step of a run made, or would apply. */
export async function openStepPlan(shell: Shell, runId: string, stepId: string): Promise<void> {
  const runtime = await shell.runtime();
  const { row, view } = known(runtime, runId);
  const id = await planOfStep(view.steps, stepId, placeOf(runtime.house, row.folder));
  if (id === undefined) throw new FailureError(planUnknown(`of the step ${stepId}`));
  await showTfplan(shell, { folder: row.folder, plan: id });
}

async function pick(shell: Shell): Promise<void> {
  const { house } = await shell.runtime();
  const folders = vscode.workspace.workspaceFolders ?? [];
  const plans = await Promise.all(
    folders.map(async ({ uri, name }) =>
      (await keptPlans(placeOf(house, uri.fsPath))).map(({ saved, madeAt }) => ({
        label: saved.directory === '' ? name : `${folders.length > 1 ? `${name}/` : ''}${saved.directory}/`,
        description: kindWords(saved),
        detail: new Date(madeAt).toLocaleString(),
        iconPath: new vscode.ThemeIcon('diff'),
        madeAt,
        open: () => showTfplan(shell, { folder: uri.fsPath, plan: saved.id }),
      })),
    ),
  );
  const active = vscode.window.activeTextEditor?.document.uri;
  const inEditor = active?.scheme === 'file' && active.path.endsWith('.json') ? active : undefined;
  const items = [
    ...(inEditor === undefined
      ? []
      : [
          {
            label: inEditor.path.split('/').at(-1) ?? '',
            description: 'in the editor',
            iconPath: new vscode.ThemeIcon('json'),
            open: () => openFile(shell, inEditor),
          },
        ]),
    ...plans.flat().sort((a, b) => b.madeAt - a.madeAt),
    { label: 'A JSON File…', description: 'made by terraform show -json', iconPath: new vscode.ThemeIcon('folder-opened'), open: () => pickFile(shell) },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Open Terraform Plan',
    placeHolder: 'A plan that was made here, or a file',
    matchOnDescription: true,
  });
  if (chosen === undefined) throw new vscode.CancellationError();
  await chosen.open();
}

async function pickFile(shell: Shell): Promise<void> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: 'Open Terraform Plan',
      openLabel: 'Open',
      canSelectMany: false,
      filters: { 'Terraform plan as JSON': ['json'] },
    })) ?? [];
  if (uri === undefined) throw new vscode.CancellationError();
  await openFile(shell, uri);
}

const placeOf = (house: Pick<OpenHouse, 'workplace'>, folder: string) => house.workplace(folder, new AbortController().signal, () => {});
