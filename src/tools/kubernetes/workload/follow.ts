import { setTimeout as pause } from 'node:timers/promises';
import type { Failure, Outcome } from '../../../domain/failure/failure.ts';
import { failed, ok } from '../../../domain/failure/failure.ts';
import { logBroke, logsUnavailable } from '../../../domain/failure/kubernetes.ts';
import { type Cluster, pathOf, type Ref } from '../client/cluster.ts';
import { linesOf, send } from '../client/send.ts';
import { Lane } from './lane.ts';
import { afterEnd, restartsOf } from './log-end.ts';
import { containerOf, containersOf, type PodSource } from './pods.ts';
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
  /** Of each pod every container, those that prepare it too; a line's `pod` is then `pod/container`. */
  readonly allContainers?: boolean | undefined;
  /** Last lines only, of each pod. */
  readonly tail?: number | undefined;
  readonly sinceSeconds?: number | undefined;
  readonly previous?: boolean;
  readonly follow?: boolean;
  /** With `follow`: a container that has not started yet is waited for. */
  readonly patient?: boolean;
}

/** What a reader of logs is told of a pod. */
export type LogEvent =
  | { readonly type: 'line'; readonly line: LogLine }
  /** Its log is being read. */
  | { readonly type: 'pod'; readonly pod: string }
  /** It has not started yet. */
  | { readonly type: 'waiting'; readonly pod: string; readonly why: string }
  /** The connection broke; it is taken up again where it was. */
  | { readonly type: 'broken'; readonly pod: string; readonly why: string }
  | { readonly type: 'resumed'; readonly pod: string }
  /** It was followed to its end. */
  | { readonly type: 'ended'; readonly pod: string; readonly how: string }
  /** Its log can't be read, or not any further; the others go on. */
  | { readonly type: 'lost'; readonly pod: string; readonly failure: Failure }
  /** There are more pods than are read at once. */
  | { readonly type: 'left-out'; readonly pods: number };

/** Lines that wait to be read, over all pods: when they are so many, the pods are not read any further. */
const waitingMax = 1_000;
/** Logs that are read at once. */
const logsMax = 50;
const newPodsMs = 2_000;
const startingMs = 1_000;
/** A log that ends again and again without a line, while its container runs, is let go of. */
const emptyMax = 5;

/**
 * The logs of pods, merged as they come; following, also those of pods that come later. The reader sets
 * the pace: what it does not read stays in the cluster. Ends when all logs have ended, or when `signal` fires.
 */
export async function* followLogs(cluster: Cluster, source: PodSource, options: LogOptions, signal: AbortSignal): AsyncGenerator<LogEvent, Outcome<void>> {
  const first = await source.pods();
  if (!first.ok) return first;
  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  const lane = new Lane<LogEvent>(waitingMax);
  const known = new Set<string>();
  let open = 0;
  let logs = 0;
  const begin = (pod: Pod): boolean => {
    const key = pod.metadata.uid ?? pod.metadata.name;
    if (known.has(key)) return true;
    const containers = options.allContainers ? containersOf(pod) : [options.container];
    if (known.size > 0 && logs + containers.length > logsMax) return false;
    known.add(key);
    logs += containers.length;
    open += containers.length;
    const own = known.size > first.value.length ? { ...options, tail: undefined } : options;
    for (const container of containers)
      new PodLog(cluster, source.namespace, pod, { ...own, container }, lane, until)
        .read()
        .catch((error: unknown) => (until.aborted ? undefined : lane.fail(error)))
        .finally(() => {
          if (--open === 0 && (!options.follow || source.isOne)) lane.end();
        });
    return true;
  };
  const over = first.value.filter((pod) => !begin(pod)).length;
  if (over > 0) void lane.put({ type: 'left-out', pods: over });
  const looking = options.follow && !source.isOne ? lookForNew(source, begin, until) : Promise.resolve();
  signal.addEventListener('abort', () => lane.end(), { once: true });
  if (signal.aborted) lane.end();
  try {
    yield* lane.read();
    return ok(undefined);
  } finally {
    stop.abort();
    lane.end();
    await looking;
  }
}

async function lookForNew(source: PodSource, begin: (pod: Pod) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(newPodsMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    const pods = await source.pods().catch(() => failed(logsUnavailable(source.address, 'the call ended')));
    // Gone or not to be reached: the next look may find some again.
    if (pods.ok) for (const pod of pods.value) begin(pod);
  }
}

/** The log of one container of a pod, taken up again where it broke off. */
class PodLog {
  readonly #cluster: Cluster;
  readonly #namespace: string | undefined;
  readonly #pod: Pod;
  /** As its events call it. */
  readonly #label: string;
  readonly #options: LogOptions;
  readonly #lane: Lane<LogEvent>;
  readonly #signal: AbortSignal;
  /** The newest stamp, and how many lines had it. */
  #last = { time: '', lines: 0 };
  /** Breaks and ends since the last line. */
  #broken = 0;
  #empty = 0;

  constructor(cluster: Cluster, namespace: string | undefined, pod: Pod, options: LogOptions, lane: Lane<LogEvent>, signal: AbortSignal) {
    this.#cluster = cluster;
    this.#namespace = namespace;
    this.#pod = pod;
    this.#label = options.allContainers ? `${pod.metadata.name}/${options.container}` : pod.metadata.name;
    this.#options = options;
    this.#lane = lane;
    this.#signal = signal;
  }

