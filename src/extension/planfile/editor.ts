import * as vscode from 'vscode';
import { allTools } from '../../host/tools.ts';
import type { Shell } from '../shell.ts';
import { type Offer, offersAt } from './complete.ts';
import { hoverAt } from './hover.ts';
import { problemsIn } from './problems.ts';

/** Typing is over when nothing came for so long, ms. */
const restMs = 200;
/** Reading a file this long takes seconds: it is checked when it is opened and saved, and not at every key. */
const longChars = 256 * 1024;

/** The editor's side of plan files: what is typed goes to the pure parts, what they say to VS Code. */
export class PlanEditor implements vscode.Disposable {
  readonly #shell: Shell;
  readonly #tools = allTools();
  readonly #problems = vscode.languages.createDiagnosticCollection('nimbus-plans');
  readonly #resting = new Map<string, NodeJS.Timeout>();

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  look(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.#resting.get(key));
    if (document.isDirty && document.getText().length > longChars) return;
    this.#resting.set(
      key,
      setTimeout(() => {
        this.#resting.delete(key);
        this.#check(document);
      }, restMs),
    );
  }

  forget(uri: vscode.Uri): void {
    clearTimeout(this.#resting.get(uri.toString()));
    this.#resting.delete(uri.toString());
    this.#problems.delete(uri);
  }

  complete(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
    const lines = document.getText().split(/\r?\n/);
    return offersAt(lines, position.line, position.character, this.#tools).map((offer) => itemOf(offer, position));
  }

  hover(document: vscode.TextDocument, { line, character }: vscode.Position): vscode.Hover | undefined {
    const said = hoverAt(document.getText().split(/\r?\n/), line, character, this.#tools);
    return said && new vscode.Hover(new vscode.MarkdownString(said.text), new vscode.Range(line, said.from, line, said.to));
  }

  /** Above the goal, or the first line. */
  lenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const goal = document
      .getText()
      .split(/\r?\n/)
      .findIndex((text) => text.startsWith('goal:'));
    const at = new vscode.Range(Math.max(0, goal), 0, Math.max(0, goal), 0);
    const lens = (title: string, tooltip: string, command: string) => new vscode.CodeLens(at, { title, tooltip, command, arguments: [document.uri] });
    return [
      lens('$(play) Run', 'Asks before anything is changed', 'nimbus.plan.run'),
      lens('$(eye) Preview', 'Looks at what it would touch now; runs nothing', 'nimbus.plan.preview'),
      lens('$(comment-discussion) Explain', 'What it would do, in which order and why; looks at nothing', 'nimbus.plan.explain'),
    ];
  }

  dispose(): void {
    for (const timer of this.#resting.values()) clearTimeout(timer);
    this.#problems.dispose();
  }

  #check(document: vscode.TextDocument): void {
    if (document.isClosed) return;
    // The library's line ends are its own: offsets count in the text as the document has it.
    const found = problemsIn(document.getText(), this.#tools).map(({ start, end, message }) => {
      const made = new vscode.Diagnostic(new vscode.Range(document.positionAt(start), document.positionAt(end)), message, vscode.DiagnosticSeverity.Error);
      made.source = 'Nimbus';
      return made;
    });
    this.#problems.set(document.uri, found);
    this.#shell.log.debug(`${document.uri.fsPath}: ${found.length} problems.`);
  }
}

const kinds = {
  key: vscode.CompletionItemKind.Property,
  tool: vscode.CompletionItemKind.Function,
  value: vscode.CompletionItemKind.Value,
  step: vscode.CompletionItemKind.Reference,
  reference: vscode.CompletionItemKind.Variable,
} as const;

function itemOf({ label, kind, detail, docs, insert, from, sort }: Offer, { line, character }: vscode.Position): vscode.CompletionItem {
  const item = new vscode.CompletionItem({ label, description: detail }, kinds[kind]);
  item.insertText = new vscode.SnippetString(insert);
  item.range = new vscode.Range(line, from, line, character);
  item.filterText = label;
  item.sortText = sort;
  if (docs !== '') item.documentation = new vscode.MarkdownString(docs);
  // After a field whose values can be counted they are what comes next.
  if (kind === 'key') item.command = { command: 'editor.action.triggerSuggest', title: 'Suggest' };
  return item;
}
