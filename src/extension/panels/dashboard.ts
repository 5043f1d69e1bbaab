import { basename } from 'node:path';
import * as vscode from 'vscode';
import { count, duration } from '../../base/say.ts';
import { type FromDashboard, periods, readFromDashboard, type ToDashboard } from '../../protocol/dashboard.ts';
import { protocolVersion } from '../../protocol/message.ts';
import { type RunStats, statsFrom } from '../../session/stats.ts';
import { save } from '../dashboard/export.ts';
import { dayOf, everyDay, Figures, runsMax } from '../dashboard/figures.ts';
import { runsView } from '../manifest/views.ts';
import { guarded } from '../report.ts';
import type { Shell } from '../shell.ts';
import { answerCommon, loadPage, newPanel } from './panel.ts';

type Show = Extract<ToDashboard, { type: 'show' }>;

/** Runs begin and end in bursts; they are counted once for all of them, ms. */
const settleMs = 400;

const manyRuns = 200;

let open: DashboardPanel | undefined;

/** The figures of this window's folders: one panel. */
export function showDashboard(shell: Shell): void {
  if (open) open.reveal();
  else open = new DashboardPanel(shell, newPanel('dashboard', 'Nimbus Dashboard'));
}

/** After a reload of the window. */
export function restoreDashboard(shell: Shell, panel: vscode.WebviewPanel): void {
  if (open) panel.dispose();
  else open = new DashboardPanel(shell, panel);
}

class DashboardPanel {
  readonly #shell: Shell;
  readonly #panel: vscode.WebviewPanel;
  #figures: Figures | undefined;
  #period: number = 30;
  #last: Show | undefined;
  #timer: NodeJS.Timeout | undefined;
  #work = new AbortController();

  constructor(shell: Shell, panel: vscode.WebviewPanel) {
    this.#shell = shell;
    this.#panel = panel;
    const subscriptions = [
      shell.onRunsChanged(() => this.#soon()),
      panel.onDidChangeViewState(() => this.#soon()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#soon()),
    ];
    panel.webview.onDidReceiveMessage((data: unknown) => this.#receive(data));
    panel.onDidDispose(() => {
      clearTimeout(this.#timer);
      this.#work.abort();
      for (const subscription of subscriptions) subscription.dispose();
      open = undefined;
    });
    loadPage(shell, panel, { kind: 'dashboard', title: 'Nimbus Dashboard', subject: 'dashboard' });
  }

  reveal(): void {
    this.#panel.reveal();
  }

  #soon(): void {
    if (!this.#panel.visible) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void guarded(this.#shell, 'count the runs', () => this.#look());
    }, settleMs);
  }

  #receive(data: unknown): void {
    const read = readFromDashboard(data);
    if (!read.ok) this.#shell.log.error(`The dashboard sent something that is no message:\n${read.problem}`);
    else void guarded(this.#shell, 'do what the dashboard asked for', () => this.#take(read.message));
  }

  async #take(message: FromDashboard): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.#look();
      case 'look':
        this.#period = periods.find((days) => days === message.period) ?? 30;
        return this.#look();
      case 'showRuns':
        this.#shell.showRuns(message.status === undefined ? {} : { status: message.status });
        await vscode.commands.executeCommand(`${runsView}.focus`);
        return;
      case 'generate':
        await vscode.commands.executeCommand('nimbus.terraform.generate');
        return;
      case 'export':
        return this.#export();
      default:
        await answerCommon(this.#shell, message);
    }
  }

  /** Counts what the rows say at once, and the steps of each run after that. */
  async #look(): Promise<void> {
    this.#work.abort();
    const work = new AbortController();
    this.#work = work;
    const { house } = await this.#shell.runtime();
    this.#figures ??= new Figures(house.journal);
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
    const rows = this.#figures.rows(folders, this.#period, Date.now());
    const ever = rows.length > 0 || folders.some((folder) => house.journal.runs({ folder, limit: 1 }).length > 0);
    const about = { where: folders.map((folder) => basename(folder)).join(', '), period: this.#period, cut: rows.length === runsMax, ever };
    try {
      // Of a long history the runs are there at once, and their steps take a moment.
      if (rows.length > manyRuns) this.#send({ ...showOf(statsFrom(rows, []), about), tools: undefined });
      const stats = await this.#figures.of(rows, work.signal);
      this.#send(showOf(stats, about));
    } catch (error) {
      // A newer look is on its way.
      if (!work.signal.aborted) throw error;
    }
  }

  async #export(): Promise<void> {
    const shown = this.#last;
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    if (shown === undefined || folder === undefined) return;
    await save('Export Figures', folder.uri.fsPath, `nimbus-figures-${dayOf(Date.now())}`, {
      md: () => figuresMarkdown(shown),
      json: () => `${JSON.stringify({ nimbus: 1, ...figuresOf(shown) }, null, 2)}\n`,
    });
  }

  #send(message: Show): void {
    this.#last = message;
    void this.#panel.webview.postMessage(message);
  }
}

function showOf(stats: RunStats, about: Pick<Show, 'where' | 'period' | 'cut' | 'ever'>): Show {
  const { successRate, durationMs, tokens, costUsd } = stats;
  return {
    type: 'show',
    protocol: protocolVersion,
    ...about,
    count: stats.count,
    ...(successRate === undefined ? {} : { successRate }),
    ...(durationMs === undefined ? {} : { durationMs: { p50: durationMs.p50, p95: durationMs.p95 } }),
    ...(tokens === undefined ? {} : { tokens }),
    ...(costUsd === undefined ? {} : { costUsd }),
    days: everyDay(stats.days, dayOf(Date.now()), about.period),
    tools: [...stats.tools],
  };
}

const figuresOf = ({ type: _, protocol: __, ...figures }: Show) => figures;

function figuresMarkdown({ where, period, count: runs, successRate, durationMs, days, tools = [] }: Show): string {
  const rate = successRate === undefined ? 'none ended yet' : `${Math.round(successRate * 100)} % of those that ended succeeded`;
  const times = durationMs === undefined ? '' : `; half took under ${duration(durationMs.p50)}, 95 of 100 under ${duration(durationMs.p95)}`;
  const parts = [
    `# Runs in ${where}`,
    `The last ${period} days: ${count(runs, 'run')}, ${rate}${times}.`,
    ['| day | succeeded | failed | other |', '|---|---|---|---|', ...days.map((d) => `| ${d.day} | ${d.succeeded} | ${d.failed} | ${d.other} |`)].join('\n'),
    [
      '| tool | calls | failed | p50 | p95 |',
      '|---|---|---|---|---|',
      ...tools.map((t) => `| \`${t.name}\` | ${t.count} | ${t.failed} | ${duration(t.p50Ms)} | ${duration(t.p95Ms)} |`),
    ].join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}
