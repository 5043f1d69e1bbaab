import * as vscode from 'vscode';
import { z } from 'zod';
import { FailureError } from '../../domain/failure/failure.ts';
import { runUnknown } from '../../domain/failure/run.ts';
import { notInWorkspace } from '../../domain/failure/workspace.ts';
import { referencesIn, resolveReferences } from '../../domain/reference.ts';
import { stepTitle } from '../../protocol/run-words.ts';
import type { Shell } from '../shell.ts';
import { show } from './show.ts';

/** What a step of a run compared, side by side: as it is now. */
export async function showStepDiff(shell: Shell, runId: string, stepId: string): Promise<void> {
  const looked = (await shell.runtime()).look(runId);
  const found = looked?.view.steps.find(({ step }) => step.id === stepId);
  if (looked === undefined || found === undefined) throw new FailureError(runUnknown(runId, undefined));
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.fsPath === looked.row.folder);
  if (folder === undefined) throw new FailureError(notInWorkspace(looked.row.folder));
  const outputs = new Map(looked.view.steps.flatMap(({ step, result }) => (result === undefined ? [] : [[step.id, result] as const])));
  const { tool, input } = found.step;
  const given = referencesIn(input).every(({ stepId: id }) => outputs.has(id)) ? resolveReferences(input, outputs) : input;
  await show(shell, folder, {
    show: stepTitle(found),
    tool,
    input: z.record(z.string(), z.unknown()).parse(given),
    language: 'diff',
    field: 'patch',
    otherwise: 'They are the same.\n',
  });
}
