import { basename, dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { FailureError } from '../../domain/failure/failure.ts';
import { relevantFiles } from '../../host/relevant-files.ts';
import { protocolVersion } from '../../protocol/message.ts';
import { addressOf, type FromTfplan, readFromTfplan, type ToTfplan } from '../../protocol/tfplan.ts';
import { readRecord } from '../../tools/terraform/saved/record.ts';
import { openInFolder } from '../documents/file.ts';
import { terraformRoots } from '../infrastructure/terraform.ts';
import { clean, guarded, words } from '../report.ts';
import { runDraft } from '../runs/begin.ts';
import type { Runtime } from '../runtime.ts';
import type { Shell } from '../shell.ts';
import { blockOf } from '../tfplan/blocks.ts';
import { cleanInParts } from '../tfplan/clean.ts';
import { detailsOf, sentDetails } from '../tfplan/details.ts';
import type { Clean } from '../tfplan/diff.ts';
import { type LoadedPlan, loadPlan, type PlanSource, sourceIn, subjectOf, titleOf } from '../tfplan/load.ts';
import { draftOf } from '../tfplan/next.ts';
import { PlanThread, ThreadEnded, threadFile } from '../tfplan/thread.ts';
import type { Doing } from '../tfplan/worker/messages.ts';
import { answerCommon, loadPage, newPanel, subjectIn } from './panel.ts';

/** A file is written in several goes, and runs change in bursts, ms. */
const settleMs = 400;
/** Reading that takes no longer than this is not spoken of, ms. */
const quietMs = 300;

const open = new Map<string, TfplanPanel>();

/** Shows a plan; `address`: at this row. A plan that is shown already comes to the front. */
export async function showTfplan(shell: Shell, source: PlanSource, address?: string): Promise<void> {
  const there = open.get(subjectOf(source));
  if (there !== undefined) return there.reveal(address);
  const runtime = await shell.runtime();
  new TfplanPanel(shell, runtime, newPanel('tfplan', titleOf(source)), source, address);
}

/** After a reload of the window. */
export async function restoreTfplan(shell: Shell, panel: vscode.WebviewPanel, state: unknown): Promise<void> {
  const source = sourceIn(subjectIn(state));
  if (source === undefined || open.has(subjectOf(source))) return panel.dispose();
  new TfplanPanel(shell, await shell.runtime(), panel, source);
}

class TfplanPanel {
  readonly #shell: Shell;
  readonly #runtime: Runtime;
  readonly #panel: vscode.WebviewPanel;
  readonly #source: PlanSource;
  #loading: Promise<LoadedPlan> | undefined;
  /** Has the plan that is shown, or reads it. */
  #thread: PlanThread | undefined;
  /** The person said to read no further. */
  #isStopped = false;
  /** Shown next, once the page is there. */
  #wanted: string | undefined;
  #isThere = false;
  #outcome: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(shell: Shell, runtime: Runtime, panel: vscode.WebviewPanel, source: PlanSource, address?: string) {
    this.#shell = shell;
    this.#runtime = runtime;
    this.#panel = panel;
    this.#source = source;
    this.#wanted = address;
    const subject = subjectOf(source);
    open.set(subject, this);
    const subscriptions = 'file' in source ? this.#watchFile(source.file) : [shell.onRunsChanged(() => this.#soon(() => this.#lookAtOutcome()))];
    panel.webview.onDidReceiveMessage((data: unknown) => this.#receive(data));
    panel.onDidDispose(() => {
      clearTimeout(this.#timer);
      this.#forget();
      for (const subscription of subscriptions) subscription.dispose();
      open.delete(subject);
    });
    loadPage(shell, panel, { kind: 'tfplan', title: 'Terraform Plan', subject });
  }

  reveal(address: string | undefined): void {
    this.#wanted = address;
    this.#panel.reveal();
    // A page that was hidden asks for everything once it shows.
    if (this.#isThere && this.#panel.visible) void guarded(this.#shell, 'show a line of the plan', () => this.#goToWanted());
  }

  #receive(data: unknown): void {
    const read = readFromTfplan(data);
    if (!read.ok) this.#shell.log.error(`A plan's panel sent something that is no message:\n${read.problem}`);
    else void guarded(this.#shell, 'do what the plan’s panel asked for', () => this.#take(read.message));
  }

  async #take(message: FromTfplan): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.#show();
      case 'again':
        this.#forget();
        return this.#show();
      case 'stop':
        this.#isStopped = true;
        return this.#forget();
      case 'readDetails': {
        await this.#loaded();
        const facts = await this.#thread?.ask('row', { row: message.row });
        const clean: Clean = (value) => this.#runtime.house.redactor.value(value);
        return facts === undefined ? undefined : this.#post({ type: 'details', details: sentDetails(detailsOf(facts, clean), clean) });
      }
      case 'copyAddress': {
        const { shown } = await this.#loaded();
        if (shown.rows[message.row] !== undefined) await vscode.env.clipboard.writeText(clean.text(addressOf(shown, message.row)));
        return;
      }
      case 'apply':
      case 'plan': {
        const { saved } = await this.#loaded();
        return saved && runDraft(this.#shell, this.#source.folder, draftOf(message.type, saved));
      }
      case 'openBlock':
        return this.#openBlock(message.row);
      default:
        await answerCommon(this.#shell, message);
    }
  }

  async #show(): Promise<void> {
    this.#isThere = true;
    this.#isStopped = false;
    try {
      const { shown } = await this.#loaded();
      this.#panel.title = `Plan · ${shown.title}`;
      const clean: Clean = (value) => this.#runtime.house.redactor.value(value);
      this.#post({ ...(await cleanInParts(shown, clean, () => nextTurn())), now: Date.now() });
      await this.#goToWanted();
    } catch (error) {
      const title = titleOf(this.#source);
      if (error instanceof ThreadEnded) {
        // Another one reads it by now, or nobody looks any more.
        if (!this.#isStopped) return this.#loading === undefined ? this.#problem(title, error.message, 'Read it again.') : undefined;
        return this.#problem(title, 'Reading the plan was stopped.', 'Read it again, or close this tab.');
      }
      if (!(error instanceof FailureError)) throw error;
      this.#problem(title, error.failure.message, error.failure.fix);
    }
  }

  #problem(title: string, message: string, fix: string): void {
    this.#send({ type: 'problem', protocol: protocolVersion, title, message, fix });
  }

  /** What was read, and what reads it, goes. */
  #forget(): void {
    this.#loading = undefined;
    this.#thread?.[Symbol.dispose]();
    this.#thread = undefined;
  }

  /** Read once; what could not be read is tried again by the next who asks. */
  #loaded(): Promise<LoadedPlan> {
    if (this.#loading !== undefined) return this.#loading;
    const loading = this.#load();
    this.#loading = loading;
    loading.catch(() => {
      if (this.#loading === loading) this.#forget();
    });
    return loading;
  }

  async #load(): Promise<LoadedPlan> {
    const startedAt = performance.now();
    let doing: Doing | undefined;
    const tell = (): void => {
      if (doing !== undefined && this.#thread === thread) this.#send({ type: 'reading', protocol: protocolVersion, title: titleOf(this.#source), ...doing });
    };
    const thread = new PlanThread(threadFile(this.#shell.extensionUri.fsPath), (now) => {
      doing = now;
      if (performance.now() - startedAt > quietMs) tell();
    });
    this.#thread = thread;
    const timer = setTimeout(tell, quietMs);
    try {
      const loaded = await loadPlan(this.#source, this.#runtime.house, vscode.workspace.isTrusted, thread);
      if (!loaded.ok) throw new FailureError(loaded.failure);
      this.#outcome = await this.#outcomeNow();
      return loaded.value;
    } finally {
      doing = undefined;
      clearTimeout(timer);
    }
  }

  async #goToWanted(): Promise<void> {
    const address = this.#wanted;
    if (address === undefined) return;
    this.#wanted = undefined;
    const { shown } = await this.#loaded();
    const row = shown.rows.findIndex((_, index) => addressOf(shown, index) === address);
    if (row >= 0) this.#send({ type: 'reveal', row });
  }

  async #openBlock(row: number): Promise<void> {
    const { shown, roots } = await this.#loaded();
    const action = shown.rows[row]?.action;
    if (action === undefined) return;
    const address = addressOf(shown, row);
    const { folder } = this.#source;
    const at = this.#runtime.house.workplace(folder, new AbortController().signal, () => {});
    const files = 'file' in this.#source ? await relevantFiles(folder) : [];
    const place = await blockOf(address, [...roots, ...terraformRoots(files)], at);
    if (place === undefined) {
      const why = action === 'delete' ? 'it is gone from the configuration' : 'it is in no Terraform file of this workspace folder';
      return this.#notice(`There is no block of ${address} to open: ${why}.`);
    }
    try {
      await openInFolder(folder, place);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      return this.#notice(words(error.failure));
    }
    return place.isItself ? undefined : this.#notice(`The block of ${address} is not in a file here; the call of its module was opened.`);
  }

  /** Whether it was applied since. */
  async #lookAtOutcome(): Promise<void> {
    if (this.#loading === undefined || (await this.#outcomeNow()) === this.#outcome) return;
    this.#forget();
    if (this.#panel.visible) await this.#show();
  }

  async #outcomeNow(): Promise<string | undefined> {
    if ('file' in this.#source) return undefined;
    const at = this.#runtime.house.workplace(this.#source.folder, new AbortController().signal, () => {});
    const record = await readRecord(this.#source.plan, at);
    return record.ok ? record.value.outcome : 'gone';
  }

  #watchFile(file: string): readonly vscode.Disposable[] {
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(dirname(file)), basename(file)));
    const changed = () =>
      this.#soon(async () => {
        this.#forget();
        if (this.#panel.visible) await this.#show();
      });
    return [watcher, watcher.onDidChange(changed), watcher.onDidCreate(changed)];
  }

  #soon(work: () => Promise<void>): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void guarded(this.#shell, 'look at the plan again', work), settleMs);
  }

  #notice(text: string): void {
    this.#send({ type: 'notice', level: 'info', text });
  }

  /** Everything goes through the redactor, as the events of a run do. */
  #send(message: ToTfplan): void {
    this.#post(this.#runtime.house.redactor.value(message));
  }

  #post(clean: ToTfplan): void {
    void this.#panel.webview.postMessage(clean);
  }
}
