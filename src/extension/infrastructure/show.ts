import * as vscode from 'vscode';
import { z } from 'zod';
import { FailureError } from '../../domain/failure/failure.ts';
import { shownScheme } from '../manifest/views.ts';
import { words } from '../report.ts';
import type { Shell } from '../shell.ts';
import { askIn } from './ask.ts';
import { type Act, AskFailed } from './branch.ts';
import { openFilesDiff, openGitDiff } from './git-diff.ts';
import { patiently } from './patiently.ts';
import { refreshShown } from './shown.ts';
import { textOf } from './text-of.ts';

const patienceMs = 120_000;

const asked = z.object({
  folder: z.string(),
  tool: z.string(),
  input: z.record(z.string(), z.unknown()),
  field: z.string().optional(),
  otherwise: z.string().optional(),
});

/** What was asked for a moment ago, until its editor takes it. */
const fresh = new Map<string, string>();

/** What a tool that only looks says, in a read-only editor under its own name: asked for the same again, the same editor. */
export async function show(shell: Shell, folder: vscode.WorkspaceFolder, what: Extract<Act, { readonly show: string }>): Promise<void> {
  const { house } = await shell.runtime();
  const output = await patiently(what.show, (signal) =>
    askIn(house, folder, signal)(what.tool, what.input, patienceMs).catch((error: unknown) => {
      throw error instanceof AskFailed ? new FailureError(error.failure) : error;
    }),
  );
  if (what.tool === 'git.diff' && (await openGitDiff(folder, what.show, what.input, output))) return;
  if (what.tool === 'files.diff' && (await openFilesDiff(folder, what.input))) return;
  const text = textOf(output, what);
  const language = what.language ?? 'yaml';
  const { context, namespace } = what.input;
  const path = [context, namespace, `${what.show}.${language}`].flatMap((part) => (typeof part === 'string' ? [part.replaceAll(/[\\/]/g, '∕')] : []));
  const { tool, input, field, otherwise } = what;
  const query = JSON.stringify({ folder: folder.uri.toString(), tool, input, field, otherwise } satisfies z.output<typeof asked>);
  const uri = vscode.Uri.from({ scheme: shownScheme, path: `/${path.join('/')}`, query });
  fresh.set(uri.toString(), text);
  refreshShown(uri);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.languages.setTextDocumentLanguage(document, language);
  await vscode.window.showTextDocument(document, { preview: true });
}

/** What stands in such a document. What can't be asked says why in its place. */
export async function shownText(shell: Shell, uri: vscode.Uri): Promise<string> {
  const ready = fresh.get(uri.toString());
  fresh.delete(uri.toString());
  if (ready !== undefined) return ready;
  const what = asked.safeParse(JSON.parse(uri.query));
  const folder = what.success ? vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(what.data.folder)) : undefined;
  if (!what.success || folder === undefined) return 'The folder this was asked for from is not open any more.\n';
  const { house } = await shell.runtime();
  try {
    return textOf(await askIn(house, folder)(what.data.tool, what.data.input, patienceMs), what.data);
  } catch (error) {
    if (error instanceof AskFailed) return `── ${words(error.failure)} ──\n`;
    throw error;
  }
}
