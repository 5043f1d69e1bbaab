import { basename } from 'node:path';
import * as vscode from 'vscode';
import { severities } from '../../domain/finding.ts';
import { protocolVersion } from '../../protocol/message.ts';
import { type FromReport, readFromReport, type ToReport } from '../../protocol/report.ts';
import { answerCommon, loadPage, newPanel } from '../panels/panel.ts';
import { clean, guarded } from '../report.ts';
import type { BestPractices } from './best-practices.ts';
import { openFinding, showDocs } from './commands.ts';
import { exportReport } from './export.ts';
import type { FoundIn } from './findings.ts';
import { fixAll, pathWords } from './fix-all.ts';

/** What changes while it shows is sent this often at the most, ms. */
const settleMs = 250;
/** A page with more findings than these is slow to draw; the rest is said, and in an export. */
const findingsMax = 2_000;

let open: ReportPanel | undefined;

/** Shows the report of this window: one panel. */
export function showReport(practices: BestPractices): void {
  if (open) open.reveal();
  else open = new ReportPanel(practices, newPanel('report', 'Best Practices'));
}

export function restoreReport(practices: BestPractices, panel: vscode.WebviewPanel): void {
  if (open) panel.dispose();
  else open = new ReportPanel(practices, panel);
}

class ReportPanel {
  readonly #practices: BestPractices;
  readonly #panel: vscode.WebviewPanel;
  #shown: readonly FoundIn[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(practices: BestPractices, panel: vscode.WebviewPanel) {
    this.#practices = practices;
    this.#panel = panel;
    const subscriptions = [practices.onChanged(() => this.#soon()), vscode.workspace.onDidGrantWorkspaceTrust(() => this.#soon())];
    panel.webview.onDidReceiveMessage((data: unknown) => this.#receive(data));
    panel.onDidDispose(() => {
      clearTimeout(this.#timer);
      for (const subscription of subscriptions) subscription.dispose();
      open = undefined;
    });
    loadPage(practices.shell, panel, { kind: 'report', title: 'Best Practices Report', subject: 'report' });
  }

  reveal(): void {
    this.#panel.reveal();
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#show();
    }, settleMs);
  }

  #receive(data: unknown): void {
    const { shell } = this.#practices;
    const read = readFromReport(data);
    if (!read.ok) shell.log.error(`The report sent something that is no message:\n${read.problem}`);
    else void guarded(shell, 'do what the report asked for', () => this.#take(read.message));
  }

  async #take(message: FromReport): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.#show();
      case 'open': {
        const one = this.#shown[message.index];
        return one && openFinding(one);
      }
      case 'showRule':
        return showDocs(this.#practices, message.rule);
      case 'fixAll':
        return fixAll(this.#practices.shell, this.#practices, message.rule === undefined ? undefined : { rule: message.rule });
      case 'export': {
        const path = await exportReport(this.#practices);
        this.#send({ type: 'notice', level: 'info', text: `Wrote ${path}.` });
        return;
      }
      case 'again':
        return this.#practices.again();
      default:
        await answerCommon(this.#practices.shell, message);
    }
  }

  #show(): void {
    const practices = this.#practices;
    const told = [...practices.told()].sort(
      (a, b) =>
        severities.indexOf(b.found.severity) - severities.indexOf(a.found.severity) ||
        (a.path < b.path ? -1 : a.path > b.path ? 1 : a.found.line - b.found.line),
    );
    this.#shown = told.slice(0, findingsMax);
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
    const whole = practices.findings.report(practices.findings.roots, practices.files, () => '');
    const rules = new Set(this.#shown.map(({ found }) => found.rule));
    this.#send({
      type: 'show',
      protocol: protocolVersion,
      where: folders.map((folder) => `${basename(folder)}/`).join(', '),
      files: practices.files,
      findings: this.#shown.map(({ root, path, found: { rule, severity, line, resource, message, fixable } }) => ({
        rule,
        severity,
        file: pathWords(root, path),
        line,
        resource,
        message,
        fixable,
      })),
      rules: practices.rules.filter(({ id }) => rules.has(id)),
      suppressed: whole.suppressed.length,
      notes: [
        ...(told.length > findingsMax ? [`The ${findingsMax} gravest of ${told.length} findings are listed; an export has all of them.`] : []),
        ...whole.notes,
      ],
      trend: practices.trend.points,
      ...(practices.progress ? { progress: practices.progress } : {}),
      now: Date.now(),
      untrusted: !vscode.workspace.isTrusted,
    });
  }

  #send(message: ToReport): void {
    void this.#panel.webview.postMessage(clean.value(message));
  }
}
