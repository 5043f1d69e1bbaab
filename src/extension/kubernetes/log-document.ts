import * as vscode from 'vscode';
import { z } from 'zod';
import { askIn } from '../infrastructure/ask.ts';
import { AskFailed, type Doing } from '../infrastructure/branch.ts';
import { logScheme } from '../manifest/views.ts';
import { words } from '../report.ts';
import type { Shell } from '../shell.ts';
import type { Place } from './place.ts';

const patienceMs = 60_000;
/** Last lines that are shown. */
export const tail = 2_000;

const asked = z.object({ folder: z.string(), input: z.record(z.string(), z.unknown()) });
const answered = z.object({ lines: z.array(z.string()), unread: z.array(z.object({ pod: z.string(), why: z.string() })), truncated: z.boolean() });

/** Which log: what the tool is asked for. */
interface Wanted extends Partial<Place> {
  readonly selector?: string;
  readonly container?: string;
  readonly allContainers?: true;
}

/** The last lines of a log in an editor, to read and search in; read anew with Refresh Logs. `name`: of what it is. */
export async function openLog({ folder }: Doing, wanted: Wanted, name: string): Promise<void> {
  const { context, namespace, container, allContainers } = wanted;
  const input = { ...wanted, tail };
  const last = container ?? (allContainers ? `${name}, all containers` : name);
  const path = ['', context, namespace, container === undefined ? undefined : name, `${last.replaceAll(/[\\/]/g, '∕')}.log`].filter(
    (part) => part !== undefined,
  );
  const uri = vscode.Uri.from({ scheme: logScheme, path: path.join('/'), query: JSON.stringify({ folder: folder.uri.toString(), input }) });
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.languages.setTextDocumentLanguage(document, 'log');
  const editor = await vscode.window.showTextDocument(document, { preview: true });
  const end = new vscode.Position(document.lineCount - 1, 0);
  editor.revealRange(new vscode.Range(end, end));
}

/** What stands in such a document. A log that can't be read says why in its place. */
export async function logText(shell: Shell, uri: vscode.Uri): Promise<string> {
  const what = asked.safeParse(JSON.parse(uri.query));
  const folder = what.success ? vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(what.data.folder)) : undefined;
  if (!what.success || folder === undefined) return 'The folder this log was asked for from is not open any more.\n';
  const { house } = await shell.runtime();
  try {
    const { lines, unread, truncated } = answered.parse(await askIn(house, folder)('kubernetes.logs', what.data.input, patienceMs));
    return [
      ...(truncated ? ['── older lines are left out ──'] : []),
      ...lines,
      ...unread.map(({ pod, why }) => `── ${pod}: ${why} ──`),
      ...(lines.length + unread.length === 0 ? ['── it has no line yet ──'] : []),
      '',
    ].join('\n');
  } catch (error) {
    if (error instanceof AskFailed) return `── ${words(error.failure)} ──\n`;
    throw error;
  }
}
