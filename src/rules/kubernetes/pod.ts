import type { Json } from '../../base/json.ts';
import { type Fields, fieldsOf, type KubernetesObject, listOf, type Path } from './object.ts';

/** Where each kind keeps the pods it makes. */
const templates: Readonly<Record<string, Path>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** The kinds that make pods. */
export const podKinds: readonly string[] = Object.keys(templates);
/** Those whose pods are meant to run for ever. */
export const serviceKinds: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController'];

/** Those whose pods stay as they were made: the API server refuses a change, and they have to be deleted and made anew. */
const frozenKinds: ReadonlySet<string> = new Set(['Pod', 'Job']);
export const hasFrozenPods = ({ kind }: Pick<KubernetesObject, 'kind'>): boolean => frozenKinds.has(kind);

export interface Pod {
  /** Of its spec. */
  readonly path: Path;
  readonly spec: Fields;
  readonly labels: Fields;
  readonly containers: readonly Container[];
  /** With init containers (ephemeral ones are never in files). */
  readonly allContainers: readonly Container[];
}

export interface Container {
  readonly path: Path;
  readonly name: string;
  readonly value: Fields;
  readonly init: boolean;
}

/** By what an object holds, which stays the same through edits of its neighbours. */
const known = new WeakMap<Fields, Pod | 'none'>();

/** What all the rules about pods share: it is worked out once for an object, when the first of them asks. */
export function podOf(object: KubernetesObject): Pod | undefined {
  let pod = known.get(object.value);
  if (pod === undefined) {
    pod = read(object) ?? 'none';
    known.set(object.value, pod);
  }
  return pod === 'none' ? undefined : pod;
}

function read(object: KubernetesObject): Pod | undefined {
  const template = templates[object.kind];
  if (!template) return undefined;
  const path = [...template, 'spec'];
  const spec = object.get(path);
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) return undefined;
  const inList = (key: string, init: boolean): Container[] =>
    listOf(object.get([...path, key])).map((value: Json, index) => {
      const fields = fieldsOf(value);
      return { path: [...path, key, index], name: String(fields.name ?? index), value: fields, init };
    });
  const containers = inList('containers', false);
  return {
    path,
    spec: fieldsOf(spec),
    labels: fieldsOf(object.get([...template, 'metadata', 'labels'])),
    containers,
    allContainers: [...containers, ...inList('initContainers', true)],
  };
}
