import * as vscode from 'vscode';
import { FailureError } from '../../domain/failure/failure.ts';
import { noFolderOpen } from '../../domain/failure/workspace.ts';
import { openInFolder } from '../documents/file.ts';
import type { InfrastructureAction } from '../manifest/infrastructure.ts';
import { clean } from '../report.ts';
import { runDraft } from '../runs/begin.ts';
import type { Shell } from '../shell.ts';
import { answersTo } from './answers.ts';
import { askIn } from './ask.ts';
import { AskFailed } from './branch.ts';
import { openGitDiff } from './git-diff.ts';
import { actOfMany } from './many.ts';
import type { Line } from './view.ts';

/** What a command does with a line of the tree, or with rows of a table: a plan in its panel, something shown, or a page. */
export async function act(shell: Shell, action: InfrastructureAction, given: Partial<Line> | undefined): Promise<void> {
  const lines: readonly Partial<Line>[] = given?.branch === undefined ? (await import('../panels/table.ts')).linesOfRows(given) : [given];
  const what = actOfMany(lines.flatMap(({ branch }) => branch?.actions?.[action] ?? []));
  if (what === undefined) return;
  const folder = lines[0]?.folder ?? vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new FailureError(noFolderOpen());
  if ('link' in what) return openLink(shell, what.link);
  if ('copy' in what) return void vscode.env.clipboard.writeText(clean.text(what.copy));
  if ('open' in what) return openInFolder(folder.uri.fsPath, { path: what.open, ...(what.line === undefined ? {} : { line: what.line }) });
  if ('table' in what) {
    const { openTable } = await import('../panels/table.ts');
    const { table: title, tool, input, list } = what;
    return openTable(shell, { folder: folder.uri.fsPath, tool, input, title, ...(list === undefined ? {} : { list }) });
  }
  if ('do' in what) return void (await what.do({ shell, folder }));
  if ('plan' in what) return runDraft(shell, folder.uri.fsPath, { goal: what.plan, steps: what.steps });
  if ('question' in what) {
    const text = await vscode.window.showInputBox({
      title: what.question,
      ...(what.placeHolder === undefined ? {} : { placeHolder: what.placeHolder }),
      ...(what.value === undefined ? {} : { value: what.value }),
      ...(what.check === undefined ? {} : { validateInput: what.check }),
      ignoreFocusOut: true,
    });
    if (text === undefined) throw new vscode.CancellationError();
    const { plan, steps } = what.make(text);
    return runDraft(shell, folder.uri.fsPath, { goal: plan, steps });
  }
  if ('questions' in what) {
    const { plan, steps } = what.planOf(await answersTo(what.questions, folder));
    return runDraft(shell, folder.uri.fsPath, { goal: plan, steps });
  }
  const { house } = await shell.runtime();
  const output = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: what.show }, () =>
    askIn(house, folder)(what.tool, what.input, 60_000).catch((error: unknown) => {
      throw error instanceof AskFailed ? new FailureError(error.failure) : error;
    }),
  );
  if (what.tool === 'git.diff' && (await openGitDiff(folder, what.show, what.input, output))) return;
  const text = what.pick?.(output) ?? textOf(output);
  const document = await vscode.workspace.openTextDocument({ content: text, language: what.language ?? (text.startsWith('{') ? 'json' : 'yaml') });
  await vscode.window.showTextDocument(document, { preview: true });
}

/** An address may come from a server: nothing but a page is opened for it. */
async function openLink(shell: Shell, link: string): Promise<void> {
  const uri = vscode.Uri.parse(link, true);
  if (uri.scheme === 'https' || uri.scheme === 'http') await vscode.env.openExternal(uri);
  else shell.log.warn(`Not opened, as it is no page: ${uri.scheme}:`);
}

/** The text a tool gives for people, where it has one; else its data. */
function textOf(output: unknown): string {
  if (output === null || typeof output !== 'object') return String(output);
  const { yaml, text, manifest } = output as Record<string, unknown>;
  return [yaml, text, manifest].find((one): one is string => typeof one === 'string') ?? JSON.stringify(output, null, 2);
}