  async read(): Promise<void> {
    const pod = this.#label;
    const container = containerOf(this.#pod, this.#options.container);
    if (!container.ok) return this.#lane.put({ type: 'lost', pod, failure: container.failure });
    const kind = await this.#cluster.kind('pod');
    if (!kind.ok) return this.#lane.put({ type: 'lost', pod, failure: kind.failure });
    const ref = this.#cluster.ref(kind.value, this.#pod.metadata.name, this.#pod.metadata.namespace ?? this.#namespace);
    let restarts = restartsOf(this.#pod, container.value);
    let said = '';
    for (let isFirst = true; ; isFirst = false) {
      const broke = await this.#stretch(ref, container.value, isFirst);
      if (broke === 'done' || this.#signal.aborted || this.#lane.ended) return;
      if (broke !== 'over') {
        if (++this.#broken > 1) return this.#lane.put({ type: 'lost', pod, failure: logBroke(`Pod/${pod}`, broke) });
        await this.#lane.put({ type: 'broken', pod, why: broke });
      } else if (++this.#empty > emptyMax) return this.#lane.put({ type: 'ended', pod, how: 'the cluster gives no more of it' });
      const next = await afterEnd(this.#cluster, ref, container.value, restarts, this.#empty, this.#signal);
      if (this.#signal.aborted) return;
      if (next.type === 'lost') return this.#lane.put({ type: 'lost', pod, failure: next.failure });
      if (next.type === 'ended') return this.#lane.put({ type: 'ended', pod, how: next.how });
      if (next.type === 'again') restarts = next.restarts;
      else if (!this.#options.patient) return this.#lane.put({ type: 'lost', pod, failure: logsUnavailable(`Pod/${pod}`, next.why) });
      else {
        this.#empty = 1;
        if (said !== next.why) await this.#lane.put({ type: 'waiting', pod, why: next.why });
        said = next.why;
      }
    }
  }

  /** Reads until it ends: `done`, nothing more is to come and it was said why; `over`, the cluster ended it; else why it broke. */
  async #stretch(ref: Ref, container: string, isFirst: boolean): Promise<string> {
    const pod = this.#label;
    const { tail, sinceSeconds, follow, previous } = this.#options;
    const since = this.#last.time;
    const from = since === '' ? (isFirst ? { tailLines: tail, sinceSeconds } : {}) : { sinceTime: since };
    const answer = await this.#ask(ref, { container, timestamps: true, follow, previous, ...from });
    if (!answer.ok) {
      await this.#lane.put({ type: 'lost', pod, failure: answer.failure });
      return 'done';
    }
    if (answer.value === 'gone') return 'done';
    if (isFirst) await this.#lane.put({ type: 'pod', pod });
    else if (this.#broken > 0) await this.#lane.put({ type: 'resumed', pod });
    let again = this.#last.lines;
    try {
      for await (const raw of linesOf(answer.value)) {
        const line = { pod, container, ...stamped(raw) };
        // Taken up again, what was there already comes once more: the whole last second, or all of it.
        if (since !== '' && (line.time < since || (line.time === since && again-- > 0))) continue;
        await this.#lane.put({ type: 'line', line });
        this.#last = { time: line.time || this.#last.time, lines: line.time === this.#last.time ? this.#last.lines + 1 : 1 };
        this.#broken = 0;
        this.#empty = 0;
        if (this.#lane.ended) return 'done';
      }
      return follow && !previous ? 'over' : 'done';
    } catch (error) {
      if (this.#signal.aborted) return 'done';
      const why = error instanceof Error ? error.message : String(error);
      if (follow) return why;
      await this.#lane.put({ type: 'lost', pod, failure: logBroke(`Pod/${pod}`, why) });
      return 'done';
    }
  }

  /** Asks for the log; of a container that has not started, until it has. `gone`: it never will, and that was said. */
  async #ask(ref: Ref, query: Readonly<Record<string, string | number | boolean | undefined>>) {
    const pod = this.#label;
    for (let said = ''; ; ) {
      const path = pathOf(ref.kind, ref, 'log');
      const answer = await send(
        this.#cluster.connection,
        { method: 'GET', path, query, accept: 'text/plain, */*', about: `the log of Pod/${pod}` },
        this.#signal,
      );
      if (answer.ok) return answer;
      const isRefused = answer.failure.code === 'kubernetes/request-failed' || answer.failure.code === 'kubernetes/server-error';
      if (!isRefused) return answer;
      if (!this.#options.patient || !this.#options.follow) return failed(logsUnavailable(`Pod/${pod}`, answer.failure.message));
      const { message: why } = answer.failure;
      if (said !== why) await this.#lane.put({ type: 'waiting', pod, why });
      said = why;
      await pause(startingMs, undefined, { signal: this.#signal });
      const there = await this.#cluster.find<Pod>(ref);
      if (there.ok && there.value === undefined) {
        await this.#lane.put({ type: 'ended', pod, how: 'it was deleted' });
        return ok('gone' as const);
      }
    }
  }
}

function stamped(raw: string): { readonly time: string; readonly text: string } {
  const gap = raw.indexOf(' ');
  const time = gap < 0 ? raw : raw.slice(0, gap);
  return /^\d{4}-\d\d-\d\dT/.test(time) ? { time, text: gap < 0 ? '' : raw.slice(gap + 1) } : { time: '', text: raw };
}
