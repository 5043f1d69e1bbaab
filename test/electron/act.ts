import * as vscode from 'vscode';

/** What a line of the infrastructure tree does, done. `what`: an act, as the lines have them. */
export const act = (action: string, what: object): Thenable<unknown> =>
  vscode.commands.executeCommand(action, { branch: { id: 'test', label: 'test', icon: 'beaker', actions: { [action]: what } } });
