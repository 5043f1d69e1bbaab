import { yamlDocuments } from '../../base/yaml.ts';

/** Which object of a manifest, or of the cluster. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** As it is written; empty where the release's namespace, or none, is meant. */
  readonly namespace: string;
}

export interface KubeObject extends ObjectRef {
  readonly body: Readonly<Record<string, unknown>>;
}

/** The objects of a manifest, in its order; empty documents and `List`s are opened. A second for some hundred KB: a large one is read apart. */
export const objectsIn = (manifest: string): readonly KubeObject[] =>
  yamlDocuments(manifest, { logLevel: 'silent' }).flatMap((document) => asObjects(document.toJS()));

export function asObjects(body: unknown): readonly KubeObject[] {
  if (body === null || typeof body !== 'object') return [];
  const { apiVersion, kind, metadata, items } = body as Record<string, unknown>;
  if (Array.isArray(items) && String(kind).endsWith('List')) return items.flatMap(asObjects);
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return [];
  const { name, namespace } = (metadata ?? {}) as Record<string, unknown>;
  return [{ apiVersion, kind, name: String(name ?? ''), namespace: typeof namespace === 'string' ? namespace : '', body: body as KubeObject['body'] }];
}

/** Kinds of Kubernetes itself that stand in no namespace: kubernetes.io/docs/reference/kubernetes-api. */
const clusterScoped = new Set([
  ...[
    'Namespace',
    'Node',
    'PersistentVolume',
    'ClusterRole',
    'ClusterRoleBinding',
    'CustomResourceDefinition',
    'StorageClass',
    'PriorityClass',
    'IngressClass',
  ],
  ...[
    'MutatingWebhookConfiguration',
    'ValidatingWebhookConfiguration',
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'APIService',
    'RuntimeClass',
  ],
  ...['CSIDriver', 'VolumeAttachment', 'ClusterIssuer'],
]);
export const refOf = ({ apiVersion, kind, name, namespace }: KubeObject): ObjectRef => ({ apiVersion, kind, name, namespace });

export const isClusterScoped = ({ kind }: ObjectRef): boolean => clusterScoped.has(kind);

/** `Deployment/web/api`; without the namespace where it has none. */
export const addressOf = (object: ObjectRef, namespace: string): string =>
  isClusterScoped(object) ? `${object.kind}/${object.name}` : `${object.kind}/${object.namespace || namespace}/${object.name}`;

/** The same object in another version of its API is the same object. */
export const keyOf = (object: ObjectRef, namespace: string): string => {
  const [group = ''] = object.apiVersion.includes('/') ? object.apiVersion.split('/') : [''];
  return `${group} ${addressOf(object, namespace)}`;
};
