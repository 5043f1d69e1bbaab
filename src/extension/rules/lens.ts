import * as vscode from 'vscode';
import { count } from '../../base/say.ts';
import { type BestPractices, setting } from './best-practices.ts';
import { bySeverity, type Place } from './findings.ts';

/** "2 findings: 1 high, 1 low" above what has them. */
export class CountLenses implements vscode.CodeLensProvider {
  readonly #practices: BestPractices;
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(practices: BestPractices) {
    this.#practices = practices;
    this.onDidChangeCodeLenses = practices.onFindings;
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const file = this.#practices.of(document);
    if (file === undefined || !setting('codeLens', true)) return [];
    const told = file.found.filter(({ quiet }) => quiet === undefined);
    return [...Map.groupBy(told, ({ blockLine }) => blockLine)].map(([line, found]) => {
      const place: Place & { line: number } = { root: file.root, path: file.path, line };
      return new vscode.CodeLens(new vscode.Range(line - 1, 0, line - 1, 0), {
        title: `${count(found.length, 'finding')}: ${bySeverity(found)}`,
        tooltip: found.map(({ message }) => message).join('\n'),
        command: 'nimbus.rules.showBlock',
        arguments: [place],
      });
    });
  }
}
