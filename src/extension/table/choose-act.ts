import * as vscode from 'vscode';
import { count } from '../../base/say.ts';
import type { Act, Branch } from '../infrastructure/branch.ts';
import { isForMany } from '../infrastructure/many.ts';
import type { Line } from '../infrastructure/view.ts';
import { type InfrastructureAction, infrastructureCommands, tokenOf } from '../manifest/infrastructure.ts';

const actsOf = (branch: Branch | undefined) => Object.entries(branch?.actions ?? {}) as [InfrastructureAction, Act][];

/** What can be done with a row, as its page is told. */
export const actTokens = (branch: Branch | undefined): string =>
  actsOf(branch)
    .map(([action, act]) => `${tokenOf(action)}${isForMany(act) ? '+' : ''}`)
    .join(' ');

/** What can be done with rows, to choose from: the entries of their menu, for who works by keyboard. `rows`: what a command of that menu is given. */
export async function chooseAct(lines: readonly Line[], rows: unknown): Promise<void> {
  const [first, ...others] = lines;
  if (first === undefined) return;
  const actions = actsOf(first.branch)
    .filter(([action, act]) => others.length === 0 || (isForMany(act) && others.every(({ branch }) => isOffered(branch, action))))
    .map(([action]) => ({ label: infrastructureCommands[action].title, action }));
  const title = others.length === 0 ? first.branch.label : count(lines.length, 'row');
  const chosen = await vscode.window.showQuickPick(actions, {
    title,
    placeHolder: others.length === 0 ? 'What to do with it' : 'What to do with each of them',
  });
  if (chosen === undefined) throw new vscode.CancellationError();
  await vscode.commands.executeCommand(chosen.action, rows);
}

const isOffered = ({ actions }: Branch, action: InfrastructureAction): boolean => {
  const act = actions?.[action];
  return act !== undefined && isForMany(act);
};
