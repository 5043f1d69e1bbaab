import { createHmac, randomBytes } from 'node:crypto';
import { stringify } from 'yaml';
import { digestOf } from '../../../base/hash.ts';
import type { Json } from '../../../base/json.ts';
import type { Ref } from './cluster.ts';

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
}

/** An entry of the cluster's own book of who owns which fields. */
export interface ManagedField {
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  readonly fieldsV1?: Json;
}

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly finalizers?: readonly string[];
  readonly managedFields?: readonly ManagedField[];
}

/** An object as the API server has it: what is common to all; the rest by its kind. */
export interface KubeObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: Metadata;
  readonly [field: string]: unknown;
}

/** `Deployment/web/api`, and `Namespace/web` for what is in no namespace. */
export const addressOf = ({ kind, name, namespace }: Ref): string => (namespace === undefined ? `${kind.kind}/${name}` : `${kind.kind}/${namespace}/${name}`);

/** Kept by the cluster itself: no part of what a person wants. */
const ownMetadata = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
  'managedFields',
]);
const ownAnnotations = new Set(['kubectl.kubernetes.io/last-applied-configuration', 'deployment.kubernetes.io/revision']);

/** What was asked for of an object, without what the cluster writes into it: two of them compare by what people care for. */
export function essence(object: KubeObject): KubeObject {
  const { status: _, metadata, ...rest } = object;
  const annotations = Object.entries(metadata.annotations ?? {}).filter(([name]) => !ownAnnotations.has(name));
  const kept = Object.entries(metadata).filter(([name]) => !ownMetadata.has(name) && name !== 'annotations');
  return {
    ...rest,
    metadata: { ...Object.fromEntries(kept), ...(annotations.length === 0 ? {} : { annotations: Object.fromEntries(annotations) }) } as unknown as Metadata,
  };
}

/** What an approval and an undo are bound to. */
export const essenceDigest = (object: KubeObject): string => digestOf(essence(object));

/** As YAML for people, without any secret in clear text. */
export const textOf = (object: KubeObject): string => stringify(masked(essence(object)), { lineWidth: 0, aliasDuplicateObjects: false, version: '1.1' });

/** Differs from process to process, so that nobody can try values against what is shown. */
const key = randomBytes(32);

/** Stands for a value: the same for the same value, in this process alone. */
export const secretMark = (value: unknown): string => `<secret:${createHmac('sha256', key).update(JSON.stringify(value)).digest('hex').slice(0, 8)}>`;

const telling = /pass(word|wd|phrase)?$|secret|token|api_?key|access_?key|private_?key|credential/i;

/** With marks in place of what a Secret holds, and of variables whose name says that they are secret. */
export function masked<T>(value: T): T {
  return maskValue(value) as T;
}

function maskValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskValue);
  if (value === null || typeof value !== 'object') return value;
  const fields = value as Readonly<Record<string, unknown>>;
  const isSecret = fields.kind === 'Secret' && 'metadata' in fields;
  const isVariable = typeof fields.name === 'string' && typeof fields.value === 'string' && telling.test(fields.name);
  return Object.fromEntries(
    Object.entries(fields).map(([name, inner]) => {
      if (isVariable && name === 'value') return [name, secretMark(inner)];
      if (isSecret && name === 'data') return [name, markAll(inner, false)];
      if (isSecret && name === 'stringData') return [name, markAll(inner, true)];
      if (name === 'kubectl.kubernetes.io/last-applied-configuration')
        return [name, typeof inner === 'string' && inner.includes('"Secret"') ? secretMark(inner) : inner];
      return [name, maskValue(inner)];
    }),
  );
}

/** `plain`: not in base64, so that a value gets one mark however it is written. */
const markAll = (values: unknown, plain: boolean): unknown =>
  values !== null && typeof values === 'object'
    ? Object.fromEntries(Object.entries(values).map(([name, value]) => [name, secretMark(plain ? Buffer.from(String(value)).toString('base64') : value)]))
    : secretMark(values);

/**
 * What a Secret holds under a name that says so, as text: to be known everywhere, logs included. A user name or a host in it is
 * left out, as hiding `postgres` wherever it stands would make plans unreadable; in the Secret itself all of it is a mark.
 */
export function knownSecrets(object: unknown): readonly (readonly [name: string, value: string])[] {
  const { kind, data, stringData } = (object ?? {}) as { kind?: string; data?: Record<string, unknown>; stringData?: Record<string, unknown> };
  if (kind !== 'Secret') return [];
  const decoded = Object.entries(data ?? {}).map(([name, value]) => [name, Buffer.from(String(value), 'base64').toString('utf8')] as const);
  const written = Object.entries(stringData ?? {}).map(([name, value]) => [name, String(value)] as const);
  return [...decoded, ...written].filter(([name]) => telling.test(name));
}

/** Every text that must not be seen of it, for messages of a server that quotes what it refuses. */
export function secretsOf(object: unknown): readonly string[] {
  const fields = object as { kind?: string; data?: Record<string, unknown>; stringData?: Record<string, unknown> };
  if (fields.kind !== 'Secret') return [];
  const values = [...Object.values(fields.data ?? {}), ...Object.values(fields.stringData ?? {})].map(String);
  return values
    .flatMap((value) => [value, Buffer.from(value).toString('base64'), Buffer.from(value, 'base64').toString('utf8')])
    .filter((text) => text.length >= 4);
}

export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((all, secret) => all.replaceAll(secret, secretMark(secret)), text);
