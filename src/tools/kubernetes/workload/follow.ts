import { setTimeout as pause } from 'node:timers/promises';
import { type Failure, failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { logsUnavailable } from '../../../domain/failure/kubernetes.ts';
import { type Cluster, pathOf, type Ref } from '../client/cluster.ts';
import { linesOf, send } from '../client/send.ts';
import { containerOf, podsBehind } from './pods.ts';
import type { Pod } from './why.ts';

export interface LogLine {
  readonly pod: string;
  readonly container: string;
  /** As the cluster stamped it. */
  readonly time: string;
  readonly text: string;
}

export interface LogOptions {
  readonly container?: string | undefined;
  /** Last lines only, of each pod. */
  readonly tail?: number | undefined;
  readonly sinceSeconds?: number | undefined;
  readonly previous?: boolean;
  readonly follow?: boolean;
}

/** What a reader of logs is told. `lost`: one pod's log broke off or can't be read; the others go on. */
export type LogEvent =
  | { readonly type: 'line'; readonly line: LogLine }
  | { readonly type: 'pod'; readonly pod: string }
  | { readonly type: 'lost'; readonly pod: string; readonly failure: Failure };

/** Lines that wait to be read, over all pods: when they are so many, the pods are not read any further. */
const waitingMax = 1_000;
const podsMax = 50;
const newPodsMs = 2_000;

/**
 * The logs of the pods behind an object, merged as they come; following, also those of pods that come later. The reader sets
 * the pace: what it does not read stays in the cluster. Ends when all logs have ended, or when `signal` fires.
 */
export async function* followLogs(cluster: Cluster, ref: Ref, options: LogOptions, signal: AbortSignal): AsyncGenerator<LogEvent, Outcome<void>> {
  const first = await podsBehind(cluster, ref);
  if (!first.ok) return first;
  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  const lane = new Lane(waitingMax);
  const known = new Set<string>();
  let open = 0;
  const begin = (pod: Pod) => {
    const key = pod.metadata.uid ?? pod.metadata.name;
    if (known.has(key) || known.size >= podsMax) return;
    known.add(key);
    open++;
    readPod(cluster, ref, pod, known.size > first.value.length ? { ...options, tail: undefined } : options, lane, until)
      .catch((error: unknown) => lane.fail(error))
      .finally(() => {
        if (--open === 0 && (!options.follow || ref.kind.kind === 'Pod')) lane.end();
      });
  };
  for (const pod of first.value) begin(pod);
  const looking = options.follow && ref.kind.kind !== 'Pod' ? lookForNew(cluster, ref, begin, until) : Promise.resolve();
  signal.addEventListener('abort', () => lane.end(), { once: true });
  try {
    yield* lane.read();
    return ok(undefined);
  } finally {
    stop.abort();
    lane.end();
    await looking;
  }
}

async function lookForNew(cluster: Cluster, ref: Ref, begin: (pod: Pod) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(newPodsMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    const pods = await podsBehind(cluster, ref).catch(() => failed(logsUnavailable(ref.name, 'the call ended')));
    // Gone or not to be reached: the next look may find some again.
    if (pods.ok) for (const pod of pods.value) begin(pod);
  }
}

async function readPod(cluster: Cluster, ref: Ref, pod: Pod, options: LogOptions, lane: Lane, signal: AbortSignal): Promise<void> {
  const { name } = pod.metadata;
  const container = containerOf(pod, options.container);
  if (!container.ok) return lane.put({ type: 'lost', pod: name, failure: container.failure });
  const pods = await cluster.kind('pod');
  if (!pods.ok) return lane.put({ type: 'lost', pod: name, failure: pods.failure });
  let last: string | undefined;
  for (;;) {
    const since = last;
    const query = {
      container: container.value,
      timestamps: true,
      follow: options.follow,
      previous: options.previous,
      ...(since === undefined ? { tailLines: options.tail, sinceSeconds: options.sinceSeconds } : { sinceTime: since }),
    };
    const path = pathOf(pods.value, { namespace: pod.metadata.namespace ?? ref.namespace, name }, 'log');
    const answer = await send(cluster.connection, { method: 'GET', path, query, accept: 'text/plain, */*', about: `the log of Pod/${name}` }, signal);
    if (!answer.ok) {
      const refused = answer.failure.code === 'kubernetes/request-failed' || answer.failure.code === 'kubernetes/server-error';
      return lane.put({ type: 'lost', pod: name, failure: refused ? logsUnavailable(`Pod/${name}`, answer.failure.message) : answer.failure });
    }
    if (since === undefined) await lane.put({ type: 'pod', pod: name });
    try {
      for await (const raw of linesOf(answer.value)) {
        const line = { pod: name, container: container.value, ...stamped(raw) };
        // Taken up after a break, the last second comes again.
        if (since !== undefined && line.time <= since) continue;
        await lane.put({ type: 'line', line });
        last = line.time || last;
        if (lane.ended) return;
      }
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (!options.follow) throw error;
      await pause(newPodsMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
    }
  }
}

function stamped(raw: string): { readonly time: string; readonly text: string } {
  const gap = raw.indexOf(' ');
  const time = gap < 0 ? raw : raw.slice(0, gap);
  return /^\d{4}-\d\d-\d\dT/.test(time) ? { time, text: gap < 0 ? '' : raw.slice(gap + 1) } : { time: '', text: raw };
}

/** Between many that write and one that reads: writers wait while too much is unread. */
class Lane {
  readonly #max: number;
  readonly #waiting: LogEvent[] = [];
  readonly #writers: (() => void)[] = [];
  #reader: (() => void) | undefined;
  #problem: { readonly error: unknown } | undefined;
  ended = false;
  constructor(max: number) {
    this.#max = max;
  }

  async put(event: LogEvent): Promise<void> {
    while (!this.ended && this.#waiting.length >= this.#max) await new Promise<void>((done) => this.#writers.push(done));
    if (this.ended) return;
    this.#waiting.push(event);
    this.#reader?.();
  }

  fail(error: unknown): void {
    this.#problem ??= { error };
    this.#reader?.();
  }

  end(): void {
    this.ended = true;
    this.#reader?.();
    for (const writer of this.#writers.splice(0)) writer();
  }

  async *read(): AsyncGenerator<LogEvent> {
    for (;;) {
      if (this.#problem !== undefined) throw this.#problem.error;
      const event = this.#waiting.shift();
      if (event !== undefined) {
        this.#writers.shift()?.();
        yield event;
      } else if (this.ended) return;
      else await new Promise<void>((done) => (this.#reader = done)).finally(() => (this.#reader = undefined));
    }
  }
}
