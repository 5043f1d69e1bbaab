import { lineCounts } from '../../../base/lines.ts';
import type { Impact, Mark, Operation } from '../../../domain/impact.ts';
import type { FileChange } from '../../../domain/tool.ts';
import type { Ref } from '../client/cluster.ts';
import { addressOf, type KubeObject, textOf } from '../client/object.ts';

const systemNamespaces = new Set(['kube-system', 'kube-public', 'kube-node-lease']);
const stateful = new Set(['StatefulSet', 'PersistentVolumeClaim', 'PersistentVolume', 'VolumeSnapshot']);
const access = new Set(['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding']);

interface PodSpec {
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly volumes?: readonly { readonly hostPath?: unknown }[];
  readonly containers?: readonly { readonly securityContext?: { readonly privileged?: boolean } }[];
  readonly initContainers?: PodSpec['containers'];
}
interface Shape {
  readonly replicas?: number;
  readonly type?: string;
  readonly template?: { readonly spec?: PodSpec };
  readonly jobTemplate?: { readonly spec?: { readonly template?: { readonly spec?: PodSpec } } };
  readonly volumeClaimTemplates?: readonly unknown[];
  readonly finalizers?: readonly string[];
}

/** The pod an object makes, or is. */
export function podSpecOf(object: KubeObject): PodSpec | undefined {
  const spec = object.spec as (Shape & PodSpec) | undefined;
  return object.kind === 'Pod' ? spec : (spec?.template?.spec ?? spec?.jobTemplate?.spec?.template?.spec);
}

export function isPrivileged(pod: PodSpec | undefined): boolean {
  if (pod === undefined) return false;
  const containers = [...(pod.containers ?? []), ...(pod.initContainers ?? [])];
  return (
    pod.hostNetwork === true ||
    pod.hostPID === true ||
    pod.hostIPC === true ||
    (pod.volumes ?? []).some((v) => v.hostPath) ||
    containers.some((c) => c.securityContext?.privileged === true)
  );
}

/** Facts about one object that would change; `after` undefined: it goes. */
export function impactOn(ref: Ref, operation: Operation, before: KubeObject | undefined, after: KubeObject | undefined, detail?: string): Impact {
  const is = (after ?? before)?.spec as Shape | undefined;
  const was = before?.spec as Shape | undefined;
  const kind = ref.kind.kind;
  const goes = operation === 'delete';
  const marks: Mark[] = [];
  const mark = (name: Mark, holds: boolean) => holds && marks.push(name);
  mark(
    'deletes-data',
    goes && (kind === 'PersistentVolumeClaim' || kind === 'PersistentVolume' || kind === 'Namespace' || kind === 'CustomResourceDefinition'),
  );
  mark('stateful', stateful.has(kind) || (is?.volumeClaimTemplates ?? []).length > 0);
  mark('cluster-scoped', !ref.kind.namespaced);
  mark('system-namespace', systemNamespaces.has(ref.namespace ?? '') || (kind === 'Namespace' && systemNamespaces.has(ref.name)));
  mark('scales-to-zero', !goes && is?.replicas === 0 && (was?.replicas ?? 0) > 0);
  mark('widens-access', !goes && access.has(kind));
  mark(
    'protection-off',
    goes && (kind === 'NetworkPolicy' || kind === 'PodDisruptionBudget' || kind.includes('AdmissionPolicy') || kind.endsWith('WebhookConfiguration')),
  );
  mark(
    'exposes-publicly',
    !goes && ((kind === 'Service' && (is?.type === 'LoadBalancer' || is?.type === 'NodePort')) || kind === 'Ingress' || kind === 'HTTPRoute'),
  );
  mark('privileged', !goes && after !== undefined && isPrivileged(podSpecOf(after)));
  mark('runs-code', !goes && (kind.endsWith('WebhookConfiguration') || kind === 'APIService'));
  mark('restarts', operation === 'update' && was?.template !== undefined && JSON.stringify(was.template) !== JSON.stringify(is?.template));
  return { address: addressOf(ref), type: kind, operation, marks, ...(detail === undefined ? {} : { detail }) };
}

/** The gravest first. */
export const byGravity = (impacts: readonly Impact[]): readonly Impact[] => impacts.toSorted((a, b) => weight(b) - weight(a));
const weight = ({ operation, marks }: Impact): number =>
  ({ delete: 100, replace: 80, forget: 40, update: 20, import: 10, create: 10, read: 0 })[operation] + marks.length;

/** An object's text before and after, as a change people can read; secrets are marks in both. */
export function objectChange(ref: Ref, before: KubeObject | undefined, after: KubeObject | undefined, unchanged = false): FileChange {
  const was = before === undefined ? undefined : textOf(before);
  const is = after === undefined ? undefined : textOf(after);
  const action = unchanged ? 'unchanged' : was === undefined ? 'create' : is === undefined ? 'delete' : 'update';
  return { path: `${addressOf(ref)}.yaml`, action, before: was, after: is, ...lineCounts(was ?? '', is ?? ''), conflicts: [] };
}
