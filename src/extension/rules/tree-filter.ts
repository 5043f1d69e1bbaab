import * as vscode from 'vscode';
import { severities } from '../../domain/finding.ts';
import type { RulesView } from './tree.ts';
import { type Filter, type Grouping, groupings } from './tree-model.ts';

/** Asks which findings the tree is to list. */
export async function filterFindings(view: RulesView): Promise<void> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly filter?: Filter }>();
  pick.title = 'Filter Best Practices';
  pick.placeholder = 'A severity, or words of a message, rule, file or resource';
  const choices = [
    ...severities.toReversed().map((from) => ({ label: from === 'critical' ? 'critical' : `${from} and graver`, filter: { from } })),
    { label: 'with a fix', filter: { fixable: true } },
  ];
  pick.items = choices;
  pick.onDidChangeValue((value) => {
    const text = value.trim();
    pick.items = [...(text === '' ? [] : [{ label: `With “${text}”`, alwaysShow: true, filter: { text } }]), ...choices];
  });
  pick.onDidAccept(() => {
    view.filter = pick.selectedItems[0]?.filter ?? {};
    pick.hide();
  });
  pick.onDidHide(() => pick.dispose());
  await vscode.commands.executeCommand('nimbus.rules.focus');
  pick.show();
}

const words: Readonly<Record<Grouping, string>> = { severity: 'Severity, then rule', rule: 'Rule', file: 'File' };

export async function groupFindings(view: RulesView): Promise<void> {
  const items = groupings.map((grouping) => ({ label: words[grouping], description: grouping === view.grouping ? 'as it is' : '', grouping }));
  const chosen = await vscode.window.showQuickPick(items, { title: 'Group Best Practices By…' });
  if (chosen === undefined) throw new vscode.CancellationError();
  view.grouping = chosen.grouping;
}
