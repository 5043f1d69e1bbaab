import * as vscode from 'vscode';
import { report } from '../report.ts';
import type { Shell } from '../shell.ts';
import type { BestPractices } from './best-practices.ts';
import { sourceName } from './source-name.ts';

/**
 * The way to the best practices: opened by the first document they look at, by their tree, or by a command; until then
 * nothing of them is loaded.
 */
export class RulesDoor implements vscode.Disposable {
  readonly #shell: Shell;
  readonly #storage: vscode.Uri;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Findings, progress or the way they are shown changed. */
  readonly onChanged = this.#changed.event;
  readonly #subscriptions: vscode.Disposable[];
  #opening: Promise<BestPractices> | undefined;
  #opened: BestPractices | undefined;

  constructor(shell: Shell, { storageUri, globalStorageUri }: vscode.ExtensionContext) {
    this.#shell = shell;
    this.#storage = storageUri ?? globalStorageUri;
    this.#subscriptions = [
      this.#changed,
      vscode.workspace.onDidOpenTextDocument((document) => this.#knock(document)),
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('nimbus.rules.enabled') && this.#knockAtAll()),
    ];
    this.#knockAtAll();
  }

  get opened(): BestPractices | undefined {
    return this.#opened;
  }

  /** Rejects only when its program can't be loaded; the next call tries again. */
  open(): Promise<BestPractices> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#opened?.dispose();
  }

  #knockAtAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#knock(document);
  }

  #knock(document: vscode.TextDocument): void {
    if (this.#opening !== undefined || document.uri.scheme !== 'file' || !sourceName.test(document.fileName)) return;
    if (!vscode.workspace.getConfiguration('nimbus').get<boolean>('rules.enabled', true)) return;
    this.open().catch((error: unknown) => report(this.#shell, 'check best practices', error));
  }

  async #open(): Promise<BestPractices> {
    try {
      const { BestPractices } = await import('./best-practices.ts');
      this.#opened = new BestPractices(this.#shell, this.#storage, () => this.#changed.fire());
      return this.#opened;
    } catch (error) {
      this.#opening = undefined;
      throw error;
    }
  }
}
