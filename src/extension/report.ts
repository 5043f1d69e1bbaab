import * as vscode from 'vscode';
import { type Failure, FailureError } from '../domain/failure/failure.ts';
import { Redactor } from '../safety/redact.ts';
import type { Shell } from './shell.ts';

/** No secret leaves for a log, a notification, a file or the clipboard; the house of this window tells it what its tools find out. */
export const clean = new Redactor(process.env);

/** A button of a notification, and what it does. */
export interface Action {
  readonly label: string;
  do(): unknown;
}

/** By the code of a failure: what to do about it, where a button can do that. */
const wayOut: Readonly<Record<string, Action>> = {
  'workspace/none': { label: 'Open Folder…', do: () => vscode.commands.executeCommand('workbench.action.files.openFolder') },
};

/** Does a command's work: what fails on the way goes to the log and to the person, with what to do. */
export async function guarded(shell: Shell, what: string, work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    report(shell, what, error);
  }
}

/** Tells the log and the person. A cancellation is neither. */
export function report(shell: Shell, what: string, error: unknown, actions: readonly Action[] = []): void {
  if (error instanceof vscode.CancellationError) return;
  const showLog: Action = { label: 'Show Log', do: () => shell.log.show() };
  if (error instanceof FailureError) {
    log(shell, what, error.failure);
    const offered = actions.length > 0 ? actions : [wayOut[error.failure.code] ?? showLog];
    void notify(error.failure.severity === 'low' ? 'warning' : 'error', words(error.failure), offered);
    return;
  }
  shell.log.error(what, error instanceof Error ? (error.stack ?? error.message) : String(error));
  void notify('error', `Nimbus broke while it was to ${what}: ${error instanceof Error ? error.message : String(error)}. What was there is still there.`, [
    ...actions,
    showLog,
  ]);
}

/** Everything about a failure, for the log. */
export function log(shell: Shell, what: string, { code, message, fix, problems = [], details }: Failure): void {
  shell.log.warn([`${what}: ${code}: ${message}`, fix, ...problems.map((p) => `${p.path}: ${p.message}`), ...(details ? [details] : [])].join('\n  '));
}

/** What happened and what to do, on one line. */
export const words = ({ message, fix }: Failure): string => `${message} ${fix}`;

/** Shows a notification and does what is chosen in it. Resolves when it is gone. */
export async function notify(level: 'info' | 'warning' | 'error', text: string, actions: readonly Action[] = []): Promise<void> {
  const { showInformationMessage, showWarningMessage, showErrorMessage } = vscode.window;
  const show = { info: showInformationMessage, warning: showWarningMessage, error: showErrorMessage }[level];
  const chosen: string | undefined = await show(clean.text(text), ...actions.map(({ label }) => label));
  await actions.find(({ label }) => label === chosen)?.do();
}
