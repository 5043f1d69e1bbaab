import * as vscode from 'vscode';
import type { RunRow } from '../../domain/journal.ts';
import { runsView } from '../manifest/views.ts';
import { report } from '../report.ts';
import type { Runtime } from '../runtime.ts';
import type { Shell } from '../shell.ts';
import type { FileLine } from './files.ts';

/** A line of the tree: a run; a step of one; the line above its files; one of them. */
export type Line = { readonly runId: string } & (
  | { readonly row: RunRow }
  | { readonly step: StepLine }
  | { readonly files: string }
  | { readonly file: FileLine }
);

export interface StepLine {
  readonly label: string;
  readonly description: string;
  readonly icon: string;
  readonly tooltip: string;
}

/** "2 min ago" is looked at again this often, while the tree shows. */
const repaintMs = 30_000;
/** Many events come at once; the tree is read anew once for all of them. */
const settleMs = 100;

/** Plans and runs of the open folders. Opens the store when it first shows, not before. */
export class RunsView implements vscode.TreeDataProvider<Line>, vscode.Disposable {
  readonly #shell: Shell;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #tree: vscode.TreeView<Line>;
  readonly #subscriptions: vscode.Disposable[];
  #settling: NodeJS.Timeout | undefined;
  #repainting: NodeJS.Timeout | undefined;

  constructor(shell: Shell) {
    this.#shell = shell;
    this.#tree = vscode.window.createTreeView(runsView, { treeDataProvider: this });
    this.#subscriptions = [
      this.#tree,
      this.#changed,
      this.#tree.onDidChangeVisibility(() => this.#watch()),
      shell.onRunsChanged(() => this.#soon()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#soon()),
    ];
  }

  async getChildren(line?: Line): Promise<Line[]> {
    try {
      const [{ runLines }, { statusWord }, { runsMax }] = await Promise.all([import('./lines.ts'), import('./row-look.ts'), import('./rows.ts')]);
      if (line !== undefined) return below(line, await this.#shell.runtime());
      this.#watch();
      if (!vscode.workspace.workspaceFolders?.length) return [];
      const lines = runLines(await this.#shell.runtime(), this.#shell.shown);
      const cut = lines.length < runsMax ? [] : [`The newest ${runsMax} are listed; filter for older ones.`];
      this.#tree.message = [...shownWords(this.#shell, statusWord), ...cut].join(' · ') || undefined;
      return lines;
    } catch (error) {
      report(this.#shell, 'list the runs', error);
      return [];
    }
  }

  async getTreeItem(line: Line): Promise<vscode.TreeItem> {
    const { fileItem, filesItem, runItem, stepItem } = await import('./items.ts');
    if ('row' in line) return runItem(line.row, await this.#shell.runtime());
    if ('files' in line) return filesItem(line.runId, line.files);
    return 'file' in line ? fileItem(line.file) : stepItem(line.step);
  }

  dispose(): void {
    clearTimeout(this.#settling);
    clearInterval(this.#repainting);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #soon(): void {
    if (!this.#tree.visible) return;
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined;
      this.#changed.fire(undefined);
    }, settleMs);
  }

  #watch(): void {
    if (!this.#tree.visible) {
      clearInterval(this.#repainting);
      this.#repainting = undefined;
    } else if (this.#repainting === undefined) {
      this.#repainting = setInterval(() => this.#changed.fire(undefined), repaintMs);
      this.#soon();
    }
  }
}

/** Below a run: its steps, then its files in a line of their own, which are looked at only when it is opened. */
async function below(line: Line, runtime: Runtime): Promise<Line[]> {
  const { runId } = line;
  if (!('row' in line) && !('files' in line)) return [];
  const [{ fileLines, filesTitle }, { stepLines }] = await Promise.all([import('./files.ts'), import('./lines.ts')]);
  if ('files' in line) return (await fileLines(runtime, runId)).map((file) => ({ runId, file }));
  const files = filesTitle(runtime, runId);
  return [...stepLines(runtime, runId), ...(files === undefined ? [] : [{ runId, files }])];
}

function shownWords({ shown: { status, text, tool, resource, days } }: Shell, statusWord: (status: RunRow['status']) => string): readonly string[] {
  const parts = [
    ...(status === undefined ? [] : [statusWord(status)]),
    ...(tool === undefined ? [] : [`with ${tool}`]),
    ...(resource === undefined ? [] : [`about ${resource.replaceAll('*', '')}`]),
    ...(days === undefined ? [] : [days === 1 ? 'of today' : `of the last ${days} days`]),
    ...(text === undefined ? [] : [`“${text}”`]),
  ];
  return parts.length === 0 ? [] : [`Filtered: ${parts.join(', ')}`];
}
