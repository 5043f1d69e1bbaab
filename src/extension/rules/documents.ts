import * as vscode from 'vscode';
import type { Place } from './findings.ts';
import type { Change, ToWorker } from './worker/messages.ts';

/** An edit waits this long for the next one, ms… */
const settleMs = 120;
/** …but not longer than this altogether. */
const waitMs = 400;
/** More changes than these are sent as the whole text. */
const changesMax = 400;

interface Followed {
  readonly document: vscode.TextDocument;
  readonly place: Place;
  /** The version the worker has. */
  sent: number;
  changes: Change[];
  since: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Tells the worker what is being typed. **Invariant:** a keystroke costs an entry in a list and a timer; texts are put
 * together when the timer fires.
 */
export class Documents implements vscode.Disposable {
  readonly #followed = new Map<string, Followed>();
  readonly #send: (message: ToWorker) => void;
  readonly #placeOf: (uri: vscode.Uri) => Place | undefined;
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(send: (message: ToWorker) => void, placeOf: (uri: vscode.Uri) => Place | undefined) {
    this.#send = send;
    this.#placeOf = placeOf;
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => this.#follow(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#leave(document)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => this.#change(document, contentChanges)),
    ];
  }

  /** Tells everything that is open; `except`: not this one, until it is changed. */
  resend(except?: Place): void {
    for (const { timer } of this.#followed.values()) clearTimeout(timer);
    this.#followed.clear();
    for (const document of vscode.workspace.textDocuments) {
      const place = this.#placeOf(document.uri);
      if (place !== undefined && place.root === except?.root && place.path === except.path) continue;
      this.#follow(document);
    }
  }

  whole(place: Place): void {
    for (const followed of this.#followed.values()) if (followed.place.root === place.root && followed.place.path === place.path) this.#sendWhole(followed);
  }

  /** What has been typed until now is sent now. */
  flush(uri: vscode.Uri): void {
    const followed = this.#followed.get(uri.toString());
    if (followed?.timer !== undefined) this.#flush(followed);
  }

  dispose(): void {
    for (const { timer } of this.#followed.values()) clearTimeout(timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #follow(document: vscode.TextDocument): void {
    const place = this.#placeOf(document.uri);
    if (place === undefined) return;
    const followed: Followed = { document, place, sent: document.version, changes: [], since: 0, timer: undefined };
    this.#followed.set(document.uri.toString(), followed);
    this.#sendWhole(followed);
  }

  #leave(document: vscode.TextDocument): void {
    const followed = this.#followed.get(document.uri.toString());
    if (followed === undefined) return;
    clearTimeout(followed.timer);
    this.#followed.delete(document.uri.toString());
    this.#send({ type: 'closed', ...followed.place });
  }

  #change(document: vscode.TextDocument, changes: readonly vscode.TextDocumentContentChangeEvent[]): void {
    const followed = this.#followed.get(document.uri.toString());
    // A change of what is dirty or read-only comes without changes.
    if (changes.length === 0) return;
    if (followed === undefined) {
      this.#follow(document);
      return;
    }
    for (const { rangeOffset, rangeLength, text } of changes) followed.changes.push({ start: rangeOffset, end: rangeOffset + rangeLength, text });
    const now = performance.now();
    if (followed.timer === undefined) followed.since = now;
    clearTimeout(followed.timer);
    followed.timer = setTimeout(() => this.#flush(followed), Math.max(0, Math.min(settleMs, followed.since + waitMs - now)));
  }

  #flush(followed: Followed): void {
    clearTimeout(followed.timer);
    followed.timer = undefined;
    const { document, changes, place, sent } = followed;
    if (changes.length > changesMax) {
      this.#sendWhole(followed);
      return;
    }
    const length = document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
    this.#send({ type: 'edited', ...place, from: sent, version: document.version, length, changes });
    followed.sent = document.version;
    followed.changes = [];
  }

  #sendWhole(followed: Followed): void {
    const { document, place } = followed;
    clearTimeout(followed.timer);
    followed.timer = undefined;
    this.#send({ type: 'document', ...place, version: document.version, text: document.getText() });
    followed.sent = document.version;
    followed.changes = [];
  }
}
