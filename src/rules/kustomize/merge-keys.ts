/**
 * By what items of a list are told apart in a strategic merge, type by type; an empty key list joins plain values. Lists
 * that are not here are replaced. Source: x-kubernetes-list-map-keys and x-kubernetes-patch-merge-key in the OpenAPI
 * description of Kubernetes 1.21, the one kustomize 5 carries.
 */
interface Field {
  readonly type?: TypeName;
  readonly keys?: readonly string[];
}

const named: Field = { keys: ['name'] };
const workload: Readonly<Record<string, Field>> = { metadata: { type: 'Metadata' }, spec: { type: 'WorkloadSpec' } };
const hooks: Readonly<Record<string, Field>> = { metadata: { type: 'Metadata' }, webhooks: named };

const types = {
  Metadata: { finalizers: { keys: [] }, ownerReferences: { keys: ['uid'] } },
  Other: { metadata: { type: 'Metadata' } },
  Workload: workload,
  WorkloadSpec: { template: { type: 'PodTemplate' } },
  CronJob: { metadata: { type: 'Metadata' }, spec: { type: 'CronJobSpec' } },
  CronJobSpec: { jobTemplate: { type: 'Workload' } },
  PodTemplate: { metadata: { type: 'Metadata' }, spec: { type: 'PodSpec' } },
  PodSpec: {
    containers: { keys: ['name'], type: 'Container' },
    initContainers: { keys: ['name'], type: 'Container' },
    ephemeralContainers: { keys: ['name'], type: 'Container' },
    volumes: named,
    imagePullSecrets: named,
    hostAliases: { keys: ['ip'] },
    topologySpreadConstraints: { keys: ['topologyKey', 'whenUnsatisfiable'] },
  },
  Container: {
    env: named,
    ports: { keys: ['containerPort', 'protocol'] },
    volumeMounts: { keys: ['mountPath'] },
    volumeDevices: { keys: ['devicePath'] },
  },
  Service: { metadata: { type: 'Metadata' }, spec: { type: 'ServiceSpec' } },
  ServiceSpec: { ports: { keys: ['port', 'protocol'] } },
  ServiceAccount: { metadata: { type: 'Metadata' }, secrets: named },
  Hooks: hooks,
} satisfies Readonly<Record<string, Readonly<Record<string, { readonly type?: string; readonly keys?: readonly string[] }>>>>;

export type TypeName =
  | 'Metadata'
  | 'Other'
  | 'Workload'
  | 'WorkloadSpec'
  | 'CronJob'
  | 'CronJobSpec'
  | 'PodTemplate'
  | 'PodSpec'
  | 'Container'
  | 'Service'
  | 'ServiceSpec'
  | 'ServiceAccount'
  | 'Hooks';

const byKind: Readonly<Record<string, TypeName>> = {
  Pod: 'PodTemplate',
  PodTemplate: 'WorkloadSpec',
  Deployment: 'Workload',
  StatefulSet: 'Workload',
  DaemonSet: 'Workload',
  ReplicaSet: 'Workload',
  ReplicationController: 'Workload',
  Job: 'Workload',
  CronJob: 'CronJob',
  Service: 'Service',
  ServiceAccount: 'ServiceAccount',
  ValidatingWebhookConfiguration: 'Hooks',
  MutatingWebhookConfiguration: 'Hooks',
};

/** Groups whose kinds are Kubernetes' own; a kind of anybody else has no merge keys at all. */
export const isBuiltIn = (apiVersion: string): boolean =>
  !apiVersion.includes('/') || /^(apps|batch|autoscaling|policy|extensions)\/|\.k8s\.io\//.test(apiVersion);

export const typeOf = (apiVersion: string, kind: string): TypeName | undefined => (isBuiltIn(apiVersion) ? (byKind[kind] ?? 'Other') : undefined);

const fieldOf = (type: TypeName | undefined, key: string): Field | undefined =>
  type === undefined ? undefined : (types[type] as Readonly<Record<string, Field>>)[key];

export const typeBelow = (type: TypeName | undefined, key: string): TypeName | undefined => fieldOf(type, key)?.type;
export const listKeys = (type: TypeName | undefined, key: string): readonly string[] | undefined => fieldOf(type, key)?.keys;
