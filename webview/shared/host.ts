import type { Read } from '../../src/protocol/message.ts';
import { protocolVersion } from '../../src/protocol/message.ts';

/** VS Code gives this to a webview once. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** The extension, as a view sees it. */
export interface Host<Out> {
  send(message: Out): void;
  /** What this view last kept; survives hiding and reloading. */
  kept(): unknown;
  keep(state: object): void;
}

type Common = { type: 'ready'; protocol: number } | { type: 'misunderstood'; problem: string };

/**
 * Says `ready`, then gives every message that the schema can read to `take`. One that it can't read, and a `show` of
 * another protocol version, goes to `misunderstood` and back to the host for its log.
 */
export function connect<In extends { readonly type: string; readonly protocol?: number }, Out>(to: {
  read(data: unknown): Read<In>;
  take(message: In): void;
  misunderstood(problem: string): void;
}): Host<Out> {
  const api = acquireVsCodeApi();
  const post = (message: Out | Common): void => api.postMessage(message);
  const complain = (problem: string): void => {
    post({ type: 'misunderstood', problem });
    to.misunderstood(problem);
  };
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const got = to.read(data);
    if (!got.ok) complain(got.problem);
    else if (got.message.protocol !== undefined && got.message.protocol !== protocolVersion)
      complain(`the extension speaks protocol ${got.message.protocol}, this view ${protocolVersion}`);
    else to.take(got.message);
  });
  // After the entry has run through, so that `take` may use everything it declares.
  queueMicrotask(() => post({ type: 'ready', protocol: protocolVersion }));
  // The host finds by its subject what a page that comes back after a reload is about; another subject starts anew.
  const subject = document.getElementById('app')?.dataset.subject;
  const before = api.getState() as { readonly subject?: string } | undefined;
  if (subject && before?.subject !== subject) api.setState({ subject });
  return { send: post, kept: () => api.getState(), keep: (state) => api.setState({ ...state, subject }) };
}
