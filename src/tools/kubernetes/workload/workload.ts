import { setTimeout as pause } from 'node:timers/promises';
import { type Failure, failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { kindCannot, notProgressing } from '../../../domain/failure/kubernetes.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import type { Cluster, Ref } from '../client/cluster.ts';
import { listAll, type Selection } from '../client/list.ts';
import { addressOf, type KubeObject } from '../client/object.ts';
import { type Condition, type KubeEvent, type Pod, summedUp, whyNotMade, whyPodWaits } from './why.ts';

/** Kinds whose pods are exchanged in a rollout. */
export const rollsOut = (kind: string): boolean => kind === 'Deployment' || kind === 'StatefulSet' || kind === 'DaemonSet';

/** What makes pods: as far as all kinds of it are alike. */
export interface Workload extends KubeObject {
  readonly spec?: {
    readonly replicas?: number;
    readonly paused?: boolean;
    readonly progressDeadlineSeconds?: number;
    readonly selector?:
      | { readonly matchLabels?: Readonly<Record<string, string>>; readonly matchExpressions?: readonly Expression[] }
      | Readonly<Record<string, string>>;
    readonly template?: {
      readonly metadata?: { readonly annotations?: Readonly<Record<string, string>>; readonly labels?: Readonly<Record<string, string>> };
      readonly spec?: unknown;
    };
    readonly updateStrategy?: { readonly type?: string; readonly rollingUpdate?: { readonly partition?: number } };
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
    readonly currentRevision?: string;
    readonly updateRevision?: string;
    readonly desiredNumberScheduled?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberAvailable?: number;
    readonly conditions?: readonly Condition[];
  };
}

interface Expression {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

/** As the API takes it in a query. */
export function selectorText(selector: NonNullable<Workload['spec']>['selector']): string | undefined {
  if (selector === undefined || Object.keys(selector).length === 0) return undefined;
  const { matchLabels, matchExpressions } = selector as { matchLabels?: Readonly<Record<string, string>>; matchExpressions?: readonly Expression[] };
  const labels = matchLabels ?? (matchExpressions === undefined ? (selector as Readonly<Record<string, string>>) : {});
  const expressions = (matchExpressions ?? []).map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`;
  });
  return [...Object.entries(labels).map(([name, value]) => `${name}=${value}`), ...expressions].join(',') || undefined;
}

/** How far a rollout is. `stuck`: its controller has given up on it. */
export interface Progress {
  readonly done: boolean;
  readonly stuck: boolean;
  readonly line: string;
}

export function progressOf({ kind, metadata, spec, status }: Workload): Outcome<Progress> {
  const told = (done: boolean, line: string, stuck = false): Outcome<Progress> => ok({ done, line, stuck });
  if ((status?.observedGeneration ?? 0) < (metadata.generation ?? 0)) return told(false, 'its controller has not seen the change yet');
  const wanted = spec?.replicas ?? 1;
  const updated = status?.updatedReplicas ?? 0;
  const available = status?.availableReplicas ?? 0;
  switch (kind) {
    case 'Deployment': {
      const progressing = status?.conditions?.find((c) => c.type === 'Progressing');
      if (progressing?.reason === 'ProgressDeadlineExceeded') return told(false, progressing.message ?? 'it has passed its own deadline', true);
      if (spec?.paused) return told(updated >= wanted && available >= wanted, 'it is paused');
      if (updated < wanted) return told(false, `${updated} of ${wanted} pods are new`);
      if ((status?.replicas ?? 0) > updated) return told(false, `${(status?.replicas ?? 0) - updated} old pods are still to go`);
      if (available < updated) return told(false, `${available} of ${updated} new pods are available`);
      return told(true, `${available} of ${wanted} pods are available`);
    }
    case 'StatefulSet': {
      const ready = status?.readyReplicas ?? 0;
      const partition = spec?.updateStrategy?.rollingUpdate?.partition ?? 0;
      if (ready < wanted || (status?.replicas ?? 0) !== wanted) return told(false, `${ready} of ${wanted} pods are ready`);
      if (spec?.updateStrategy?.type === 'OnDelete') return told(true, `${ready} of ${wanted} pods are ready; new ones come only when old ones are deleted`);
      if (updated < wanted - partition) return told(false, `${updated} of ${wanted - partition} pods are new`);
      if (partition === 0 && wanted > 0 && status?.updateRevision !== status?.currentRevision) return told(false, `${updated} of ${wanted} pods are new`);
      return told(true, `${ready} of ${wanted} pods are ready`);
    }
    case 'DaemonSet': {
      const nodes = status?.desiredNumberScheduled ?? 0;
      const now = status?.updatedNumberScheduled ?? 0;
      if (now < nodes) return told(false, `${now} of ${nodes} nodes have the new pod`);
      return told((status?.numberAvailable ?? 0) >= nodes, `${status?.numberAvailable ?? 0} of ${nodes} pods are available`);
    }
    case 'ReplicaSet':
    case 'ReplicationController':
      return told(available >= wanted && (status?.replicas ?? 0) === wanted, `${available} of ${wanted} pods are available`);
    default:
      return failed(kindCannot(kind ?? 'this', 'rolled out'));
  }
}

const pollMs = 300;

/** Waits until a rollout is done; where it does not get there, the failure says why. */
export async function waitRolledOut(cluster: Cluster, ref: Ref, ms: number, at: Workplace): Promise<Outcome<Progress>> {
  const started = performance.now();
  let last = '';
  for (;;) {
    const now = await cluster.mustFind<Workload>(ref);
    if (!now.ok) return now;
    const progress = progressOf(now.value);
    if (!progress.ok || progress.value.done) return progress;
    if (progress.value.line !== last) at.progress(`${ref.name}: ${progress.value.line}`);
    last = progress.value.line;
    const waited = performance.now() - started;
    if (progress.value.stuck || waited > ms) {
      const why = await whyNot(cluster, ref, now.value);
      return failed(notProgressing(addressOf(ref), waited, [progress.value.line, ...why]));
    }
    await pause(pollMs, undefined, { signal: at.signal });
  }
}

const reasonsMax = 6;
const podsMax = 500;

/** Why a workload is not there: from its conditions, its pods and the warnings about them. */
export async function whyNot(cluster: Cluster, ref: Ref, workload: Workload): Promise<readonly string[]> {
  const pods = await podsOf(cluster, workload, ref.namespace);
  const events = await eventsIn(cluster, ref.namespace);
  const replicaSets = await cluster.kind('replicaset');
  const sets =
    ref.kind.kind === 'Deployment' && replicaSets.ok
      ? await listAll(cluster, replicaSets.value, { namespace: ref.namespace, labels: selectorText(workload.spec?.selector) })
      : ok([]);
  const owners = new Set([
    workload.metadata.uid ?? '',
    ...(sets.ok ? sets.value.map((s) => s.metadata.uid ?? '') : []),
    ...(pods.ok ? pods.value.map((p) => p.metadata.uid ?? '') : []),
  ]);
  const unseen: Failure[] = [pods, events, sets].flatMap((seen) => (seen.ok ? [] : [seen.failure]));
  const made = events.ok ? whyNotMade(events.value, owners) : [];
  const conditions = (workload.status?.conditions ?? [])
    .filter((c) => c.type === 'ReplicaFailure' && c.status === 'True' && made.length === 0)
    .map((c) => c.message ?? '');
  const waiting = pods.ok ? summedUp(pods.value.flatMap(whyPodWaits)) : [];
  return [...made, ...conditions, ...waiting, ...unseen.map((f) => f.message)].slice(0, reasonsMax);
}

export async function podsOf(cluster: Cluster, workload: Workload, namespace: string | undefined): Promise<Outcome<readonly Pod[]>> {
  const labels = selectorText(workload.spec?.selector);
  return labels === undefined ? ok([]) : list<Pod>(cluster, 'pods', { namespace, labels });
}

export const eventsIn = (cluster: Cluster, namespace: string | undefined, fields?: string): Promise<Outcome<readonly KubeEvent[]>> =>
  list<KubeEvent>(cluster, 'events', { namespace, fields });

async function list<T>(cluster: Cluster, name: string, selection: Selection): Promise<Outcome<readonly T[]>> {
  const kind = await cluster.kind(name);
  return kind.ok ? listAll<T>(cluster, kind.value, selection, { max: podsMax }) : kind;
}
