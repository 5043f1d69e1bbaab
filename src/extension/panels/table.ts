import * as vscode from 'vscode';
import { type Failure, FailureError } from '../../domain/failure/failure.ts';
import { timedOut } from '../../domain/failure/workspace.ts';
import type { Tool } from '../../domain/tool.ts';
import { protocolVersion } from '../../protocol/message.ts';
import type { StepView } from '../../protocol/run-fold.ts';
import { type Column, type FromTable, type ListName, readFromTable, type ToTable } from '../../protocol/table.ts';
import { look } from '../../session/look.ts';
import type { Branch } from '../infrastructure/branch.ts';
import { toolsetOf } from '../infrastructure/did.ts';
import type { Line } from '../infrastructure/view.ts';
import { clean, guarded, log } from '../report.ts';
import type { Runtime } from '../runtime.ts';
import type { Shell } from '../shell.ts';
import { actTokens, chooseAct } from '../table/choose-act.ts';
import { chooseColumns } from '../table/choose-columns.ts';
import { type Cut, copyRows, exportRows } from '../table/export.ts';
import { askInputs, said } from '../table/inputs.ts';
import { cutOf, likeliest, listNames, type Table, tableOf } from '../table/lists.ts';
import { branchOfRow } from '../table/rows.ts';
import { folderAt, readSubject, subjectOf, type TableSource } from '../table/source.ts';
import { titleOf } from '../table/words.ts';
import { answerCommon, loadPage, newPanel, subjectIn } from './panel.ts';

/** A list that takes longer is not waited for, ms. */
const patienceMs = 300_000;

const open = new Map<string, TablePanel>();

/** A list as a table, in a panel of its own; one that is open already comes to the front and is asked for anew. */
export async function openTable(shell: Shell, source: TableSource): Promise<void> {
  const there = open.get(subjectOf(source));
  if (there !== undefined) return there.again();
  const runtime = await shell.runtime();
  new TablePanel(shell, runtime, newPanel('table', source.title ?? 'Table'), source);
}

/** After a reload of the window: it is asked for anew, as rows are not kept. */
export async function restoreTable(shell: Shell, panel: vscode.WebviewPanel, state: unknown): Promise<void> {
  const source = readSubject(subjectIn(state));
  const runtime = await shell.runtime();
  if (source === undefined || !runtime.house.tools.has(source.tool)) return panel.dispose();
  new TablePanel(shell, runtime, panel, source);
}

/** What VS Code hands to a command of the rows' menu: the rows, as the page describes them. */
export function linesOfRows(context: unknown): readonly Line[] {
  if (typeof context !== 'object' || context === null || !('nimbusTable' in context) || !('nimbusRows' in context)) return [];
  const panel = [...open.values()].find(({ id }) => id === context.nimbusTable);
  return Array.isArray(context.nimbusRows) ? (panel?.linesOf(context.nimbusRows) ?? []) : [];
}

/** Something was done with these toolsets: their tables are asked for anew, but for those of what a run gave. */
export function refreshTables(toolsets: ReadonlySet<string>): void {
  for (const panel of open.values()) panel.refreshAfter(toolsets);
}

let tables = 0;

class TablePanel {
  /** In this window. */
  readonly id = `table-${++tables}`;
  readonly #shell: Shell;
  readonly #runtime: Runtime;
  readonly #panel: vscode.WebviewPanel;
  readonly #tool: Tool;
  #source: TableSource;
  #output: unknown;
  #lists: readonly ListName[] = [];
  #list = '';
  #table: Table | undefined;
  #askedAt: number | undefined;
  #failure: Failure | undefined;
  #work: AbortController | undefined;

