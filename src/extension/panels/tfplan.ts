import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { FailureError } from '../../domain/failure/failure.ts';
import { gatherContext } from '../../host/context.ts';
import { protocolVersion } from '../../protocol/message.ts';
import { type FromTfplan, readFromTfplan, type ToTfplan } from '../../protocol/tfplan.ts';
import { readRecord } from '../../tools/terraform/saved/record.ts';
import { openInFolder } from '../documents/file.ts';
import { terraformRoots } from '../infrastructure/terraform.ts';
import { clean, guarded, words } from '../report.ts';
import type { Runtime } from '../runtime.ts';
import type { Shell } from '../shell.ts';
import { blockOf } from '../tfplan/blocks.ts';
import { detailsOf, sentDetails } from '../tfplan/details.ts';
import type { Clean } from '../tfplan/diff.ts';
import { type LoadedPlan, loadPlan, type PlanSource, sourceIn, subjectOf, titleOf } from '../tfplan/load.ts';
import { shownPlan } from '../tfplan/shown.ts';
import { answerCommon, loadPage, newPanel, subjectIn } from './panel.ts';

/** A file is written in several goes, and runs change in bursts, ms. */
const settleMs = 400;

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
        this.#loading = undefined;
        return this.#show();
      case 'readDetails': {
        const { read, entries } = await this.#loaded();
        const clean: Clean = (value) => this.#runtime.house.redactor.value(value);
        const details = detailsOf(read, entries, message.row, clean);
        return details === undefined ? undefined : this.#post({ type: 'details', details: sentDetails(details, clean) });
      }
      case 'copyAddress': {
        const address = (await this.#loaded()).entries[message.row]?.address;
        if (address !== undefined) await vscode.env.clipboard.writeText(clean.text(address));
        return;
      }
      case 'openBlock':
        return this.#openBlock(message.row);
      default:
        await answerCommon(this.#shell, message);
    }
  }

  async #show(): Promise<void> {
    this.#isThere = true;
    try {
      const { read, entries, about } = await this.#loaded();
      this.#panel.title = `Plan · ${about.title}`;
      this.#send(shownPlan(read, entries, about, Date.now()));
      await this.#goToWanted();
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      const { message, fix } = error.failure;
      this.#send({ type: 'problem', protocol: protocolVersion, title: titleOf(this.#source), message, fix });
    }
  }

  /** Read once; what could not be read is tried again by the next who asks. */
  #loaded(): Promise<LoadedPlan> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  async #load(): Promise<LoadedPlan> {
    const loaded = await loadPlan(this.#source, this.#runtime.house, vscode.workspace.isTrusted);
    if (!loaded.ok) throw new FailureError(loaded.failure);
    this.#outcome = await this.#outcomeNow();
    return loaded.value;
  }

  async #goToWanted(): Promise<void> {
    const address = this.#wanted;
    if (address === undefined) return;
    this.#wanted = undefined;
    const row = (await this.#loaded()).entries.findIndex((entry) => entry.address === address);
    if (row >= 0) this.#send({ type: 'reveal', row });
  }

  async #openBlock(row: number): Promise<void> {
    const { entries, roots } = await this.#loaded();
    const entry = entries[row];
    if (entry === undefined) return;
    const { folder } = this.#source;
    const at = this.#runtime.house.workplace(folder, new AbortController().signal, () => {});
    const { files = [] } = 'file' in this.#source ? await gatherContext(folder) : {};
    const place = await blockOf(entry.address, [...roots, ...terraformRoots(files)], at);
    if (place === undefined) {
      const why = entry.action === 'delete' ? 'it is gone from the configuration' : 'it is in no Terraform file of this workspace folder';
      return this.#notice(`There is no block of ${entry.address} to open: ${why}.`);
    }
    try {
      await openInFolder(folder, place);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      return this.#notice(words(error.failure));
    }
    return place.isItself ? undefined : this.#notice(`The block of ${entry.address} is not in a file here; the call of its module was opened.`);
  }

  /** Whether it was applied since. */
  async #lookAtOutcome(): Promise<void> {
    if (this.#loading === undefined || (await this.#outcomeNow()) === this.#outcome) return;
    this.#loading = undefined;
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
        this.#loading = undefined;
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
