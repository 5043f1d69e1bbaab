import * as vscode from 'vscode';

/** What takes longer says so, and can be cancelled. */
const quietMs = 800;

/** Does what usually takes a moment. Where it takes longer a notification says what is waited for, with a way out. Throws `CancellationError` when the person takes it. */
export async function patiently<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const cancel = new AbortController();
  const done = work(cancel.signal);
  const over = done.then(
    () => undefined,
    () => undefined,
  );
  const timer = setTimeout(() => {
    void vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, (_, token) => {
      token.onCancellationRequested(() => cancel.abort());
      return over;
    });
  }, quietMs);
  try {
    return await done;
  } catch (error) {
    throw cancel.signal.aborted ? new vscode.CancellationError() : error;
  } finally {
    clearTimeout(timer);
  }
}
