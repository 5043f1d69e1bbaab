import * as vscode from 'vscode';
import type { Failure } from '../../domain/failure/failure.ts';
import { type InfrastructureAction, infrastructureView, tokenOf } from '../manifest/infrastructure.ts';
import { report } from '../report.ts';
import type { Shell } from '../shell.ts';
import type { Branch } from './branch.ts';

/** A line of the tree with the workspace folder it belongs to. */
export interface Line {
  readonly folder: vscode.WorkspaceFolder;
  readonly branch: Branch;
}

/** State, clusters, releases, accounts, repositories: asked for line by line as it is opened, never before. */
export class InfrastructureView implements vscode.TreeDataProvider<Line>, vscode.Disposable {
  readonly #shell: Shell;
  readonly #changed = new vscode.EventEmitter<Line | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #subscriptions: readonly vscode.Disposable[];
  /** Lines that change by themselves, by their ids: how to stop listening. */
  readonly #live = new Map<string, () => void>();

  constructor(shell: Shell) {
    this.#shell = shell;
    this.#subscriptions = [
      vscode.window.createTreeView(infrastructureView, { treeDataProvider: this, showCollapseAll: true }),
      this.#changed,
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.refresh()),
      shell.onInfrastructureAsked(() => this.refresh()),
    ];
  }

  refresh(line?: Line): void {
    this.#changed.fire(line);
  }

  #listen(line: Line): void {
    const { id, live } = line.branch;
    if (live === undefined) return;
    this.#live.get(id)?.();
    this.#live.set(
      id,
      live(() => this.refresh(line)),
    );
  }

  async getChildren(line?: Line): Promise<Line[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    try {
      if (line !== undefined) return await this.#below(line);
      const [first] = folders;
      if (first === undefined) return [];
      if (folders.length > 1)
        return folders.map((folder) => ({
          folder,
          branch: { id: folder.uri.toString(), label: folder.name, icon: 'root-folder', isOpen: true, children: async () => this.#roots(folder) },
        }));
      const roots = (await this.#roots(first)).map((branch) => ({ folder: first, branch }));
      for (const root of roots) this.#listen(root);
      return roots;
    } catch (error) {
      report(this.#shell, 'list what there is', error);
      return [];
    }
  }

  getTreeItem({ folder, branch }: Line): vscode.TreeItem {
    const { TreeItemCollapsibleState: Open } = vscode;
    const item = new vscode.TreeItem(branch.label, branch.children === undefined ? Open.None : branch.isOpen ? Open.Expanded : Open.Collapsed);
    item.id = branch.id;
    if (branch.description !== undefined) item.description = branch.description;
    item.iconPath = new vscode.ThemeIcon(branch.icon, branch.color === undefined ? undefined : new vscode.ThemeColor(branch.color));
    item.tooltip = new vscode.MarkdownString(branch.tooltip ?? [branch.label, branch.description].filter(Boolean).join(' · '));
    item.contextValue = (Object.keys(branch.actions ?? {}) as InfrastructureAction[]).map(tokenOf).join(' ');
    if (branch.click !== undefined) item.command = { command: branch.click, title: 'Show', arguments: [{ folder, branch }] };
    return item;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const stop of this.#live.values()) stop();
  }

  async #roots(folder: vscode.WorkspaceFolder): Promise<readonly Branch[]> {
    const [{ rootsOf }, { house }] = await Promise.all([import('./roots.ts'), this.#shell.runtime()]);
    return rootsOf(folder, house);
  }

  async #below({ folder, branch }: Line): Promise<Line[]> {
    const [{ askIn }, { AskFailed }, runtime] = await Promise.all([import('./ask.ts'), import('./branch.ts'), this.#shell.runtime()]);
    try {
      const children = (await branch.children?.(askIn(runtime.house, folder))) ?? [];
      const lines = children.map((child) => ({ folder, branch: child }));
      for (const child of lines) this.#listen(child);
      return lines;
    } catch (error) {
      if (error instanceof AskFailed) return [{ folder, branch: told(branch.id, error.failure) }];
      throw error;
    }
  }
}

/** In the place of what could not be asked: what is wrong, and what to do. */
const told = (id: string, { message, fix, missing }: Failure): Branch => ({
  id: `${id}/failure`,
  label: message.split(/(?<=[.!?])\s/)[0] ?? message,
  icon: missing ? 'plug' : 'warning',
  color: 'charts.orange',
  tooltip: `${message}\n\n${fix}`,
});
