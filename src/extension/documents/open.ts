import { posix } from 'node:path';
import * as vscode from 'vscode';
import { FailureError } from '../../domain/failure/failure.ts';
import type { Runtime } from '../runtime.ts';
import { outputAddress, previewAddress } from './addresses.ts';
import { sidesOf } from './texts.ts';

/** VS Code's diff of one file of a step's preview: as it is now, and as planned. */
export async function openDiff(runtime: Runtime, runId: string, stepId: string, path: string): Promise<void> {
  const sides = await sidesOf(runtime, runId, stepId, path);
  if (!sides.ok) throw new FailureError(sides.failure);
  const [before, after] = (['before', 'after'] as const).map((side) => vscode.Uri.from(previewAddress({ runId, stepId, side, path })));
  const isDone = (runtime.look(runId)?.view.steps.find((s) => s.step.id === stepId)?.attempts ?? 0) > 0;
  await vscode.commands.executeCommand('vscode.diff', before, after, `${posix.basename(path)} (${isDone ? 'before ↔ after' : 'now ↔ planned'})`, {
    preview: true,
  } satisfies vscode.TextDocumentShowOptions);
}

/** All of a step's output in an editor. */
export async function openOutput(runId: string, stepId: string): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(vscode.Uri.from(outputAddress(runId, stepId))), { preview: true });
}
