import * as vscode from 'vscode';
import { runsView } from './manifest/views.ts';
import { report } from './report.ts';
import type { LiveRun } from './runs/live-run.ts';
import type { Shell } from './shell.ts';

/** How long a run has worked is said anew this often, ms. */
const tickMs = 1_000;

/** Says in the status bar what runs and what waits, what it has used of its budget, and on which profile; keeps the context keys of menus. */
export function showStatus(shell: Shell): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('nimbus.status', vscode.StatusBarAlignment.Left);
  item.name = 'Nimbus';
  item.command = `${runsView}.focus`;
  const keys = { 'nimbus.live': false, 'nimbus.asking': false };
  const tell = (): void => {
    const runs = shell.opened?.runs.all() ?? [];
    const waiting = runs.filter((run) => run.isAsking).length;
    const running = runs.length - waiting;
    const parts = [...(running > 0 ? [`${running} running`] : []), ...(waiting > 0 ? [`${waiting} to approve`] : [])];
    item.text = parts.length === 0 ? '$(cloud) Nimbus' : `$(${running > 0 ? 'sync~spin' : 'cloud'}) ${parts.join(' · ')}`;
    item.tooltip = 'Plans and runs of this workspace';
    item.accessibilityInformation = { label: `Nimbus: ${parts.join(', ') || 'nothing runs'}`, role: 'button' };
    const now = { 'nimbus.live': runs.length > 0, 'nimbus.asking': waiting > 0 };
    for (const key of ['nimbus.live', 'nimbus.asking'] as const) {
      if (keys[key] === now[key]) continue;
      keys[key] = now[key];
      void vscode.commands.executeCommand('setContext', key, now[key]);
    }
  };
  const budget = new BudgetItem(shell);
  const profile = new ProfileItem(shell);
  tell();
  item.show();
  return vscode.Disposable.from(
    item,
    budget,
    profile,
    shell.onRunsChanged(() => {
      tell();
      budget.tell();
      profile.tell();
    }),
  );
}

/** While a run is at work: what it has used of what it may, in the warning colour when little is left; leads to the run. */
class BudgetItem implements vscode.Disposable {
  readonly #shell: Shell;
  readonly #item = vscode.window.createStatusBarItem('nimbus.budget', vscode.StatusBarAlignment.Left);
  #ticking: NodeJS.Timeout | undefined;
  /** Of the run that is told of: asked for once. */
  #ceilings: { readonly runId: string; readonly are: Promise<CeilingsHere> } | undefined;

  constructor(shell: Shell) {
    this.#shell = shell;
    this.#item.name = 'Nimbus Budget';
  }

  tell(): void {
    const run = this.#run();
    if (run === undefined) {
      clearInterval(this.#ticking);
      this.#ticking = undefined;
      this.#ceilings = undefined;
      this.#item.hide();
      return;
    }
    this.#ticking ??= setInterval(() => void this.#show(), tickMs);
    void this.#show();
  }

  dispose(): void {
    clearInterval(this.#ticking);
    this.#item.dispose();
  }

  /** The one that began last, of those at work. */
  #run(): LiveRun | undefined {
    return this.#shell.opened?.runs.all().findLast((run) => run.view.phase === 'running');
  }

  async #show(): Promise<void> {
    const run = this.#run();
    if (run === undefined) return this.tell();
    try {
      if (this.#ceilings?.runId !== run.id) {
        this.#ceilings = { runId: run.id, are: ceilingsIn(this.#shell, run.view.folder) };
        // Once: an item with a new command every second drops a click that falls between two.
        this.#item.command = { title: 'Show Run', command: 'nimbus.run.open', arguments: [{ runId: run.id }] };
      }
      const [{ budgetLook }, { ceilings }] = await Promise.all([import('./budget.ts'), this.#ceilings.are]);
      if (this.#run() !== run) return;
      const { text, tooltip, isNearEnd, label } = budgetLook(run.view, ceilings, Date.now());
      this.#item.text = text;
      this.#item.tooltip = new vscode.MarkdownString(tooltip, true);
      this.#item.backgroundColor = isNearEnd ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
      this.#item.accessibilityInformation = { label, role: 'button' };
      this.#item.show();
    } catch (error) {
      clearInterval(this.#ticking);
      report(this.#shell, 'show the budget of a run', error);
    }
  }
}

/** Which profile is in use in the first open folder, and what a run may spend there. */
class ProfileItem implements vscode.Disposable {
  readonly #shell: Shell;
  readonly #item = vscode.window.createStatusBarItem('nimbus.profile', vscode.StatusBarAlignment.Left);

  constructor(shell: Shell) {
    this.#shell = shell;
    this.#item.name = 'Nimbus Profile';
    this.#item.command = 'nimbus.profile.switch';
  }

  tell(): void {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    const used = folder === undefined ? undefined : this.#shell.opened?.house.profiles.inUse(folder);
    if (folder === undefined || used === undefined) {
      this.#item.hide();
      return;
    }
    const name = used.ok ? used.value.name : 'broken';
    const words = used.ok
      ? `Nimbus works with the profile ${name}${used.value.environment === undefined ? '' : ` (${used.value.environment})`}`
      : used.failure.message;
    this.#item.text = `$(${used.ok && used.value.environment === 'prod' ? 'shield' : 'account'}) ${name}`;
    this.#item.tooltip = words;
    this.#item.accessibilityInformation = { label: `Nimbus profile: ${name}`, role: 'button' };
    this.#item.show();
    if (used.ok) void this.#addCeilings(folder, words);
  }

  dispose(): void {
    this.#item.dispose();
  }

  async #addCeilings(folder: string, words: string): Promise<void> {
    try {
      const { words: ceilings } = await ceilingsIn(this.#shell, folder);
      if (this.#item.tooltip === words) this.#item.tooltip = new vscode.MarkdownString(`${words}\n\n${ceilings}`);
    } catch (error) {
      report(this.#shell, 'look up what a run may spend', error);
    }
  }
}

interface CeilingsHere {
  readonly ceilings: import('./budget.ts').Ceilings;
  readonly words: string;
}

/** By the policies and the profile that hold in a folder now. */
async function ceilingsIn(shell: Shell, folder: string): Promise<CeilingsHere> {
  const [{ ceilingsOf, ceilingWords }, { house }] = await Promise.all([import('./budget.ts'), shell.runtime()]);
  const at = house.workplace(folder, new AbortController().signal, () => {});
  const { policies, environment } = await house.circumstances(at, { trusted: vscode.workspace.isTrusted, mode: 'act' });
  const ceilings = ceilingsOf(policies, environment?.name);
  return { ceilings, words: ceilingWords(ceilings) };
}
