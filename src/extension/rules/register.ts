import * as vscode from 'vscode';
import { panelTypes } from '../manifest/views.ts';
import { guarded } from '../report.ts';
import type { Shell } from '../shell.ts';
import type { BestPractices } from './best-practices.ts';
import { RulesDoor } from './door.ts';
import { RulesView } from './tree.ts';

interface Registered {
  readonly door: RulesDoor;
  readonly view: RulesView;
}
let registered: Registered | undefined;

/** Part of activation: registers the tree and listens for the first document. **Invariant:** loads nothing of the rules. */
export function registerRules(shell: Shell, context: vscode.ExtensionContext): vscode.Disposable {
  const door = new RulesDoor(shell, context);
  const view = new RulesView(shell, door);
  registered = { door, view };
  return vscode.Disposable.from(
    door,
    view,
    vscode.window.registerWebviewPanelSerializer(panelTypes.report, {
      deserializeWebviewPanel: (panel) =>
        guarded(shell, 'open the report again', async () => (await import('./report-panel.ts')).restoreReport(await practices(), panel)),
    }),
  );
}

/** The best practices of this window; opened by the first call. */
export const practices = (): Promise<BestPractices> => here().door.open();
export const rulesTree = (): RulesView => here().view;

function here(): Registered {
  if (registered === undefined) throw new Error('Nimbus is not active.');
  return registered;
}
