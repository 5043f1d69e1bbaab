import { isDeepStrictEqual } from 'node:util';
import { createTwoFilesPatch } from 'diff';
import { stringify } from 'yaml';
import { lines } from '../../base/lines.ts';
import type { Mark } from '../../domain/impact.ts';
import { quantityIn } from '../../domain/quantity.ts';
import { marksOf } from './marks.ts';
import { addressOf, type KubeObject, keyOf, type ObjectRef, refOf } from './objects.ts';

/** What would become of one object. */
export interface Change {
  readonly address: string;
  readonly operation: 'create' | 'update' | 'delete';
  readonly object: ObjectRef;
  /** It was changed in the cluster since Helm last wrote it, by hand or by a controller, where the chart has a say. */
  readonly drift: boolean;
  /** As a unified diff, values of secrets left out. */
  readonly diff: string;
  /** What safety weighs of it. */
  readonly marks: readonly Mark[];
}

/**
 * Three ways: what the last revision said, what the cluster has, what the next revision says. Of the cluster's objects only
 * the fields count that one of the revisions names; what the server and its controllers add is theirs. Each is worked out when it
 * is asked for.
 */
export function* changesBetween(
  before: readonly KubeObject[],
  live: readonly KubeObject[],
  after: readonly KubeObject[],
  namespace: string,
): Generator<Change, void, undefined> {
  const by = (objects: readonly KubeObject[]) => new Map(objects.map((one) => [keyOf(one, namespace), one]));
  const [old, now, next] = [by(before), by(live), by(after)];
  for (const [key, object] of next) {
    const there = now.get(key);
    const former = old.get(key);
    if (there === undefined) yield change('create', object, namespace, undefined, object.body, former !== undefined);
    else {
      const seen = projected(there.body, former?.body, object.body);
      const drift = former !== undefined && !same(projected(there.body, former.body, former.body), former.body);
      if (!same(seen, object.body)) yield change('update', object, namespace, seen, object.body, drift);
    }
  }
  for (const [key, object] of old) {
    if (next.has(key) || isKept(object)) continue;
    yield change('delete', object, namespace, projected(now.get(key)?.body ?? object.body, object.body, undefined), undefined, false);
  }
}

/** Helm leaves it where it is: helm.sh/docs/howto/charts_tips_and_tricks, resource policy. */
const isKept = ({ body }: KubeObject): boolean =>
  (body.metadata as { annotations?: Record<string, unknown> } | undefined)?.annotations?.['helm.sh/resource-policy'] === 'keep';

function change(operation: Change['operation'], object: KubeObject, namespace: string, from: unknown, to: unknown, drift: boolean): Change {
  const address = addressOf(object, namespace);
  const [a, b] = object.kind === 'Secret' ? masked(from, to) : [from, to];
  const text = (value: unknown): string => (value === undefined ? '' : stringify(value, { sortMapEntries: true, aliasDuplicateObjects: false }));
  const patch = createTwoFilesPatch(address, address, text(a), text(b), operation === 'create' ? 'absent' : 'live', operation === 'delete' ? 'absent' : 'new', {
    context: 3,
  });
  const diff = `${lines(patch).slice(1).join('\n')}\n`;
  return { address, operation, object: refOf(object), drift, diff, marks: marksOf(object, operation, diff, namespace) };
}

/** A secret's values never leave this function: whether one differs does. */
function masked(from: unknown, to: unknown): readonly [unknown, unknown] {
  const [a, b] = [contents(from), contents(to)];
  const hide = (body: unknown, own: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>, word: string): unknown => {
    if (body === undefined) return undefined;
    const { data: _data, stringData: _text, ...rest } = body as Record<string, unknown>;
    const data = Object.fromEntries([...own].map(([key, value]) => [key, other.get(key) === value || !other.has(key) ? '<secret>' : `<secret, ${word}>`]));
    return { ...rest, ...(own.size === 0 ? {} : { data }), metadata: withoutLastApplied(rest.metadata) };
  };
  return [hide(from, a, b, 'before'), hide(to, b, a, 'after')];
}

/** kubectl keeps a copy of what it applied in there, values included. */
function withoutLastApplied(metadata: unknown): unknown {
  const { annotations, ...rest } = (metadata ?? {}) as { annotations?: Record<string, unknown> };
  if (annotations === undefined) return rest;
  const { 'kubectl.kubernetes.io/last-applied-configuration': _copy, ...others } = annotations;
  return { ...rest, annotations: others };
}

/** Values by key, as the cluster stores them: base64, `stringData` over `data`. */
function contents(body: unknown): ReadonlyMap<string, string> {
  const { data, stringData } = (body ?? {}) as { data?: Record<string, unknown>; stringData?: Record<string, unknown> };
  return new Map([
    ...Object.entries(data ?? {}).map(([key, value]) => [key, String(value)] as const),
    ...Object.entries(stringData ?? {}).map(([key, value]) => [key, Buffer.from(String(value)).toString('base64')] as const),
  ]);
}

/** Of `live` what `old` or `next` names. A list counts item by item where items have names, else whole. */
function projected(live: unknown, old: unknown, next: unknown): unknown {
  if (isRecord(live) && (isRecord(old) || isRecord(next))) {
    const [a, b] = [isRecord(old) ? old : {}, isRecord(next) ? next : {}];
    const stored = withStored(live, a, b);
    return Object.fromEntries(
      Object.keys(stored)
        .filter((key) => key in a || key in b)
        .map((key) => [key, projected(stored[key], a[key], b[key])]),
    );
  }
  if (Array.isArray(live) && (Array.isArray(old) || Array.isArray(next))) {
    const [a, b] = [Array.isArray(old) ? old : [], Array.isArray(next) ? next : []];
    const at = (list: readonly unknown[], item: unknown, i: number): unknown => {
      const name = nameOf(item);
      return name === undefined ? list[i] : list.find((one) => nameOf(one) === name);
    };
    return live.map((item, i) => projected(item, at(a, item, i), at(b, item, i)));
  }
  // The server writes a quantity in its own way: what is the same is shown as it was written.
  return [next, old].find((written) => written !== undefined && same(live, written)) ?? live;
}

/** The cluster shows a secret's `stringData` as `data`. */
const withStored = (live: Record<string, unknown>, a: Record<string, unknown>, b: Record<string, unknown>): Record<string, unknown> =>
  live.kind === 'Secret' && ('stringData' in a || 'stringData' in b) && isRecord(live.data)
    ? { ...live, stringData: Object.fromEntries(Object.entries(live.data).map(([key, value]) => [key, Buffer.from(String(value), 'base64').toString()])) }
    : live;

const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value);
const nameOf = (item: unknown): unknown => (isRecord(item) ? (item.name ?? item.containerPort ?? item.port ?? item.key) : undefined);

/** Equal but for how the server writes things: quantities in another unit, nothing instead of an empty thing. */
function same(a: unknown, b: unknown): boolean {
  if (isEmpty(a) && isEmpty(b)) return true;
  if (isRecord(a) && isRecord(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => (key === 'namespace' && (a[key] === undefined || b[key] === undefined)) || same(a[key], b[key]));
  }
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (isDeepStrictEqual(a, b)) return true;
  const [x, y] = [quantity(a), quantity(b)];
  return x !== undefined && x === y;
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** `500m`, `0.5`, `1Gi`, `1024Mi` as a number; `undefined` for anything else. */
function quantity(value: unknown): number | undefined {
  const number = quantityIn(String(value));
  return Number.isNaN(number) ? undefined : Math.round(number * 1e6) / 1e6;
}
