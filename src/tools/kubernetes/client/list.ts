import { setTimeout as pause } from 'node:timers/promises';
import { type Failure, failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { type Cluster, pathOf } from './cluster.ts';
import { type Expired, failureOfError, failureOfStatus, type Status } from './explain.ts';
import { apiVersionOf, type Kind } from './kinds.ts';
import type { KubeObject } from './object.ts';
import { linesOf, send } from './send.ts';

export interface Selection {
  /** Absent: in all namespaces. */
  readonly namespace?: string | undefined;
  readonly labels?: string | undefined;
  readonly fields?: string | undefined;
}

interface Page<T> {
  readonly metadata: { readonly continue?: string; readonly resourceVersion?: string; readonly remainingItemCount?: number };
  readonly items?: readonly T[] | null;
}

const pageItems = 500;

/**
 * A kind's objects, a page at a time. A list that takes longer than the cluster remembers goes on as the cluster offers (what
 * comes then is newer than what came before), so every object that was there all along comes once. Ends with the first failure.
 */
export async function* pages<T = KubeObject>(
  cluster: Cluster,
  kind: Kind,
  { namespace, labels, fields }: Selection,
  { accept, limit = pageItems, includeObject }: { readonly accept?: string; readonly limit?: number; readonly includeObject?: 'Metadata' | 'None' } = {},
): AsyncGenerator<Outcome<Page<T>>> {
  let next: string | undefined;
  do {
    const query = { limit, continue: next, labelSelector: labels, fieldSelector: fields, includeObject };
    const about = `the list of ${kind.plural}`;
    const page = await cluster.json<Page<T>>({ method: 'GET', path: pathOf(kind, { namespace }), query, about, ...(accept === undefined ? {} : { accept }) });
    const goesOnAt = page.ok ? undefined : (page.failure as Expired).goesOnAt;
    if (goesOnAt !== undefined && goesOnAt !== next) {
      next = goesOnAt;
      continue;
    }
    yield page;
    if (!page.ok) return;
    next = page.value.metadata.continue || undefined;
  } while (next !== undefined);
}

/** All of them at once, as long as they are not more than `max`. */
export async function listAll<T = KubeObject>(
  cluster: Cluster,
  kind: Kind,
  selection: Selection,
  { max = 100_000, metadataOnly = false }: { readonly max?: number; readonly metadataOnly?: boolean } = {},
): Promise<Outcome<readonly T[]>> {
  const accept = metadataOnly ? 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' : undefined;
  const all: T[] = [];
  for await (const page of pages<T>(cluster, kind, selection, accept === undefined ? {} : { accept })) {
    if (!page.ok) return page;
    // In a list the objects leave out what they are.
    for (const item of page.value.items ?? []) all.push({ apiVersion: apiVersionOf(kind), kind: kind.kind, ...item });
    if (all.length >= max) break;
  }
  return ok(all);
}

/** What a live view is told. `reset`: what came before no longer holds; all that is there now follows as `added`, then `synced`. */
export type WatchEvent =
  | { readonly type: 'reset' }
  | { readonly type: 'synced' }
  | { readonly type: 'added' | 'modified' | 'deleted'; readonly object: KubeObject }
  /** The cluster can't be reached, or refuses; it is tried again. */
  | { readonly type: 'lost'; readonly failure: Failure; readonly retryMs: number };

const watchMs = 280_000;
/** A cluster says at least once a minute where a watch stands: one that says nothing for this long is dead. */
const silenceMsMax = 120_000;
const retryMsMin = 500;
const retryMsMax = 15_000;

/**
 * The objects of a kind and every change to them, until `signal` fires. Survives connections that break, those that stay open
 * and say nothing for `silenceMs`, API servers that restart and versions that expire (410): it takes up where it was when it
 * can, and otherwise begins again with `reset`; one that expires each time, with pauses.
 * What is refused for good (no such kind, not allowed) ends it with that failure.
 */
export async function* watchObjects(
  cluster: Cluster,
  kind: Kind,
  selection: Selection,
  signal: AbortSignal,
  { silenceMs = silenceMsMax }: { readonly silenceMs?: number } = {},
): AsyncGenerator<WatchEvent, Outcome<void>> {
  let version: string | undefined;
  let failures = 0;
  /** Since something was last heard. */
  let expiries = 0;
  while (!signal.aborted) {
    try {
      if (version === undefined) {
        const listed = yield* listForWatch(cluster, kind, selection);
        if (!listed.ok) {
          if (isFinal(listed.failure)) return listed;
          throw new Lost(listed.failure);
        }
        version = listed.value;
      }
      for await (const event of watchFrom(cluster, kind, selection, version, silenceMs, signal)) {
        if (!event.ok) {
          if (isFinal(event.failure)) return event;
          if (event.failure.code !== 'kubernetes/expired') throw new Lost(event.failure);
          version = undefined;
          if (++expiries > 1) throw new Lost(event.failure);
          break;
        }
        failures = 0;
        expiries = 0;
        version = event.value.version ?? version;
        if (event.value.event !== undefined) yield event.value.event;
      }
    } catch (error) {
      if (signal.aborted) break;
      const failure = error instanceof Lost ? error.failure : failureOfError(error, cluster.connection.context);
      const retryMs = Math.min(retryMsMax, retryMsMin * 2 ** failures++);
      yield { type: 'lost', failure, retryMs };
      await pause(retryMs, undefined, { signal }).catch(() => {});
    }
  }
  return ok(undefined);
}

class Lost extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

const isFinal = ({ code }: Failure): boolean =>
  ['kubernetes/forbidden', 'kubernetes/unauthorized', 'kubernetes/not-found', 'kubernetes/wrong-ca'].includes(code);

async function* listForWatch(cluster: Cluster, kind: Kind, selection: Selection): AsyncGenerator<WatchEvent, Outcome<string>> {
  let version = '';
  let first = true;
  for await (const page of pages(cluster, kind, selection)) {
    if (!page.ok) return page;
    if (first) yield { type: 'reset' };
    first = false;
    version = page.value.metadata.resourceVersion ?? version;
    for (const item of page.value.items ?? []) yield { type: 'added', object: { apiVersion: apiVersionOf(kind), kind: kind.kind, ...item } };
  }
  yield { type: 'synced' };
  return ok(version);
}

interface RawEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: KubeObject;
}

