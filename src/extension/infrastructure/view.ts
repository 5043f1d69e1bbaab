import * as vscode from 'vscode';
import type { Failure } from '../../domain/failure/failure.ts';
import { type InfrastructureAction, infrastructureView, lineTokens, tokenOf } from '../manifest/infrastructure.ts';
import { plainly } from '../plainly.ts';
import { report } from '../report.ts';
import type { Shell } from '../shell.ts';
import type { Branch } from './branch.ts';
import { watchShown } from './shown.ts';

/** A line of the tree with the workspace folder it belongs to. */
export interface Line {
  readonly folder: vscode.WorkspaceFolder;
  readonly branch: Branch;
  /** It stands in the place of what is below this one, which could not be asked: asked again, that one is. */
  readonly failed?: Line;
}

/** Which lines a person opened (true) or closed, by their ids, is kept over a reload: as many as this, the last ones. */
const memoryKey = 'infrastructure-open';
const keptMax = 300;

/** State, clusters, releases, accounts, repositories: asked for line by line as it is opened, never before. */
export class InfrastructureView implements vscode.TreeDataProvider<Line>, vscode.Disposable {
  readonly #shell: Shell;
  readonly #changed = new vscode.EventEmitter<Line | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #subscriptions: readonly vscode.Disposable[];
  /** Lines that change by themselves, by their ids: how to stop listening. */
  readonly #live = new Map<string, () => void>();
  /** What is being asked for, by the id of the line: asked twice at once, it is one question. */
  readonly #asking = new Map<string, Promise<Line[]>>();
  readonly #isOpen: Map<string, boolean>;
  #selected: Line | undefined;
  /** Runs of this window whose end is waited for. */
  readonly #followed = new WeakSet<object>();

