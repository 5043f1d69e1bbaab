import * as vscode from 'vscode';
import { count } from '../../base/say.ts';
import { rulesView } from '../manifest/views.ts';
import type { BestPractices } from './best-practices.ts';
import { bySeverity } from './findings.ts';

/** A number that changes many times a second is painted a few times. */
const settleMs = 150;

/** Says in the status bar how many findings there are, and leads to the tree. */
export class RulesStatus implements vscode.Disposable {
  readonly #practices: BestPractices;
  readonly #item = vscode.window.createStatusBarItem('nimbus.rules.status', vscode.StatusBarAlignment.Left);
  #timer: NodeJS.Timeout | undefined;

  constructor(practices: BestPractices) {
    this.#practices = practices;
    this.#item.name = 'Nimbus Best Practices';
    this.#item.command = `${rulesView}.focus`;
    this.tell();
  }

  /** What is to be said has changed. */
  soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.tell();
    }, settleMs);
  }

  tell(): void {
    if (!this.#practices.isOn) {
      this.#item.hide();
      return;
    }
    const { progress } = this.#practices;
    const found = [...this.#practices.told()].map((one) => one.found);
    const said = found.length === 0 ? 'no findings' : `${count(found.length, 'finding')}: ${bySeverity(found)}`;
    this.#item.text = progress === undefined ? `$(checklist) ${found.length}` : `$(sync~spin) ${progress.done}/${progress.total}`;
    this.#item.tooltip =
      progress === undefined ? `Best practices: ${said}` : `Best practices: looking at ${count(progress.total, 'part')} of the workspace. ${said} until now`;
    this.#item.accessibilityInformation = { label: `Nimbus best practices: ${progress === undefined ? said : `checking, ${said}`}`, role: 'button' };
    this.#item.show();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#item.dispose();
  }
}
