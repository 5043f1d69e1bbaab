import * as vscode from 'vscode';
import { rulesView } from '../manifest/views.ts';
import { report } from '../report.ts';
import type { Shell } from '../shell.ts';
import type { RulesDoor } from './door.ts';
import type { Filter, Grouping, Line } from './tree-model.ts';

/** Findings come in bursts; the tree is read anew once for all of them. */
const settleMs = 200;
const groupingKey = 'rules.grouping';

/** The tree "Best Practices": what it shows is worked out when it is looked at. */
export class RulesView implements vscode.TreeDataProvider<Line>, vscode.Disposable {
  readonly #shell: Shell;
  readonly #door: RulesDoor;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #tree: vscode.TreeView<Line>;
  readonly #subscriptions: readonly vscode.Disposable[];
  #settling: NodeJS.Timeout | undefined;
  #filter: Filter = {};

  constructor(shell: Shell, door: RulesDoor) {
    this.#shell = shell;
    this.#door = door;
    this.#tree = vscode.window.createTreeView(rulesView, { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = [this.#tree, this.#changed, door.onChanged(() => this.#soon())];
  }

  get filter(): Filter {
    return this.#filter;
  }

  set filter(filter: Filter) {
    this.#filter = filter;
    const isOn = Object.values(filter).some((value) => value !== undefined && value !== false);
    void vscode.commands.executeCommand('setContext', 'nimbus.rules.filtered', isOn);
    this.#changed.fire(undefined);
  }

  showAll(): void {
    this.filter = {};
  }

  get grouping(): Grouping {
    return this.#shell.memory.get<Grouping>(groupingKey, 'severity');
  }

  set grouping(grouping: Grouping) {
    void this.#shell.memory.update(groupingKey, grouping);
    this.#changed.fire(undefined);
  }

  async getChildren(line?: Line): Promise<Line[]> {
    try {
      const [practices, { linesOf }] = await Promise.all([this.#door.open(), import('./tree-lines.ts')]);
      const { lines, message, badge } = linesOf(practices, line, this.#filter, this.grouping);
      if (line === undefined) {
        this.#tree.message = message;
        this.#tree.badge = badge;
        void vscode.commands.executeCommand('setContext', 'nimbus.rules.looked', practices.progress === undefined);
      }
      return [...lines];
    } catch (error) {
      report(this.#shell, 'list the findings', error);
      return [];
    }
  }

  async getTreeItem(line: Line): Promise<vscode.TreeItem> {
    const [practices, { itemOf }] = await Promise.all([this.#door.open(), import('./tree-lines.ts')]);
    return itemOf(practices, line, this.grouping);
  }

  dispose(): void {
    clearTimeout(this.#settling);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #soon(): void {
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined;
      this.#changed.fire(undefined);
    }, settleMs);
  }
}
