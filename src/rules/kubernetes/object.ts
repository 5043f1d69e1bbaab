import type { Document, Node } from 'yaml';
import { isCollection } from 'yaml';
import type { Json } from '../../base/json.ts';
import type { Place, TextFile } from '../text.ts';

export type Path = readonly (string | number)[];
export type Fields = { readonly [key: string]: Json };

/** One Kubernetes object in a YAML file, with where each of its parts stands. */
export class KubernetesObject {
  readonly file: TextFile;
  readonly document: Document;
  readonly value: Fields;
  /** Where in the document the object is: not at its top inside a `List`. */
  readonly base: Path;

  constructor(file: TextFile, document: Document, value: Fields, base: Path) {
    this.file = file;
    this.document = document;
    this.value = value;
    this.base = base;
  }

  get kind(): string {
    return String(this.value.kind);
  }
  get apiVersion(): string {
    return String(this.value.apiVersion);
  }
  get name(): string {
    const name = this.get(['metadata', 'name']) ?? this.get(['metadata', 'generateName']);
    return typeof name === 'string' ? name : '?';
  }
  /** `default` where it says none. */
  get namespace(): string {
    const namespace = this.get(['metadata', 'namespace']);
    return typeof namespace === 'string' ? namespace : 'default';
  }
  /** `Deployment/default/web`; without the middle part for kinds that have no namespace. */
  get address(): string {
    return clusterKinds.has(this.kind) ? `${this.kind}/${this.name}` : `${this.kind}/${this.namespace}/${this.name}`;
  }

  get(path: Path): Json | undefined {
    return at(this.value, path);
  }

  /** Where the value at a path stands; of what is not there, the nearest thing around it; the object's `kind` line for itself. */
  span(path: Path = []): Place {
    const nodes = this.nodes(path);
    for (let length = nodes.length - 1; length > 0; length--) {
      const node = nodes[length];
      if (node?.range) return { start: node.range[0], end: trimEnd(this.file.text, node.range[0], node.range[1]) };
    }
    const kind = this.node(['kind']) ?? nodes[0];
    return kind?.range ? { start: kind.range[0], end: trimEnd(this.file.text, kind.range[0], kind.range[1]) } : { start: 0, end: 0 };
  }

  /** The file in which the value at a path stands. */
  fileOf(_path: Path): TextFile {
    return this.file;
  }

  node(path: Path): Node | undefined {
    return this.nodes(path)[path.length];
  }

  /** What stands at each step of a path, from the object itself on, as far as there is something: gone down once, for those who ask of several. */
  nodes(path: Path): readonly (Node | undefined)[] {
    let here: unknown = this.document.contents;
    for (const step of this.base) here = isCollection(here) ? here.get(step, true) : undefined;
    const found: Node[] = [];
    for (let at = 0; here !== null && here !== undefined; at++) {
      found.push(here as Node);
      if (at === path.length) break;
      here = isCollection(here) ? here.get(path[at], true) : undefined;
    }
    return found;
  }
}

const trimEnd = (text: string, start: number, end: number): number => start + text.slice(start, end).trimEnd().length;

export function at(value: Json | undefined, path: Path): Json | undefined {
  let here: Json | undefined = value;
  for (const step of path) {
    if (here === null || typeof here !== 'object') return undefined;
    here = (here as Readonly<Record<string | number, Json>>)[step];
  }
  return here;
}

export const isFields = (value: Json | undefined): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
export const fieldsOf = (value: Json | undefined): Fields => (isFields(value) ? value : {});
export const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

/** All objects of a scan. */
export class Cluster {
  readonly objects: readonly KubernetesObject[];
  private readonly byKind = new Map<string, KubernetesObject[]>();

  constructor(objects: readonly KubernetesObject[]) {
    this.objects = objects;
    for (const object of objects) {
      const same = this.byKind.get(object.kind);
      if (same) same.push(object);
      else this.byKind.set(object.kind, [object]);
    }
  }

  /** All objects of a kind, for what they lack; in one namespace, when that is given. Where some may be out of sight, nothing is said of it. */
  all(kind: string, namespace?: string): readonly KubernetesObject[] {
    return this.shown(kind, namespace);
  }

  /** Objects of a kind that are in sight, for what is wrong with one of them, whatever else there is. */
  shown(kind: string, namespace?: string): readonly KubernetesObject[] {
    const found = this.byKind.get(kind) ?? [];
    return namespace === undefined ? found : found.filter((object) => object.namespace === namespace);
  }
}

/** Kinds that stand outside namespaces. */
export const clusterKinds: ReadonlySet<string> = new Set([
  'Namespace',
  'Node',
  'PersistentVolume',
  'ClusterRole',
  'ClusterRoleBinding',
  'StorageClass',
  'IngressClass',
  'PriorityClass',
  'RuntimeClass',
  'CustomResourceDefinition',
  'APIService',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'CSIDriver',
  'PodSecurityPolicy',
]);
