import * as vscode from 'vscode';
import { FailureError } from '../../domain/failure/failure.ts';
import { noFolderOpen } from '../../domain/failure/workspace.ts';
import { openInFolder } from '../documents/file.ts';
import type { InfrastructureAction } from '../manifest/infrastructure.ts';
import { clean } from '../report.ts';
import { runDraft } from '../runs/begin.ts';
import type { Shell } from '../shell.ts';
import { answersTo } from './answers.ts';
import { actOfMany } from './many.ts';
import { show } from './show.ts';
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
  if ('about' in what) return (await import('../runs/create.ts')).createPlan(shell, folder.uri, lines[0]);
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
  return show(shell, folder, what);
}

/** An address may come from a server: nothing but a page is opened for it. */
async function openLink(shell: Shell, link: string): Promise<void> {
  const uri = vscode.Uri.parse(link, true);
  if (uri.scheme === 'https' || uri.scheme === 'http') await vscode.env.openExternal(uri);
  else shell.log.warn(`Not opened, as it is no page: ${uri.scheme}:`);
}
