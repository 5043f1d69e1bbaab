import { nearest } from '../../../base/nearest.ts';
import { list } from '../../../base/say.ts';
import type { Failure } from '../../../domain/failure/failure.ts';
import { namespaceUnknown, objectUnknown } from '../../../domain/failure/kubernetes.ts';
import type { Cluster, Ref } from './cluster.ts';
import { listAll } from './list.ts';
import { addressOf } from './object.ts';

const namesMax = 2_000;
const namedMax = 5;

/** Why an object that was asked for is not there: no such namespace, it is in another one, or it is called differently. What may not be looked at gives no hint. */
export async function whyMissing(ref: Ref, cluster: Cluster): Promise<Failure> {
  const { kind, name, namespace } = ref;
  if (namespace === undefined) return objectUnknown(addressOf(ref), `context ${cluster.context}`, meant(nearest(name, await namesOf(ref, cluster))));
  const gone = await namespaceMissing(namespace, cluster);
  if (gone !== undefined) return gone;
  const everywhere = await listAll(cluster, kind, { fields: `metadata.name=${name}` }, { max: namesMax, metadataOnly: true });
  const elsewhere = everywhere.ok ? everywhere.value.flatMap(({ metadata }) => metadata.namespace ?? []) : [];
  const hint =
    elsewhere.length > 0
      ? `There is one in namespace ${list(elsewhere.slice(0, namedMax))}: name it (\`namespace\`).`
      : meant(nearest(name, await namesOf(ref, cluster)));
  return objectUnknown(addressOf(ref), `namespace ${namespace} (context ${cluster.context})`, hint);
}

/** A cluster lists nothing in a namespace that is not there, and says nothing of it. */
export async function namespaceMissing(namespace: string, cluster: Cluster): Promise<Failure | undefined> {
  const kind = await cluster.kind('namespace');
  if (!kind.ok) return undefined;
  const ref = { kind: kind.value, name: namespace, namespace: undefined };
  const found = await cluster.find(ref);
  if (!found.ok || found.value !== undefined) return undefined;
  return namespaceUnknown(namespace, cluster.context, nearest(namespace, await namesOf(ref, cluster)));
}

async function namesOf({ kind, namespace }: Ref, cluster: Cluster): Promise<readonly string[]> {
  const all = await listAll(cluster, kind, { namespace }, { max: namesMax, metadataOnly: true });
  return all.ok ? all.value.map(({ metadata }) => metadata.name) : [];
}

const meant = (name: string | undefined): string | undefined => (name === undefined ? undefined : `Did you mean ${name}?`);
