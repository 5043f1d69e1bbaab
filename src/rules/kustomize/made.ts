import type { KubernetesObject } from '../kubernetes/object.ts';
import { clusterKinds } from '../kubernetes/object.ts';
import { isBuiltIn, typeOf } from './merge-keys.ts';
import { type MapPiece, type Origin, scalarPiece, textAt } from './piece.ts';

/** What an object is called. */
export interface Id {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Empty where it says none. */
  readonly namespace: string;
}

/** An object in the making. */
export class Made {
  root: MapPiece;
  /** What it was first: where a finding is told that belongs to nothing written. */
  readonly source: KubernetesObject;
  /** What it was called before, the first one first. */
  readonly before: Id[] = [];
  prefix = '';
  suffix = '';
  needsHash = false;
  /** A part of it could not be read. */
  isPart = false;

  constructor(root: MapPiece, source: KubernetesObject) {
    this.root = root;
    this.source = source;
  }

  get id(): Id {
    return {
      apiVersion: textAt(this.root, ['apiVersion']) ?? '',
      kind: textAt(this.root, ['kind']) ?? '',
      name: textAt(this.root, ['metadata', 'name']) ?? '',
      namespace: textAt(this.root, ['metadata', 'namespace']) ?? '',
    };
  }
  get ids(): readonly Id[] {
    return [...this.before, this.id];
  }
  get type() {
    const { apiVersion, kind } = this.id;
    return typeOf(apiVersion, kind);
  }
  get hasNamespace(): boolean {
    const { kind, apiVersion } = this.id;
    return !(clusterKinds.has(kind) && isBuiltIn(apiVersion));
  }

  rename(name: string, origin: Origin): void {
    this.set('name', name, origin);
  }
  move(namespace: string, origin: Origin): void {
    this.set('namespace', namespace, origin);
  }

  private set(key: 'name' | 'namespace', value: string, origin: Origin): void {
    const metadata = this.root.entries.get('metadata');
    if (metadata?.kind !== 'map' || textAt(metadata, [key]) === value) return;
    this.before.push(this.id);
    metadata.entries.set(key, scalarPiece(value, origin));
  }
}

export const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '');
export const versionOf = (apiVersion: string): string => apiVersion.slice(apiVersion.indexOf('/') + 1);

/** The same object; a namespace that is not said is `default`. */
export const isSameId = (a: Id, b: Id): boolean =>
  a.kind === b.kind && a.name === b.name && groupOf(a.apiVersion) === groupOf(b.apiVersion) && (a.namespace || 'default') === (b.namespace || 'default');
