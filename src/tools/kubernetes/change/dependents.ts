import { atOnce } from '../../../base/at-once.ts';
import { type Outcome, ok } from '../../../domain/failure/failure.ts';
import type { Impact } from '../../../domain/impact.ts';
import { type Cluster, pathOf, type Ref } from '../client/cluster.ts';
import { type Kind, kindsOf } from '../client/kinds.ts';
import { listAll } from '../client/list.ts';
import { addressOf, type KubeObject, type Metadata } from '../client/object.ts';
import { impactOn } from './impact.ts';

/** What goes along with something that is deleted. */
export interface Along {
  readonly impacts: readonly Impact[];
  readonly refs: readonly Ref[];
  /** Where nobody could look. */
  readonly warnings: readonly string[];
}

const requestsAtOnce = 8;
/** Kept by the cluster for itself, or gone with what they are about in any case. */
const passedOver = new Set(['events', 'leases', 'endpointslices', 'endpoints']);

/**
 * What deleting these would take along: what they own, and what that owns; all that lies in a namespace; every object of a
 * kind whose definition goes. Asked as names and owners only, kind by kind.
 */
export async function goesAlong(roots: readonly { readonly ref: Ref; readonly object: KubeObject }[], cluster: Cluster): Promise<Outcome<Along>> {
  const kinds = await kindsOf(cluster.connection, cluster.signal);
  if (!kinds.ok) return kinds;
  const listed = kinds.value.all.filter((k) => k.namespaced && k.verbs.includes('list') && k.verbs.includes('delete') && !passedOver.has(k.plural));
  // One kind may be there in several versions and groups; an object is one all the same.
  const unique = listed.filter(
    (k, index) =>
      listed.findIndex((other) => other.kind === k.kind && other.plural === k.plural && (other.group === k.group || k.group === 'extensions')) === index,
  );
  const warnings: string[] = [];
  const impacts = new Map<string, Impact>();
  const refs: Ref[] = [];
  const add = (ref: Ref, metadata: Metadata, detail: string) => {
    refs.push(ref);
    impacts.set(metadata.uid ?? addressOf(ref), impactOn(ref, 'delete', { kind: ref.kind.kind, metadata }, undefined, detail));
  };

  const rootUids = new Map(roots.map(({ ref, object }) => [object.metadata.uid ?? '', addressOf(ref)]));
  const whole = new Set(roots.filter(({ ref }) => ref.kind.kind === 'Namespace').map(({ ref }) => ref.name));
  const places = new Set([...whole, ...roots.flatMap(({ ref }) => (ref.namespace === undefined ? [] : [ref.namespace]))]);
  for (const namespace of places) {
    const inside = await everythingIn(namespace, unique, cluster, warnings);
    for (const { ref, metadata } of inside) {
      if (rootUids.has(metadata.uid ?? '')) continue;
      if (whole.has(namespace)) add(ref, metadata, `it lies in Namespace/${namespace}`);
    }
    if (!whole.has(namespace)) for (const { ref, metadata, owner } of ownedBy(rootUids, inside)) add(ref, metadata, `${owner} owns it`);
  }
  for (const { ref, object } of roots) {
    if (ref.kind.kind !== 'CustomResourceDefinition') continue;
    const { group, names } = (object.spec ?? {}) as { group?: string; names?: { plural?: string } };
    const kind = kinds.value.all.find((k) => k.group === group && k.plural === names?.plural);
    const all = kind === undefined ? ok([]) : await listAll(cluster, kind, {}, { metadataOnly: true });
    if (!all.ok) warnings.push(`nobody could look how many ${names?.plural} there are: ${all.failure.message}`);
    else if (kind !== undefined)
      for (const { metadata } of all.value)
        add({ kind, name: metadata.name, namespace: metadata.namespace }, metadata, `its definition ${addressOf(ref)} goes`);
  }
  return ok({ impacts: [...impacts.values()], refs, warnings });
}

interface Found {
  readonly ref: Ref;
  readonly metadata: Metadata;
}

async function everythingIn(namespace: string, kinds: readonly Kind[], cluster: Cluster, warnings: string[]): Promise<readonly Found[]> {
  const denied: string[] = [];
  const found = await atOnce(kinds, requestsAtOnce, async (kind): Promise<readonly Found[]> => {
    const listed = await listAll(cluster, kind, { namespace }, { metadataOnly: true });
    if (!listed.ok) {
      denied.push(kind.plural);
      return [];
    }
    return listed.value.map(({ metadata }) => ({ ref: { kind, name: metadata.name, namespace }, metadata }));
  });
  if (denied.length > 0)
    warnings.push(
      `in namespace ${namespace} nobody could look at ${denied.toSorted().slice(0, 8).join(', ')}${denied.length > 8 ? ` and ${denied.length - 8} more kinds` : ''}: more may go along`,
    );
  return found.flat();
}

/** Those whose owners all go, down to the last. */
function ownedBy(roots: ReadonlyMap<string, string>, inside: readonly Found[]): readonly (Found & { readonly owner: string })[] {
  const going = new Map(roots);
  const owned: (Found & { readonly owner: string })[] = [];
  for (let grew = true; grew; ) {
    grew = false;
    for (const item of inside) {
      const uid = item.metadata.uid ?? '';
      const owners = item.metadata.ownerReferences ?? [];
      const [first] = owners;
      if (going.has(uid) || first === undefined || !owners.every((o) => going.has(o.uid))) continue;
      going.set(uid, addressOf(item.ref));
      owned.push({ ...item, owner: going.get(first.uid) ?? first.name });
      grew = true;
    }
  }
  return owned;
}

export interface RemoveOptions {
  /** Only this very object, not one of its name that was made since. */
  readonly uid: string | undefined;
  readonly propagation: 'background' | 'foreground' | 'orphan';
  readonly gracePeriodSeconds?: number | undefined;
}

/** Deletes one object; one that is gone already is fine. */
export async function removeOne(ref: Ref, { uid, propagation, gracePeriodSeconds }: RemoveOptions, cluster: Cluster): Promise<Outcome<void>> {
  const policy = `${propagation.charAt(0).toUpperCase()}${propagation.slice(1)}`;
  const body = {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    propagationPolicy: policy,
    gracePeriodSeconds,
    ...(uid === undefined ? {} : { preconditions: { uid } }),
  };
  const done = await cluster.json({ method: 'DELETE', path: pathOf(ref.kind, ref), body, about: addressOf(ref) });
  return done.ok || done.failure.code === 'kubernetes/not-found' ? ok(undefined) : done;
}
