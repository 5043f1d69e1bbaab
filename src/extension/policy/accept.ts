import * as vscode from 'vscode';
import { FailureError } from '../../domain/failure/failure.ts';
import { notFound } from '../../domain/failure/files.ts';
import { untrusted } from '../../domain/failure/run.ts';
import { acceptedPoliciesIn } from '../../host/accepted-policies.ts';
import { policyPath, workspacePolicyText } from '../../host/circumstances.ts';
import { workspaceFiles } from '../../machine/files.ts';
import { dataFolder } from '../../machine/folders.ts';
import { readPolicy } from '../../safety/policy/read.ts';
import { notify } from '../report.ts';

/** Lets the policy of a folder, as it is saved now, be milder than what ships. Asked about once more: it is leave given in advance. */
export async function acceptPolicy(given: unknown): Promise<void> {
  const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
  const folder = uri && vscode.workspace.getWorkspaceFolder(uri)?.uri;
  if (uri === undefined || folder === undefined || uri.fsPath !== vscode.Uri.joinPath(folder, policyPath).fsPath)
    return notify('info', `This works on a folder’s own policy: open ${policyPath}.`);
  if (!vscode.workspace.isTrusted) throw new FailureError(untrusted(folder.fsPath));
  if ((await vscode.workspace.openTextDocument(uri)).isDirty) return notify('info', `Save ${policyPath} first: what is accepted is what is saved.`);
  const text = await workspacePolicyText({ files: workspaceFiles(folder.fsPath) });
  if (text === undefined) throw new FailureError(notFound(policyPath));
  if (!text.ok) throw new FailureError(text.failure);
  const read = readPolicy(text.value, policyPath);
  if (!read.ok) throw new FailureError(read.failure);
  const milder = read.value.rules.filter(({ answer }) => answer !== 'deny');
  const accept = 'Accept';
  const chosen = await vscode.window.showWarningMessage(
    `Let ${policyPath} be milder than what ships with Nimbus?`,
    {
      modal: true,
      detail: [
        milder.length === 0
          ? 'All its rules refuse. Its ceilings may be higher.'
          : `Rules that may ask for less:\n${milder.map(({ answer, id, because }) => `${answer}: ${because} [${id}]`).join('\n')}`,
        'This holds for the file as it is now. After any change it only makes things stricter, until it is accepted again.',
      ].join('\n\n'),
    },
    accept,
  );
  if (chosen !== accept) throw new vscode.CancellationError();
  await acceptedPoliciesIn(dataFolder()).accept(folder.fsPath, text.value);
  return notify('info', `${policyPath} is accepted as it is now.`);
}
