import * as vscode from 'vscode';
import type { RunRow } from '../domain/journal.ts';
import { cleanLog } from './clean-log.ts';
import type { Line } from './infrastructure/view.ts';
import { clean } from './report.ts';
import type { Runtime } from './runtime.ts';

/** Which runs the tree lists; empty: all of the open folders. */
export interface RunsShown {
  readonly status?: RunRow['status'];
  /** In goal or id. */
  readonly text?: string;
  /** With a step of it. */
  readonly tool?: string;
  /** A step of which would have touched it. */
  readonly resource?: string;
  /** Of so many days, today included. */
  readonly days?: number;
}

/**
 * What the parts of one window share. Small and made on activation: the runtime behind it is opened when somebody first
 * needs it.
 */
export class Shell implements vscode.Disposable {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  /** Small things kept for this workspace over a reload. */
  readonly memory: vscode.Memento;
  readonly #infrastructureAsked = new vscode.EventEmitter<unknown>();
  readonly #runsChanged = new vscode.EventEmitter<void>();
  /** What the lists show may have changed: a run began, waits, went on or ended, or other ones are to be shown. */
  readonly onRunsChanged = this.#runsChanged.event;
  /** The line of the infrastructure tree a person selected last; not one that is out of sight, or older than what they clicked in an editor. */
  lineInView: () => Partial<Line> | undefined = () => undefined;
  #runtime: Promise<Runtime> | undefined;
  #open: Runtime | undefined;
  #shown: RunsShown = {};

  constructor({ extensionUri, workspaceState }: vscode.ExtensionContext) {
    this.extensionUri = extensionUri;
    this.memory = workspaceState;
    this.log = cleanLog(vscode.window.createOutputChannel('Nimbus', { log: true }), clean);
  }

  get shown(): RunsShown {
    return this.#shown;
  }

  showRuns(shown: RunsShown): void {
    this.#shown = shown;
    void vscode.commands.executeCommand('setContext', 'nimbus.filtered', Object.keys(shown).length > 0);
    this.#runsChanged.fire();
  }

  /** Told to the tree of what there is outside: which of its lines, absent: all of them. */
  readonly onInfrastructureAsked = this.#infrastructureAsked.event;

  refreshInfrastructure(line?: unknown): void {
    this.#infrastructureAsked.fire(line);
  }

  refresh(): void {
    this.#runsChanged.fire();
  }

  /** The runtime; opened by the first call. Rejects with `FailureError` when the store can't be used, and the next call tries again. */
  runtime(): Promise<Runtime> {
    this.#runtime ??= this.#openRuntime();
    return this.#runtime;
  }

  /** The runtime if somebody has opened it. */
  get opened(): Runtime | undefined {
    return this.#open;
  }

  /** Stops what is running and waits for its end. */
  async close(): Promise<void> {
    const runtime = await this.#runtime?.catch(() => undefined);
    this.#runtime = undefined;
    this.#open = undefined;
    await runtime?.close();
  }

  dispose(): void {
    this.#runsChanged.dispose();
    this.#infrastructureAsked.dispose();
    this.log.dispose();
  }

  async #openRuntime(): Promise<Runtime> {
    try {
      const { openRuntime } = await import('./runtime.ts');
      this.#open = await openRuntime(() => this.#runsChanged.fire());
      return this.#open;
    } catch (error) {
      this.#runtime = undefined;
      throw error;
    }
  }
}