/** One watch, until the server ends it. */
async function* watchFrom(
  cluster: Cluster,
  kind: Kind,
  { namespace, labels, fields }: Selection,
  resourceVersion: string,
  silenceMs: number,
  signal: AbortSignal,
): AsyncGenerator<Outcome<{ readonly version: string | undefined; readonly event?: WatchEvent }>> {
  const query = { watch: true, resourceVersion, allowWatchBookmarks: true, timeoutSeconds: watchMs / 1000, labelSelector: labels, fieldSelector: fields };
  const answer = await send(cluster.connection, { method: 'GET', path: pathOf(kind, { namespace }), query, about: `the watch of ${kind.plural}` }, signal);
  if (!answer.ok) return yield answer;
  answer.value.setTimeout(silenceMs, () => answer.value.destroy(new Error('it says nothing any more')));
  for await (const line of linesOf(answer.value)) {
    if (line === '') continue;
    const { type, object } = JSON.parse(line) as RawEvent;
    if (type === 'ERROR') {
      yield failed(failureOfStatus(object as unknown as Status, cluster.connection.context, `the watch of ${kind.plural}`));
      return;
    }
    const version = object.metadata.resourceVersion;
    if (type === 'BOOKMARK') yield ok({ version });
    else yield ok({ version, event: { type: type.toLowerCase() as 'added' | 'modified' | 'deleted', object } });
  }
}
