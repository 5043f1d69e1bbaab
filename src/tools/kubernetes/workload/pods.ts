import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { containerUnknown, noPods, noPodsLabelled } from '../../../domain/failure/kubernetes.ts';
import type { Cluster, Ref } from '../client/cluster.ts';
import type { Kind } from '../client/kinds.ts';
import { listAll } from '../client/list.ts';
import { addressOf } from '../client/object.ts';
import { isReady, type Pod } from './why.ts';
import { podsOf, selectorText, type Workload } from './workload.ts';

/** Where logs are read: pods that are asked for again and again, since others may come. */
export interface PodSource {
  /** A single pod: no other ever comes. */
  readonly isOne: boolean;
  /** To a person: `Deployment/shop/web`, `pods with app=web in namespace shop`. */
  readonly address: string;
  readonly namespace: string | undefined;
  pods(): Promise<Outcome<readonly Pod[]>>;
}

export const behind = (cluster: Cluster, ref: Ref): PodSource => ({
  isOne: ref.kind.kind === 'Pod',
  address: addressOf(ref),
  namespace: ref.namespace,
  pods: () => podsBehind(cluster, ref),
});

/** The pods that carry labels, of whatever they are made. */
export function labelled(cluster: Cluster, pod: Kind, labels: string): PodSource {
  const { namespace } = cluster;
  return {
    isOne: false,
    address: `pods with ${labels} in namespace ${namespace}`,
    namespace,
    async pods() {
      const all = await listAll<Pod>(cluster, pod, { namespace, labels });
      if (!all.ok) return all;
      return all.value.length === 0 ? failed(noPodsLabelled(labels, `namespace ${namespace} (context ${cluster.context})`)) : ok(readyFirst(all.value));
    },
  };
}

const readyFirst = (pods: readonly Pod[]): readonly Pod[] =>
  pods.toSorted((a, b) => Number(isReady(b)) - Number(isReady(a)) || a.metadata.name.localeCompare(b.metadata.name));

/** The pods a name stands for: itself, or those behind a workload, a job or a service; the ready ones first. */
export async function podsBehind(cluster: Cluster, ref: Ref): Promise<Outcome<readonly Pod[]>> {
  if (ref.kind.kind === 'Pod') {
    const pod = await cluster.mustFind<Pod>(ref);
    return pod.ok ? ok([pod.value]) : pod;
  }
  const workload = await cluster.mustFind<Workload>(ref);
  if (!workload.ok) return workload;
  const pods = await (ref.kind.kind === 'CronJob' ? podsOfCronJob(cluster, ref) : podsOf(cluster, workload.value, ref.namespace));
  if (!pods.ok) return pods;
  if (pods.value.length === 0)
    return failed(
      noPods(addressOf(ref), ref.namespace === undefined ? `context ${cluster.context}` : `namespace ${ref.namespace} (context ${cluster.context})`),
    );
  return ok(readyFirst(pods.value));
}

/** Those of the jobs it has made. */
async function podsOfCronJob(cluster: Cluster, ref: Ref): Promise<Outcome<readonly Pod[]>> {
  const [jobs, pods] = await Promise.all([cluster.kind('job'), cluster.kind('pod')]);
  if (!jobs.ok) return jobs;
  if (!pods.ok) return pods;
  const all = await listAll<Workload>(cluster, jobs.value, { namespace: ref.namespace });
  if (!all.ok) return all;
  const found: Pod[] = [];
  for (const job of all.value.filter((j) => j.metadata.ownerReferences?.some((o) => o.kind === 'CronJob' && o.name === ref.name))) {
    const listed = await listAll<Pod>(cluster, pods.value, { namespace: ref.namespace, labels: selectorText(job.spec?.selector) });
    if (!listed.ok) return listed;
    found.push(...listed.value);
  }
  return ok(found);
}

/** Its containers, and those that prepare it. */
export const containersOf = (pod: Pod): readonly string[] => [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])].map((one) => one.name);

/** The container that is meant: the one named, or what the pod says is its main one, or its first. */
export function containerOf(pod: Pod, name: string | undefined): Outcome<string> {
  const own = (pod.spec?.containers ?? []).map((c) => c.name);
  const all = [...own, ...(pod.spec?.initContainers ?? []).map((c) => c.name)];
  if (name !== undefined) return all.includes(name) ? ok(name) : failed(containerUnknown(pod.metadata.name, name, all));
  const main = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  const found = main !== undefined && own.includes(main) ? main : own[0];
  return found === undefined ? failed(containerUnknown(pod.metadata.name, '', all)) : ok(found);
}
