import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { kindCannot } from '../../../domain/failure/kubernetes.ts';
import type { Cluster, Ref } from '../client/cluster.ts';
import { listAll } from '../client/list.ts';
import type { KubeObject } from '../client/object.ts';
import { selectorText, type Workload } from './workload.ts';

/** One state of a workload's pods that the cluster remembers. */
export interface Revision {
  readonly revision: number;
  readonly images: readonly string[];
  readonly cause: string | undefined;
  readonly createdAt: string | undefined;
  readonly current: boolean;
  /** The patch that goes back to it, and its type. */
  readonly patch: { readonly body: unknown; readonly contentType: string };
}

interface Template {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: { readonly containers?: readonly { readonly image?: string }[] };
}

/** The oldest first. */
export async function revisionsOf(cluster: Cluster, ref: Ref, workload: Workload): Promise<Outcome<readonly Revision[]>> {
  const isDeployment = ref.kind.kind === 'Deployment';
  if (!isDeployment && ref.kind.kind !== 'StatefulSet' && ref.kind.kind !== 'DaemonSet') return failed(kindCannot(ref.kind.kind, 'rolled out'));
  const kind = await cluster.kind(isDeployment ? 'replicasets.apps' : 'controllerrevisions.apps');
  if (!kind.ok) return kind;
  const listed = await listAll<KubeObject>(cluster, kind.value, { namespace: ref.namespace, labels: selectorText(workload.spec?.selector) });
  if (!listed.ok) return listed;
  const own = listed.value.filter((o) => o.metadata.ownerReferences?.some((owner) => owner.uid === workload.metadata.uid));
  const all = own.map((o) => (isDeployment ? ofReplicaSet(o, workload) : ofControllerRevision(o))).filter((r) => r.revision > 0);
  const sorted = all.toSorted((a, b) => a.revision - b.revision);
  return ok(sorted.map((r, index) => (isDeployment ? r : { ...r, current: index === sorted.length - 1 })));
}

function ofReplicaSet({ metadata, spec }: KubeObject, workload: Workload): Revision {
  const { template } = spec as { template: Template };
  const { 'pod-template-hash': _, ...labels } = template.metadata?.labels ?? {};
  const revision = Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
  return {
    revision,
    images: imagesIn(template),
    cause: metadata.annotations?.['kubernetes.io/change-cause'],
    createdAt: metadata.creationTimestamp,
    current: metadata.annotations?.['deployment.kubernetes.io/revision'] === workload.metadata.annotations?.['deployment.kubernetes.io/revision'],
    patch: {
      contentType: 'application/json-patch+json',
      body: [{ op: 'replace', path: '/spec/template', value: { ...template, metadata: { ...template.metadata, labels } } }],
    },
  };
}

function ofControllerRevision(object: KubeObject): Revision {
  const data = object.data as { spec?: { template?: Template } };
  return {
    revision: Number(object.revision ?? 0),
    images: imagesIn(data.spec?.template ?? {}),
    cause: object.metadata.annotations?.['kubernetes.io/change-cause'],
    createdAt: object.metadata.creationTimestamp,
    current: false,
    patch: { contentType: 'application/strategic-merge-patch+json', body: data },
  };
}

const imagesIn = (template: Template): readonly string[] => (template.spec?.containers ?? []).map((c) => c.image ?? '');
