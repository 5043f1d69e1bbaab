import { setTimeout as pause } from 'node:timers/promises';
import { atOnce } from '../../../base/at-once.ts';
import { list } from '../../../base/say.ts';
import { failed, type Outcome, ok, type Problem } from '../../../domain/failure/failure.ts';
import { drainWaits } from '../../../domain/failure/kubernetes-node.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { type Cluster, pathOf, type Ref } from '../client/cluster.ts';
import { listAll } from '../client/list.ts';
import { addressOf } from '../client/object.ts';
import { type Pod, whyPodWaits } from '../workload/why.ts';

/** A pod of a node that is to be emptied. */
export interface Guest {
  readonly ref: Ref;
  readonly pod: Pod;
  /** Why it stays in any case; absent: it goes. */
  readonly stays?: string;
  /** What makes a new one: `ReplicaSet web-6f`; absent: nothing does, and it is gone for good. */
  readonly maker?: string;
  /** Volumes that end with it. */
  readonly localData: readonly string[];
}

interface Volumes {
  readonly volumes?: readonly { readonly name: string; readonly emptyDir?: unknown }[];
}

const requestsAtOnce = 8;
const pollMs = 500;

/** The pods of a node, of all namespaces, by address. */
export async function guestsOf(node: string, labels: string | undefined, cluster: Cluster): Promise<Outcome<readonly Guest[]>> {
  const kind = await cluster.kind('pod');
  if (!kind.ok) return kind;
  const pods = await listAll<Pod>(cluster, kind.value, { fields: `spec.nodeName=${node}`, labels });
  if (!pods.ok) return pods;
  const guests = pods.value.map((pod) => guest(cluster.ref(kind.value, pod.metadata.name, pod.metadata.namespace), pod));
  return ok(guests.toSorted((a, b) => addressOf(a.ref).localeCompare(addressOf(b.ref))));
}

function guest(ref: Ref, pod: Pod): Guest {
  const { annotations = {}, ownerReferences = [] } = pod.metadata;
  const maker = ownerReferences.find((one) => one.controller);
  const isOver = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
  const local = ((pod.spec as Volumes | undefined)?.volumes ?? []).filter((one) => one.emptyDir !== undefined).map((one) => one.name);
  const stays =
    annotations['kubernetes.io/config.mirror'] !== undefined
      ? 'its node runs it from a file of its own'
      : maker?.kind === 'DaemonSet'
        ? `DaemonSet ${maker.name} runs one on every node`
        : undefined;
  return {
    ref,
    pod,
    ...(stays === undefined ? {} : { stays }),
    ...(maker === undefined ? {} : { maker: `${maker.kind} ${maker.name}` }),
    // What has ended has nothing left that could be lost.
    localData: isOver ? [] : local,
  };
}

export const isOver = ({ pod }: Guest): boolean => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
const isGoing = ({ pod }: Guest): boolean => pod.metadata.deletionTimestamp !== undefined;

/**
 * Asks for one pod to go, as the API for evictions has it: a disruption budget may refuse that for now
 * (`kubernetes/budget-holds`). One that is gone already is fine. `dryRun`: only asked.
 */
export async function evict({ ref, pod }: Guest, gracePeriodSeconds: number | undefined, dryRun: boolean, cluster: Cluster): Promise<Outcome<void>> {
  const tried = dryRun ? { dryRun: 'All' } : {};
  const body = {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name: ref.name, namespace: ref.namespace },
    // Only this very pod, not one of its name that was made since. Asked for in both places, or it would be done.
    deleteOptions: { gracePeriodSeconds, preconditions: { uid: pod.metadata.uid }, ...(dryRun ? { dryRun: ['All'] } : {}) },
  };
  const done = await cluster.json({ method: 'POST', path: pathOf(ref.kind, ref, 'eviction'), query: tried, body, about: addressOf(ref) });
  return done.ok || done.failure.code === 'kubernetes/not-found' || done.failure.code === 'kubernetes/changed-since' ? ok(undefined) : done;
}

/** What stands in the way of pods right now, by what the cluster answers; each is asked for alone, so that one may wait for another nevertheless. */
export async function heldBack(guests: readonly Guest[], cluster: Cluster): Promise<Outcome<readonly string[]>> {
  const answers = await atOnce(
    guests.filter((one) => !isGoing(one) && !isOver(one)),
    requestsAtOnce,
    async (one) => ({ one, asked: await evict(one, undefined, true, cluster) }),
  );
  const held: string[] = [];
  for (const { one, asked } of answers) {
    if (asked.ok) continue;
    if (asked.failure.code !== 'kubernetes/budget-holds') return asked;
    held.push(`${addressOf(one.ref)} has to wait: ${asked.failure.message}`);
  }
  return ok(held);
}

export interface Emptying {
  readonly node: string;
  readonly gracePeriodSeconds: number | undefined;
  readonly ms: number;
}

/** Sends them away, each as soon as its budget lets it, and waits until they are gone; where they are not in time, the failure says what holds them. */
export async function evictAll(guests: readonly Guest[], { node, gracePeriodSeconds, ms }: Emptying, cluster: Cluster, at: Workplace): Promise<Outcome<void>> {
  const started = performance.now();
  const sent = new Set(guests.filter(isGoing).map(({ pod }) => pod.metadata.uid));
  const held = new Map<string, string>();
  let last = '';
  for (;;) {
    const now = await guestsOf(node, undefined, cluster);
    if (!now.ok) return now;
    const there = new Map(now.value.map((one) => [one.pod.metadata.uid, one]));
    const left = guests.filter(({ pod }) => there.has(pod.metadata.uid));
    if (left.length === 0) return ok(undefined);
    const answers = await atOnce(
      left.filter(({ pod }) => !sent.has(pod.metadata.uid)),
      requestsAtOnce,
      async (one) => ({ one, asked: await evict(one, gracePeriodSeconds, false, cluster) }),
    );
    for (const { one, asked } of answers) {
      if (asked.ok) {
        sent.add(one.pod.metadata.uid);
        held.delete(addressOf(one.ref));
      } else if (asked.failure.code === 'kubernetes/budget-holds') held.set(addressOf(one.ref), asked.failure.message);
      else return asked;
    }
    const line = `${guests.length - left.length} of ${guests.length} pods are gone${held.size === 0 ? '' : `; ${[...held.keys()][0]} waits: ${[...held.values()][0]}`}`;
    if (line !== last) at.progress(line, (guests.length - left.length) / guests.length);
    last = line;
    if (performance.now() - started > ms)
      return failed(
        drainWaits(
          node,
          ms,
          left.map((one) => whyLeft(there.get(one.pod.metadata.uid) ?? one, held)),
        ),
      );
    await pause(pollMs, undefined, { signal: at.signal });
  }
}

function whyLeft({ ref, pod }: Guest, held: ReadonlyMap<string, string>): Problem {
  const path = addressOf(ref);
  const finalizers = pod.metadata.finalizers ?? [];
  const why = held.get(path) ?? (finalizers.length > 0 ? `it ends when ${list(finalizers)} lets go of it` : (whyPodWaits(pod)[0] ?? 'it is ending'));
  return { path, message: why };
}