  constructor(shell: Shell, runtime: Runtime, panel: vscode.WebviewPanel, source: TableSource) {
    const tool = runtime.house.tools.get(source.tool);
    if (tool === undefined) throw new Error(`there is no tool ${source.tool}`);
    this.#shell = shell;
    this.#runtime = runtime;
    this.#panel = panel;
    this.#tool = tool;
    this.#source = source;
    open.set(subjectOf(source), this);
    panel.webview.onDidReceiveMessage((data: unknown) => this.#receive(data));
    panel.onDidDispose(() => {
      this.#work?.abort();
      open.delete(subjectOf(this.#source));
    });
    this.#load();
    void this.#ask();
  }

  /** Comes to the front, with what is there now. */
  again(): void {
    this.#panel.reveal();
    if (this.#work === undefined) void this.#ask();
  }

  refreshAfter(toolsets: ReadonlySet<string>): void {
    if (this.#source.run === undefined && toolsets.has(toolsetOf(this.#tool.name)) && this.#work === undefined) void this.#ask();
  }

  /** Rows as the tree has them; those it does not know are left out. */
  linesOf(rows: readonly unknown[]): readonly Line[] {
    const folder = folderAt(this.#source.folder);
    if (folder === undefined) return [];
    return rows.flatMap((row) => {
      const branch = typeof row === 'number' ? this.#branchOf(row) : undefined;
      return branch === undefined ? [] : [{ folder, branch }];
    });
  }

  #load(): void {
    loadPage(this.#shell, this.#panel, { kind: 'table', title: 'Table', subject: subjectOf(this.#source) });
  }

  #branchOf(row: number): Branch | undefined {
    const record = this.#table?.records[row];
    return record === undefined ? undefined : branchOfRow({ ...this.#source, list: this.#list }, record, this.#output);
  }

  #receive(data: unknown): void {
    const read = readFromTable(data);
    if (!read.ok) this.#shell.log.error(`A table sent something that is no message:\n${read.problem}`);
    else void guarded(this.#shell, 'do what the table asked for', () => this.#take(read.message));
  }

  async #take(message: FromTable): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.#sendAll();
      case 'refresh':
        return this.#ask();
      case 'cancel':
        this.#work?.abort();
        return;
      case 'askOther':
        return this.#askOther();
      case 'chooseList':
        this.#list = message.list;
        return this.#tabulate();
      case 'chooseColumns': {
        const columns = this.#columns();
        const shown = await chooseColumns(columns, `Columns of ${this.#title()}`);
        await this.#shell.memory.update(this.#memoryKey, shown);
        return this.#send({
          type: 'columns',
          shown: [
            ...(shown ??
              this.#columns()
                .filter((one) => one.shown)
                .map(({ id }) => id)),
          ],
        });
      }
      case 'copyRows':
        return this.#notice(await copyRows(message.form, this.#cut(message.rows)));
      case 'export':
        return this.#notice(
          await exportRows(
            this.#source.folder,
            this.#title()
              .toLowerCase()
              .replaceAll(/[^\w]+/g, '-')
              .replace(/^-|-$/g, ''),
            this.#cut(message.rows),
          ),
        );
      case 'rowMenu':
        return chooseAct(this.linesOf(message.rows), { nimbusTable: this.id, nimbusRows: message.rows });
      default:
        await answerCommon(this.#shell, message);
    }
  }

  async #ask(): Promise<void> {
    this.#work?.abort();
    const work = new AbortController();
    this.#work = work;
    this.#failure = undefined;
    this.#send({ type: 'asking', text: 'Asking…' });
    try {
      const output = await this.#answer(AbortSignal.any([work.signal, AbortSignal.timeout(patienceMs)]));
      if (this.#work !== work) return;
      this.#work = undefined;
      this.#output = output;
      const { startedAt, durationMs = 0 } = this.#step() ?? {};
      this.#askedAt = startedAt === undefined ? Date.now() : startedAt + durationMs;
      this.#lists = listNames(this.#tool, output);
      if (!this.#lists.some(({ id, count }) => id === this.#list && count > 0))
        this.#list = this.#lists.find(({ id }) => id === this.#source.list)?.id ?? likeliest(this.#lists) ?? '';
      this.#tabulate();
    } catch (error) {
      if (this.#work !== work) return;
      this.#work = undefined;
      if (work.signal.aborted) return this.#send({ type: 'stopped' });
      if (!(error instanceof FailureError) && !(error instanceof DOMException && error.name === 'TimeoutError')) throw error;
      this.#failure = error instanceof FailureError ? error.failure : timedOut(this.#tool.name, patienceMs);
      log(this.#shell, `list with ${this.#tool.name}`, this.#failure);
      this.#sendFailure(this.#failure);
    }
  }

  async #answer(signal: AbortSignal): Promise<unknown> {
    const { folder, tool, input, run } = this.#source;
    if (run !== undefined) return this.#step()?.result;
    const tell = (text: string): void => {
      if (!signal.aborted) this.#send({ type: 'asking', text });
    };
    const seen = await look(this.#runtime.house, folder, tool, input, { trusted: vscode.workspace.isTrusted }, signal, tell);
    if (!seen.ok) throw new FailureError(seen.failure);
    return seen.value;
  }

  /** The step of a run whose output it is. */
  #step(): StepView | undefined {
    const { run } = this.#source;
    return run && this.#runtime.look(run.runId)?.view.steps.find(({ step }) => step.id === run.stepId);
  }

  /** The same tool, asked for something else, in this panel. */
  async #askOther(): Promise<void> {
    const input = await askInputs(this.#tool, this.#source.input, this.#title());
    open.delete(subjectOf(this.#source));
    this.#source = { ...this.#source, input };
    open.set(subjectOf(this.#source), this);
    // The page keeps its subject for a reload: another one is another page.
    this.#load();
    await this.#ask();
  }

  #tabulate(): void {
    this.#table = tableOf(this.#tool, this.#output, this.#list);
    this.#sendAll();
  }

  #title(): string {
    return this.#source.title ?? titleOf(this.#list === '' ? this.#tool.name : this.#list);
  }

  get #memoryKey(): string {
    return `table-columns.${this.#tool.name}/${this.#list}`;
  }

  /** With those shown that the person chose for this tool. */
  #columns(): readonly Column[] {
    const chosen = this.#shell.memory.get<readonly string[]>(this.#memoryKey);
    const columns = this.#table?.columns ?? [];
    return chosen !== undefined && columns.some(({ id }) => chosen.includes(id)) ? columns.map((one) => ({ ...one, shown: chosen.includes(one.id) })) : columns;
  }

  #cut(rows: readonly number[]): Cut {
    const table = this.#table ?? { columns: [], rows: [], records: [] };
    const shown = this.#columns().flatMap((column, at) => (column.shown ? [{ title: column.title, at }] : []));
    return {
      titles: shown.map(({ title }) => title),
      cells: rows.map((row) => shown.map(({ at }) => table.rows[row]?.[at])),
      records: rows.map((row) => table.records[row]),
    };
  }

  #sendAll(): void {
    const { folder, input, run } = this.#source;
    this.#panel.title = this.#title();
    const records = this.#table?.records ?? [];
    const acts = records.map((_, row) => actTokens(this.#branchOf(row)));
    const cut = cutOf(this.#output);
    this.#send({
      type: 'show',
      protocol: protocolVersion,
      title: this.#title(),
      about: [folderAt(folder)?.name ?? folder, this.#tool.name, said(input)].filter(Boolean),
      lists: this.#lists,
      list: this.#list,
      columns: this.#columns(),
      rows: this.#table?.rows ?? [],
      ...(acts.some((one) => one !== '') ? { acts } : {}),
      ...(cut === undefined ? {} : { cut }),
      ...(this.#askedAt === undefined ? {} : { askedAt: this.#askedAt }),
      live: run === undefined,
      table: this.id,
    });
    if (this.#work !== undefined) this.#send({ type: 'asking', text: 'Asking…' });
    else if (this.#failure !== undefined) this.#sendFailure(this.#failure);
  }

  #sendFailure(failure: Failure): void {
    const { message, fix, details } = clean.value(failure);
    this.#send({ type: 'failed', message, fix, ...(details === undefined ? {} : { details }) });
  }

  #notice(text: string): void {
    this.#send({ type: 'notice', level: 'info', text });
  }

  /** A page that is hidden gets nothing; it asks for everything when it shows again. */
  #send(message: ToTable): void {
    void this.#panel.webview.postMessage(message);
  }
}
