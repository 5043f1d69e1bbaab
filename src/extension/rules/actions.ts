import * as vscode from 'vscode';
import type { BestPractices } from './best-practices.ts';
import { rangeOf, uriOf } from './diagnostics.ts';
import type { FileFindings, Found } from './worker/messages.ts';

/** What "fix all" is on save: `"editor.codeActionsOnSave": { "source.fixAll.nimbus": "explicit" }`. */
const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('nimbus');
export const actionKinds = [vscode.CodeActionKind.QuickFix, fixAllKind];

/** A save waits no longer than this for its fixes, ms: then it goes without. */
const onSaveMs = 1_000;
const untrusted = 'Trust this folder first: nothing is written into one that nobody trusts.';

/** What can be done about the findings under the cursor, and about all of a document. */
export class RuleActions implements vscode.CodeActionProvider {
  readonly #practices: BestPractices;

  constructor(practices: BestPractices) {
    this.#practices = practices;
  }

  async provideCodeActions(document: vscode.TextDocument, range: vscode.Range, context: vscode.CodeActionContext): Promise<vscode.CodeAction[]> {
    // Asked for what is done on save: for ours by name, or for whatever anybody fixes.
    if (context.only?.contains(fixAllKind)) return this.#onSave(document);
    const file = this.#practices.of(document);
    if (file === undefined) return [];
    const here = file.found.filter((found) => found.quiet === undefined && rangeOf(found).intersection(range) !== undefined);
    const made = await Promise.all(here.map((found) => this.#about(document, file, found, context)));
    return made.flat();
  }

  async #about(
    document: vscode.TextDocument,
    file: FileFindings & { root: string },
    found: Found,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const card = this.#practices.rule(found.rule);
    const title = card?.title ?? found.rule;
    const diagnostics = context.diagnostics.filter((one) => one.source === 'Nimbus' && one.message === found.message);
    const action = (label: string, more: Partial<vscode.CodeAction>): vscode.CodeAction =>
      Object.assign(new vscode.CodeAction(label, vscode.CodeActionKind.QuickFix), { diagnostics }, more);
    const command = (id: string, label: string, ...given: unknown[]): Partial<vscode.CodeAction> => ({
      command: { command: id, title: label, arguments: given },
    });
    const disabled = vscode.workspace.isTrusted ? {} : { disabled: { reason: untrusted } };
    const replaces = found.replaces ?? false;
    const made: vscode.CodeAction[] = [];
    if (found.edits) {
      const warning = replaces ? ' (applying it replaces or restarts what exists)' : '';
      made.push(
        action(`Fix: ${title}${warning}`, { edit: await editOf(file.root, document, found, replaces), isPreferred: !replaces, ...disabled }),
        ...(replaces ? [] : [action(`Preview the fix: ${title}`, { edit: await editOf(file.root, document, found, true), ...disabled })]),
      );
    }
    if (found.fixable && !replaces) {
      const others = file.found.filter((one) => one.rule === found.rule && one.quiet === undefined && one.fixable && !one.replaces).length;
      if (others > 1) {
        const all = await this.#fixed(document, [found.rule]);
        if (all) made.push(action(`Fix all ${others} of “${title}” in this file`, { edit: all, ...disabled }));
      }
      made.push(
        action(`Fix all of “${title}” in the workspace folder…`, {
          ...command('nimbus.rules.fixAll', 'Fix all', { rules: [found.rule], folder: file.root }),
          ...disabled,
        }),
      );
    }
    made.push(
      action(
        `Ignore “${title}” here, with a reason…`,
        command('nimbus.rules.suppress', 'Ignore', { root: file.root, path: file.path, rule: found.rule, line: found.line }),
      ),
      action(`Show why: ${title}`, command('nimbus.rules.showDocs', 'Show', found.rule)),
    );
    return made;
  }

  async #onSave(document: vscode.TextDocument): Promise<vscode.CodeAction[]> {
    if (!vscode.workspace.isTrusted) return [];
    const late = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => late.resolve('late'), onSaveMs);
    const edit = await Promise.race([this.#fixed(document), late.promise]);
    clearTimeout(timer);
    if (edit === 'late') {
      vscode.window.setStatusBarMessage('Nimbus: saved without the fixes, as checking takes long right now. Save again for them.', 10_000);
      return [];
    }
    if (edit === undefined || edit.size === 0) return [];
    return [Object.assign(new vscode.CodeAction('Fix all best-practice findings', fixAllKind), { edit })];
  }

  /** The edit that makes every sure fix of a document, or those of some rules. `undefined`: none, or the text has changed meanwhile. */
  async #fixed(document: vscode.TextDocument, rules?: readonly string[]): Promise<vscode.WorkspaceEdit | undefined> {
    const place = this.#practices.placeOf(document.uri);
    if (place === undefined) return undefined;
    const { version } = document;
    const answer = await this.#practices.ask('fix', { ...place, version, ...(rules ? { rules } : {}) }, document.uri);
    if (answer === undefined || document.version !== version || answer.changes.length === 0) return undefined;
    const edit = new vscode.WorkspaceEdit();
    for (const { start, end, text } of answer.changes) edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
    return edit;
  }
}

/** A finding's fix as VS Code's edit. `asks`: it is shown before it is made. */
async function editOf(root: string, document: vscode.TextDocument, { rule, edits = [] }: Found, asks: boolean): Promise<vscode.WorkspaceEdit> {
  const made = new vscode.WorkspaceEdit();
  const metadata = asks ? { needsConfirmation: true, label: rule } : undefined;
  for (const { file, start, end, text } of edits) {
    const uri = uriOf({ root, path: file });
    const target = uri.toString() === document.uri.toString() ? document : await vscode.workspace.openTextDocument(uri);
    made.replace(uri, new vscode.Range(target.positionAt(start), target.positionAt(end)), text, metadata);
  }
  return made;
}
