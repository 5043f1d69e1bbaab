import * as vscode from 'vscode';
import { z } from 'zod';
import { type Kubeconfig, readKubeconfig } from '../../tools/kubernetes/client/kubeconfig.ts';
import { askIn } from '../infrastructure/ask.ts';
import { AskFailed, type Doing } from '../infrastructure/branch.ts';
import { logScheme } from '../manifest/views.ts';
import { words } from '../report.ts';
import type { Shell } from '../shell.ts';
import { answered, logDocument, pinned } from './log-words.ts';
import type { Place } from './place.ts';

const patienceMs = 60_000;
/** Last lines that are shown. */
export const tail = 2_000;

const asked = z.object({ folder: z.string(), input: z.record(z.string(), z.unknown()) });

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

/** With the context and the namespace that are meant now: refreshed after a switch of contexts, it is still the same log. */
export const pin = async ({ shell, folder }: Doing, place: Place): Promise<Place> => pinned(place, await kubeconfigOf(shell, folder));

/** The kubeconfig as the tools read it for this folder; `undefined` where it can't be read, which they tell. */
async function kubeconfigOf(shell: Shell, { uri }: vscode.WorkspaceFolder): Promise<Kubeconfig | undefined> {
  const { house } = await shell.runtime();
  const read = await readKubeconfig(house.workplace(uri.fsPath, new AbortController().signal, () => {}).env);
  return read.ok ? read.value : undefined;
}

/** What stands in such a document. A log that can't be read says why in its place. */
export async function logText(shell: Shell, uri: vscode.Uri): Promise<string> {
  const what = asked.safeParse(JSON.parse(uri.query));
  const folder = what.success ? vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(what.data.folder)) : undefined;
  if (!what.success || folder === undefined) return 'The folder this log was asked for from is not open any more.\n';
  const { house } = await shell.runtime();
  try {
    const { input } = what.data;
    const answer = answered.parse(await askIn(house, folder)('kubernetes.logs', input, patienceMs));
    const { name, selector, kind = 'pod', container } = input;
    const of = [selector ?? `${String(kind)} ${String(name)}`, ...(container === undefined ? [] : [`container ${String(container)}`])].join(' · ');
    const cluster = (await kubeconfigOf(shell, folder))?.contexts.find((one) => one.name === answer.context)?.cluster;
    return logDocument(of, answer, cluster);
  } catch (error) {
    if (error instanceof AskFailed) return `── ${words(error.failure)} ──\n`;
    throw error;
  }
}
