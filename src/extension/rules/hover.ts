import * as vscode from 'vscode';
import type { BestPractices } from './best-practices.ts';
import { commandUri, rangeOf } from './diagnostics.ts';
import { asText } from './markdown.ts';

/** Why what VS Code underlines matters, where that is known from, and what to do: beside VS Code's own words for the problem. */
export class FindingHovers implements vscode.HoverProvider {
  readonly #practices: BestPractices;

  constructor(practices: BestPractices) {
    this.#practices = practices;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const file = this.#practices.of(document);
    const here = file?.found.filter((found) => found.quiet === undefined && rangeOf(found).contains(position)) ?? [];
    const first = here[0];
    if (file === undefined || first === undefined) return undefined;
    const texts = here.map((found) => {
      const card = this.#practices.rule(found.rule);
      const text = new vscode.MarkdownString();
      // Links to these commands only; what a rule of the workspace says stays text.
      text.isTrusted = { enabledCommands: ['nimbus.rules.showDocs', 'nimbus.rules.suppress'] };
      text.appendMarkdown(`**${asText(card?.title ?? found.rule)}** · ${found.severity}${card ? ` · ${card.category}` : ''}\n\n`);
      if (card) text.appendMarkdown(`${asText(card.why)}\n\n`);
      const fix = !found.fixable
        ? 'No sure fix: a person has to decide.'
        : found.replaces
          ? 'Has a fix, which makes the cloud replace or restart what exists.'
          : 'Has a quick fix.';
      const place = { root: file.root, path: file.path, rule: found.rule, line: found.line };
      text.appendMarkdown(
        `${fix} [Show rule](${commandUri('nimbus.rules.showDocs', found.rule)} "${found.rule}") · [Ignore…](${commandUri('nimbus.rules.suppress', place)})${card && /^https:\/\/[^\s()<>"]+$/.test(card.source) ? ` · [Source](${card.source})` : ''}`,
      );
      return text;
    });
    return new vscode.Hover(texts, rangeOf(first));
  }
}
