import * as vscode from 'vscode';
import { known } from '../runs/begin.ts';
import type { Shell } from '../shell.ts';
import { runJson, runMarkdown } from './write-run.ts';

/** Writes a run where the person says, as Markdown or as JSON. */
export async function exportRun(shell: Shell, runId: string): Promise<void> {
  const looked = known(await shell.runtime(), runId);
  await save('Export Run', looked.row.folder, `run-${runId}`, { md: () => runMarkdown(looked), json: () => runJson(looked) });
}

const formats = [
  { label: 'Markdown', description: 'for people', ending: 'md' },
  { label: 'JSON', description: 'for programs', ending: 'json' },
] as const;

/** Asks for the form, then for the place. Throws `CancellationError` when the person names neither. */
export async function save(title: string, folder: string, name: string, forms: Readonly<Record<'md' | 'json', () => string>>): Promise<void> {
  const format = await vscode.window.showQuickPick(formats, { title });
  if (format === undefined) throw new vscode.CancellationError();
  const uri = await vscode.window.showSaveDialog({
    title,
    defaultUri: vscode.Uri.joinPath(vscode.Uri.file(folder), `${name}.${format.ending}`),
    filters: { [format.label]: [format.ending] },
  });
  if (uri === undefined) throw new vscode.CancellationError();
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(forms[format.ending]()));
  await vscode.window.showTextDocument(uri, { preview: true });
}
