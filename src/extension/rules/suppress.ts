import * as vscode from 'vscode';
import type { BestPractices } from './best-practices.ts';
import { rangeOf, uriOf } from './diagnostics.ts';
import { commentFor } from './suppress-comment.ts';

interface Wanted {
  readonly root: string;
  readonly path: string;
  readonly rule: string;
  readonly line: number;
}

/** Writes a comment that keeps a finding quiet, with the reason the person gives. It can be undone like any edit. */
export async function suppress(practices: BestPractices, given: unknown): Promise<void> {
  const wanted = wantedIn(given) ?? (await atCursor(practices));
  if (wanted === undefined) {
    void vscode.window.showInformationMessage('There is no finding at the cursor. Put it on the line of one, or right-click one under Best Practices.');
    return;
  }
  const title = practices.rule(wanted.rule)?.title ?? wanted.rule;
  const reason = await vscode.window.showInputBox({
    title: `Ignore “${title}”`,
    prompt: 'Why it is right as it is. Add until=2027-01-31 to be reminded. Everybody who reads the file sees it.',
    placeHolder: 'Reason',
    validateInput: (text) => (text.trim() === '' ? 'A reason is needed: it is what the next person reads.' : undefined),
  });
  if (reason === undefined) throw new vscode.CancellationError();
  const document = await vscode.workspace.openTextDocument(uriOf(wanted));
  const line = Math.min(wanted.line, document.lineCount) - 1;
  const { text, column } = commentFor(document.lineAt(line).text, wanted.rule, reason);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(line, column), `${text}\n`);
  await vscode.workspace.applyEdit(edit);
}

function wantedIn(given: unknown): Wanted | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const found = 'found' in given && typeof given.found === 'object' && given.found !== null ? { ...given, ...given.found } : given;
  const { root, path, rule, line } = found as Partial<Wanted>;
  return typeof root === 'string' && typeof path === 'string' && typeof rule === 'string' && typeof line === 'number' ? { root, path, rule, line } : undefined;
}

/** The finding at the cursor; of several, the one the person picks. */
async function atCursor(practices: BestPractices): Promise<Wanted | undefined> {
  const editor = vscode.window.activeTextEditor;
  const file = editor && practices.of(editor.document);
  if (editor === undefined || file === undefined) return undefined;
  const here = file.found.filter((found) => found.quiet === undefined && rangeOf(found).intersection(editor.selection) !== undefined);
  const [first, second] = here;
  const chosen =
    second === undefined
      ? first
      : (
          await vscode.window.showQuickPick(
            here.map((found) => ({ label: found.message, description: found.rule, found })),
            { title: 'Ignore which finding?' },
          )
        )?.found;
  return chosen && { root: file.root, path: file.path, rule: chosen.rule, line: chosen.line };
}
