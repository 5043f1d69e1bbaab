import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import type { ActQuestion } from './branch.ts';

/** Asks one question after the other; what was left empty is not in the answers. Throws `CancellationError` when the person gives up. */
export async function answersTo(questions: readonly ActQuestion[], folder: vscode.WorkspaceFolder): Promise<Readonly<Record<string, string>>> {
  const answers: Record<string, string> = {};
  let asked = 0;
  for (const [i, question] of questions.entries()) {
    if (question.when?.(answers) === false) continue;
    asked++;
    // Those that hang on answers to come are not counted before it is known.
    const all = asked + questions.slice(i + 1).filter(({ when }) => when?.(answers) !== false).length;
    const title = all === 1 ? question.title : `${question.title} (${asked}/${all})`;
    const answer = await answerTo({ ...question, title }, folder);
    if (answer === undefined) throw new vscode.CancellationError();
    if (answer !== '') answers[question.id] = answer;
  }
  return answers;
}

async function answerTo({ title, prompt, placeHolder, value, check, optional, options, place }: ActQuestion, folder: vscode.WorkspaceFolder) {
  if (options !== undefined)
    return (await vscode.window.showQuickPick(options, { title, ignoreFocusOut: true, ...(prompt ? { placeHolder: prompt } : {}) }))?.value;
  if (place !== undefined) return placeIn(folder, title, place);
  return vscode.window.showInputBox({
    title,
    ...(prompt === undefined ? {} : { prompt }),
    ...(placeHolder === undefined ? {} : { placeHolder }),
    ...(value === undefined ? {} : { value }),
    validateInput: (text) => (text.trim() === '' && optional ? undefined : check?.(text)),
    ignoreFocusOut: true,
  });
}

/** A folder or a file of the workspace folder, relative to it. One outside is refused here, as every tool would. */
async function placeIn(folder: vscode.WorkspaceFolder, title: string, place: 'folder' | 'file'): Promise<string | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title,
      openLabel: 'Take',
      canSelectFolders: place === 'folder',
      canSelectFiles: place === 'file',
      defaultUri: folder.uri,
    })) ?? [];
  if (uri === undefined) return undefined;
  const path = relative(folder.uri.fsPath, uri.fsPath).split(sep).join('/');
  if (path === '') return '.';
  if (!path.startsWith('../') && path !== '..') return path;
  const again = await vscode.window.showWarningMessage(`That ${place} is not in ${folder.name}, and Nimbus stays in there.`, 'Take Another');
  return again === undefined ? undefined : placeIn(folder, title, place);
}
