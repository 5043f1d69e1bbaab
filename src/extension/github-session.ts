import * as vscode from 'vscode';
import type { Workplace } from '../domain/workplace.ts';
import { sessions } from './sessions.ts';
import type { Shell } from './shell.ts';

/** The editor's own GitHub session; a person who says no to it has none. */
export const signIn: Workplace['signIn'] = (provider, scopes) => sessions(vscode.authentication).asked(provider, scopes);

/** The one there is: nobody is asked for one. */
export const sessionThereIs: Workplace['signIn'] = (provider, scopes) => sessions(vscode.authentication).present(provider, scopes);

/** From the line of the tree that says so; what could not be listed is then asked for again. */
export async function signInFromTree(shell: Shell): Promise<void> {
  if ((await signIn('github', ['repo'])) === undefined) throw new vscode.CancellationError();
  shell.refreshInfrastructure();
}
