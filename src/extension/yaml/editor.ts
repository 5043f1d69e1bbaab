import * as vscode from 'vscode';
import { guarded } from '../report.ts';
import type { Shell } from '../shell.ts';
import type { YamlLanguage } from './language.ts';
import type { Offer } from './offers.ts';
import type { PlacedProblem } from './places.ts';

/** Typing is over when nothing came for so long, ms. */
const restMs = 200;
/** Reading a file this long takes seconds: it is checked when it is opened and saved, and not at every key. */
const longChars = 256 * 1024;

/** The editor's side of a kind of YAML file: what is typed goes to the pure parts, what they say to VS Code. */
export class YamlEditor implements vscode.Disposable {
  readonly #shell: Shell;
  readonly #language: YamlLanguage;
  readonly #problems: vscode.DiagnosticCollection;
  readonly #resting = new Map<string, NodeJS.Timeout>();

  constructor(shell: Shell, what: string, language: YamlLanguage) {
    this.#shell = shell;
    this.#language = language;
    this.#problems = vscode.languages.createDiagnosticCollection(`nimbus: ${what}`);
  }

  look(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.#resting.get(key));
    if (document.isDirty && document.getText().length > longChars) return;
    this.#resting.set(
      key,
      setTimeout(() => {
        this.#resting.delete(key);
        void guarded(this.#shell, `look at ${document.uri.fsPath}`, () => this.#check(document));
      }, restMs),
    );
  }

  forget(uri: vscode.Uri): void {
    clearTimeout(this.#resting.get(uri.toString()));
    this.#resting.delete(uri.toString());
    this.#problems.delete(uri);
  }

  complete(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
    return this.#language.offersAt(linesOf(document), position.line, position.character).map((offer) => itemOf(offer, position));
  }

  hover(document: vscode.TextDocument, { line, character }: vscode.Position): vscode.Hover | undefined {
    const said = this.#language.hoverAt(linesOf(document), line, character);
    return said && new vscode.Hover(new vscode.MarkdownString(said.text), new vscode.Range(line, said.from, line, said.to));
  }

  lenses(document: vscode.TextDocument): vscode.CodeLens[] {
    return this.#language.lenses(document);
  }

  dispose(): void {
    for (const timer of this.#resting.values()) clearTimeout(timer);
    this.#problems.dispose();
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    if (document.isClosed) return;
    const { version } = document;
    // The library's line ends are its own: offsets count in the text as the document has it.
    const problems = await this.#language.problemsIn(document.getText(), document);
    if (document.isClosed || document.version !== version) return;
    const found = problems.map((problem) => diagnosticOf(problem, document));
    this.#problems.set(document.uri, found);
    this.#shell.log.debug(`${document.uri.fsPath}: ${found.length} problems.`);
  }
}

const linesOf = (document: vscode.TextDocument): string[] => document.getText().split(/\r?\n/);

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
} as const;

function diagnosticOf({ start, end, message, severity = 'error' }: PlacedProblem, document: vscode.TextDocument): vscode.Diagnostic {
  const made = new vscode.Diagnostic(new vscode.Range(document.positionAt(start), document.positionAt(end)), message, severities[severity]);
  made.source = 'Nimbus';
  return made;
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
