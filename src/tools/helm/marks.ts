import type { Mark } from '../../domain/impact.ts';
import type { Change } from './changes.ts';
import { isClusterScoped, type KubeObject } from './objects.ts';

type Loose = Readonly<Record<string, unknown>>;
const record = (value: unknown): Loose => (value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Loose) : {});
const list = (value: unknown): readonly Loose[] => (Array.isArray(value) ? value.map(record) : []);

const systemNamespaces = new Set(['kube-system', 'kube-public', 'kube-node-lease']);
const workloads = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** Facts about a change of one object that safety weighs. */
export function marksOf(object: KubeObject, operation: Change['operation'], diff: string, namespace: string): readonly Mark[] {
  const { kind, body } = object;
  const spec = record(body.spec);
  const pod = podOf(kind, spec);
  const marks: (Mark | false)[] = [
    isClusterScoped(object) && 'cluster-scoped',
    systemNamespaces.has(object.namespace || namespace) && !isClusterScoped(object) && 'system-namespace',
    (kind === 'PersistentVolumeClaim' || kind === 'StatefulSet' || kind === 'PersistentVolume') && 'stateful',
    operation === 'delete' && (kind === 'PersistentVolumeClaim' || kind === 'PersistentVolume' || kind === 'Namespace') && 'deletes-data',
    operation === 'delete' && (kind === 'CustomResourceDefinition' || kind === 'Namespace') && 'cascades',
    operation !== 'delete' && /^(?:Cluster)?Role(?:Binding)?$/.test(kind) && 'widens-access',
    operation !== 'delete' && isExposed(kind, spec) && 'exposes-publicly',
    operation !== 'delete' && pod !== undefined && isPrivileged(pod) && 'privileged',
    operation !== 'delete' && workloads.has(kind) && spec.replicas === 0 && 'scales-to-zero',
    operation === 'update' && workloads.has(kind) && /^[-+] {4,}/m.test(diff) && 'restarts',
  ];
  return marks.filter((mark) => mark !== false);
}

const isExposed = (kind: string, spec: Loose): boolean =>
  kind === 'Ingress' || (kind === 'Service' && (spec.type === 'LoadBalancer' || spec.type === 'NodePort'));

function podOf(kind: string, spec: Loose): Loose | undefined {
  if (kind === 'Pod') return spec;
  const template = kind === 'CronJob' ? record(record(spec.jobTemplate).spec).template : spec.template;
  return template === undefined ? undefined : record(record(template).spec);
}

const isPrivileged = (pod: Loose): boolean =>
  pod.hostNetwork === true ||
  pod.hostPID === true ||
  pod.hostIPC === true ||
  list(pod.volumes).some((volume) => volume.hostPath !== undefined) ||
  [...list(pod.containers), ...list(pod.initContainers)].some((one) => record(one.securityContext).privileged === true);
