import * as vscode from 'vscode';
import { count } from '../../base/say.ts';
import { FailureError } from '../../domain/failure/failure.ts';
import { outputName } from '../../generators/templates/set.ts';
import { log } from '../report.ts';
import type { Shell } from '../shell.ts';
import { type Filling, fillingFor } from './answers.ts';
import { endColumn, type Filled, fill, type TemplateProblem } from './fill.ts';
import { previewOf, templateOf } from './preview-address.ts';
import { type TemplatePlace, templateAt } from './where.ts';

/** Typing is over when nothing came for so long, ms. */
const restMs = 150;

/** What is known of one template: as it is in its editor, or else on disk. */
interface Seen {
  readonly filled: Filled;
  readonly filling: Filling;
  /** What it filled in to when it last could. */
  readonly lastGood: string;
}

/** The templates that are open or previewed, each with its problems and what it fills in to. */
export class LiveTemplates implements vscode.Disposable {
  readonly #shell: Shell;
  readonly #changed: (preview: vscode.Uri) => void;
  readonly #problems = vscode.languages.createDiagnosticCollection('nimbus-templates');
  readonly #seen = new Map<string, Seen>();
  readonly #resting = new Map<string, NodeJS.Timeout>();

  /** `changed` hears which preview has something new to show. */
  constructor(shell: Shell, changed: (preview: vscode.Uri) => void) {
    this.#shell = shell;
    this.#changed = changed;
  }

  /** A template was opened or typed in. */
  look({ uri }: vscode.TextDocument): void {
    const key = uri.toString();
    clearTimeout(this.#resting.get(key));
    this.#resting.set(
      key,
      setTimeout(() => {
        this.#resting.delete(key);
        this.#check(uri).catch((error: unknown) => this.#shell.log.error('Looking at a template failed', error instanceof Error ? error : String(error)));
      }, restMs),
    );
  }

  /** A template's editor was closed: what it said of it goes. */
  forget(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.#resting.get(key));
    this.#resting.delete(key);
    this.#seen.delete(key);
    this.#problems.delete(uri);
  }

  /** Other answers count: everything is filled in anew. */
  async again(): Promise<void> {
    await Promise.all([...this.#seen.keys()].map((key) => this.#check(vscode.Uri.parse(key, true))));
  }

  /** Checks a template now; throws `FailureError` when there is no such file. */
  async seenOf(uri: vscode.Uri): Promise<Seen> {
    return this.#seen.get(uri.toString()) ?? this.#check(uri);
  }

  /** Shows problems of a whole check, files that are not open included. */
  show(all: ReadonlyMap<string, readonly vscode.Diagnostic[]>): void {
    this.#problems.clear();
    for (const [uri, diagnostics] of all) this.#problems.set(vscode.Uri.parse(uri, true), [...diagnostics]);
  }

  async previewText(preview: vscode.Uri): Promise<string> {
    return (await this.seenOf(templateOf(preview))).lastGood;
  }

  async previewLenses(preview: vscode.Uri): Promise<vscode.CodeLens[]> {
    const template = templateOf(preview);
    const { filled, filling } = await this.seenOf(template);
    const top = new vscode.Range(0, 0, 0, 0);
    return [
      new vscode.CodeLens(top, { ...stateOf(filled), arguments: [] }),
      new vscode.CodeLens(top, {
        title: `$(gear) With ${filling.from === 'sample answers' ? filling.from : `the answers of ${filling.from}`}${filling.note === undefined ? '' : `: ${filling.note}`}`,
        tooltip: 'Choose whose answers it is filled in with',
        command: 'nimbus.templates.answers',
        arguments: [template],
      }),
    ];
  }

  dispose(): void {
    for (const timer of this.#resting.values()) clearTimeout(timer);
    this.#problems.dispose();
  }

  async #check(uri: vscode.Uri): Promise<Seen> {
    const place = templateAt(uri);
    if (place === undefined) throw new Error(`no template: ${uri}`);
    const document = await vscode.workspace.openTextDocument(uri);
    const { filled, filling } = await this.#fill(place, document.getText());
    const before = this.#seen.get(uri.toString());
    const seen = { filled, filling, lastGood: filled.text ?? before?.lastGood ?? '' };
    this.#seen.set(uri.toString(), seen);
    this.#problems.set(uri, diagnosticsOf(filled.problems, filling, document));
    this.#changed(previewOf(uri, outputName(place.name)));
    return seen;
  }

  async #fill({ folder, generator, name }: TemplatePlace, text: string): Promise<Pick<Seen, 'filled' | 'filling'>> {
    const filling = await fillingFor(this.#shell, folder, generator);
    if (!filling.ok) {
      log(this.#shell, 'fill templates in', filling.failure);
      throw new FailureError(filling.failure);
    }
    return { filling: filling.value, filled: await fill(generator, name, text, filling.value.data) };
  }
}

/** The first line of a preview: what it shows. */
function stateOf({ text, problems }: Filled): { readonly title: string; readonly command: string } {
  const command = 'workbench.actions.view.problems';
  if (text === undefined) return { title: `$(warning) Not up to date: ${count(problems.length, 'problem')} in the template`, command };
  if (text === '') return { title: '$(info) Fills in to nothing: no file is made', command: '' };
  return { title: `$(check) ${count(text.split('\n').length - 1, 'line')}`, command: '' };
}

export function diagnosticsOf(problems: readonly TemplateProblem[], filling: Pick<Filling, 'from'>, document: vscode.TextDocument): vscode.Diagnostic[] {
  return problems.map(({ line, column, message, code, kind }) => {
    const at = Math.min(Math.max(0, line - 1), document.lineCount - 1);
    const { text } = document.lineAt(at);
    const start = Math.min(Math.max(0, column - 1), text.length);
    const range = line === 0 ? new vscode.Range(0, 0, 0, document.lineAt(0).text.length) : new vscode.Range(at, start, at, endColumn(text, start + 1) - 1);
    const made = new vscode.Diagnostic(
      range,
      kind === 'use' ? `${message} (filled in with ${filling.from === 'sample answers' ? filling.from : `the answers of ${filling.from}`})` : message,
      kind === 'use' ? vscode.DiagnosticSeverity.Warning : vscode.DiagnosticSeverity.Error,
    );
    made.source = 'Nimbus';
    made.code = code;
    return made;
  });
}
