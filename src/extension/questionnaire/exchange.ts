import * as vscode from 'vscode';
import { failed, type Outcome } from '../../domain/failure/failure.ts';
import { fileFailed } from '../../domain/failure/files.ts';
import type { Answers, Questionnaire } from '../../domain/question.ts';
import { formatOf, readAnswers } from '../../generators/questionnaire/read.ts';
import { writeAnswers } from '../../generators/questionnaire/write.ts';

const filters = { 'Answers (YAML)': ['yaml', 'yml'], 'Answers (JSON)': ['json'] };

/** Answers from a file the person picks. Throws `CancellationError` when they pick none. */
export async function importAnswers(questionnaire: Questionnaire, folder: string): Promise<Outcome<Answers>> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: 'Import Answers',
      openLabel: 'Import',
      filters: { Answers: ['yaml', 'yml', 'json'] },
      defaultUri: vscode.Uri.file(folder),
    })) ?? [];
  if (uri === undefined) throw new vscode.CancellationError();
  let text: string;
  try {
    text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    return failed(fileFailed('read', vscode.workspace.asRelativePath(uri), error));
  }
  return readAnswers(text, formatOf(uri.path), questionnaire);
}

/** Writes answers to a file the person names; where, or `undefined` when they name none. Any answers: half-filled ones too. */
export async function exportAnswers(questionnaire: Questionnaire, answers: Answers, folder: string): Promise<string | undefined> {
  const defaultUri = vscode.Uri.joinPath(vscode.Uri.file(folder), `${questionnaire.generator}.answers.yaml`);
  const uri = await vscode.window.showSaveDialog({ title: 'Export Answers', saveLabel: 'Export', filters, defaultUri });
  if (uri === undefined) return undefined;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(writeAnswers(questionnaire, answers, formatOf(uri.path))));
  return vscode.workspace.asRelativePath(uri);
}
