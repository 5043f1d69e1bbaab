import { resolve } from 'node:path';
import * as vscode from 'vscode';
import { FailureError } from '../../domain/failure/failure.ts';
import { notFound } from '../../domain/failure/files.ts';
import { runUnknown } from '../../domain/failure/run.ts';
import { generatedIn } from '../../protocol/generated.ts';
import type { Shell } from '../shell.ts';
import { known, runDraft } from './begin.ts';

/** What applying the Terraform that a run generated would do, in a run of its own. */
export async function planGenerated(shell: Shell, runId: string): Promise<void> {
  const { folder, directory, varFiles } = await what(shell, runId);
  await runDraft(shell, folder, { goal: `Terraform plan of ${directory}`, steps: [{ id: 'plan', tool: 'terraform.plan', input: { directory, varFiles } }] });
}

/** The README it wrote, as a page. */
export async function openReadme(shell: Shell, runId: string): Promise<void> {
  const { folder, out } = await what(shell, runId);
  const uri = vscode.Uri.file(resolve(folder, out, 'README.md'));
  const isThere = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (!isThere) throw new FailureError(notFound(`${out}/README.md`));
  await vscode.commands.executeCommand('markdown.showPreview', uri);
}

async function what(shell: Shell, runId: string) {
  const { row, view } = known(await shell.runtime(), runId);
  const generated = generatedIn(view);
  if (generated === undefined) throw new FailureError(runUnknown(runId, undefined));
  return { folder: row.folder, ...generated };
}
