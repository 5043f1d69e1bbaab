import * as vscode from 'vscode';
import { templateScheme } from '../manifest/views.ts';
import { guarded } from '../report.ts';
import type { Shell } from '../shell.ts';
import type { LiveTemplates } from './live.ts';
import { templateAt } from './where.ts';

const watches = new WeakMap<Shell, TemplateWatch>();

export function watchTemplates(shell: Shell): vscode.Disposable {
  const watch = new TemplateWatch(shell);
  watches.set(shell, watch);
  return watch;
}

/** The templates of a window that {@link watchTemplates} watches. */
export function liveTemplates(shell: Shell): Promise<LiveTemplates> {
  const watch = watches.get(shell);
  if (watch === undefined) throw new Error('templates are watched from activation on');
  return watch.live();
}

/**
 * Looks at templates as they are typed: what is wrong goes to Problems, what they fill in to into their previews. What it
 * takes is loaded with the first template that is opened.
 */
class TemplateWatch implements vscode.Disposable {
  readonly #shell: Shell;
  readonly #subscriptions: vscode.Disposable[];
  readonly #textChanged = new vscode.EventEmitter<vscode.Uri>();
  readonly #lensesChanged = new vscode.EventEmitter<void>();
  #live: Promise<LiveTemplates> | undefined;

  constructor(shell: Shell) {
    this.#shell = shell;
    const text: vscode.TextDocumentContentProvider = {
      onDidChange: this.#textChanged.event,
      provideTextDocumentContent: async (uri) => (await this.live()).previewText(uri),
    };
    const lenses: vscode.CodeLensProvider = {
      onDidChangeCodeLenses: this.#lensesChanged.event,
      provideCodeLenses: async ({ uri }) => (await this.live()).previewLenses(uri),
    };
    this.#subscriptions = [
      this.#textChanged,
      this.#lensesChanged,
      vscode.workspace.registerTextDocumentContentProvider(templateScheme, text),
      vscode.languages.registerCodeLensProvider({ scheme: templateScheme }, lenses),
      vscode.workspace.onDidOpenTextDocument((document) => this.#look(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#look(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.#live?.then((live) => live.forget(uri))),
    ];
    for (const document of vscode.workspace.textDocuments) this.#look(document);
  }

  live(): Promise<LiveTemplates> {
    this.#live ??= import('./live.ts').then(
      ({ LiveTemplates }) =>
        new LiveTemplates(this.#shell, (preview) => {
          this.#textChanged.fire(preview);
          this.#lensesChanged.fire();
        }),
    );
    return this.#live;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    void this.#live?.then((live) => live.dispose());
  }

  #look(document: vscode.TextDocument): void {
    if (templateAt(document.uri) !== undefined) void guarded(this.#shell, 'look at a template', async () => (await this.live()).look(document));
  }
}