  constructor(shell: Shell) {
    this.#shell = shell;
    this.#isOpen = new Map(shell.memory.get<[string, boolean][]>(memoryKey, []));
    const tree = vscode.window.createTreeView(infrastructureView, { treeDataProvider: this, showCollapseAll: true });
    shell.lineInView = () => (tree.visible ? this.#selected : undefined);
    this.#subscriptions = [
      tree,
      tree.onDidExpandElement(({ element }) => this.#keep(element, true)),
      tree.onDidCollapseElement(({ element }) => this.#keep(element, false)),
      tree.onDidChangeSelection(({ selection }) => {
        this.#selected = selection.length === 1 ? selection[0] : undefined;
      }),
      // Who went on in a file since means what is there.
      vscode.window.onDidChangeTextEditorSelection(({ kind, textEditor }) => {
        if (kind !== undefined && textEditor.document.uri.scheme === 'file') this.#selected = undefined;
      }),
      this.#changed,
      watchShown(shell),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.refresh()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
      shell.onInfrastructureAsked((line) => this.refresh(line as Line | undefined)),
      shell.onRunsChanged(() => this.#followRuns()),
    ];
  }

  refresh(line?: Line): void {
    this.#changed.fire(line?.failed ?? line);
  }

  #keep({ branch: { id } }: Line, isOpen: boolean): void {
    this.#isOpen.delete(id);
    this.#isOpen.set(id, isOpen);
    void this.#shell.memory.update(memoryKey, [...this.#isOpen].slice(-keptMax));
  }

  /** After a run of this window that did something, what is listed may be another. */
  #followRuns(): void {
    for (const run of this.#shell.opened?.runs.all() ?? []) {
      if (this.#followed.has(run)) continue;
      this.#followed.add(run);
      void run.ended.then(async (view) => {
        const { didSomethingWith, plannedTerraform } = await import('./did.ts');
        const toolsets = didSomethingWith(view);
        // The tree tells what the last plan says.
        if (toolsets.size > 0 || plannedTerraform(view)) this.refresh();
        if (toolsets.size === 0) return;
        (await import('../panels/table.ts')).refreshTables(toolsets);
      });
    }
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
          branch: { id: folder.uri.toString(), label: folder.name, icon: 'root-folder', isOpen: true, children: async () => this.#roots(folder, true) },
        }));
      const roots = (await this.#roots(first)).map((branch) => ({ folder: first, branch }));
      for (const root of roots) this.#listen(root);
      return roots;
    } catch (error) {
      report(this.#shell, 'list what there is', error);
      return [];
    }
  }

  getTreeItem(line: Line): vscode.TreeItem {
    const { folder, branch, failed } = line;
    const { TreeItemCollapsibleState: Open } = vscode;
    const item = new vscode.TreeItem(
      branch.label,
      branch.children === undefined ? Open.None : (this.#isOpen.get(branch.id) ?? branch.isOpen) ? Open.Expanded : Open.Collapsed,
    );
    item.id = branch.id;
    if (branch.description !== undefined) item.description = branch.description;
    item.iconPath = new vscode.ThemeIcon(branch.icon, branch.color === undefined ? undefined : new vscode.ThemeColor(branch.color));
    // Label and description come from servers: plain text, in which nothing is formatted, linked or fetched.
    item.tooltip = branch.tooltip === undefined ? [branch.label, branch.description].filter(Boolean).join(' · ') : new vscode.MarkdownString(branch.tooltip);
    item.contextValue = [
      ...(Object.keys(branch.actions ?? {}) as InfrastructureAction[]).map(tokenOf),
      ...(branch.children === undefined ? [] : [lineTokens.opens]),
      ...(failed === undefined ? [] : [lineTokens.failed]),
    ].join(' ');
    if (branch.click !== undefined) item.command = { command: branch.click, title: 'Show', arguments: [{ folder, branch }] };
    return item;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const stop of this.#live.values()) stop();
  }

  async #roots(folder: vscode.WorkspaceFolder, isOneOfSeveral = false): Promise<readonly Branch[]> {
    const [{ rootsOf, rootsOrNone }, { threadFile }, { house }] = await Promise.all([
      import('./roots.ts'),
      import('../tfplan/thread.ts'),
      this.#shell.runtime(),
    ]);
    return (isOneOfSeveral ? rootsOrNone : rootsOf)(folder, house, threadFile(this.#shell.extensionUri.fsPath));
  }

  #below(line: Line): Promise<Line[]> {
    const { id } = line.branch;
    const under = this.#asking.get(id) ?? this.#ask(line).finally(() => this.#asking.delete(id));
    this.#asking.set(id, under);
    return under;
  }

  async #ask(line: Line): Promise<Line[]> {
    const { folder, branch } = line;
    const [{ askIn, quietly }, { AskFailed }, runtime] = await Promise.all([import('./ask.ts'), import('./branch.ts'), this.#shell.runtime()]);
    try {
      const children = (await branch.children?.(askIn(quietly(runtime.house), folder))) ?? [];
      const lines = children.map((child) => ({ folder, branch: child }));
      for (const child of lines) this.#listen(child);
      return lines;
    } catch (error) {
      if (error instanceof AskFailed) return [{ folder, branch: told(branch.id, error.failure), failed: line }];
      throw error;
    }
  }
}

/** In the place of what could not be asked: what is wrong, and what to do. */
const told = (id: string, failure: Failure): Branch => {
  const { message, fix, missing } = failure;
  return {
    id: `${id}/failure`,
    label: message.split(/(?<=[.!?])\s/)[0] ?? message,
    icon: missing ? 'plug' : 'warning',
    color: 'charts.orange',
    tooltip: `${plainly(message)}\n\n${plainly(fix)}`,
    click: 'nimbus.infrastructure.explain',
    actions: {
      'nimbus.infrastructure.explain': { do: async ({ shell }) => (await import('./explain.ts')).explain(shell, failure) },
      'nimbus.infrastructure.copy': { copy: `${message} ${fix}` },
    },
  };
};
