import type { Impact, Mark } from '../domain/impact.ts';
import { cascadingKinds, clusterKinds, dataKinds, systemNamespaces } from '../domain/kubernetes-kinds.ts';

/**
 * What the kind and the place of a Kubernetes object say by themselves, whether or not the tool that would change it said so too.
 * Objects are told by their address: `Deployment/web/api`, and `ClusterRole/admin` where there is no namespace.
 */
export function marksOfObject({ address, type, operation }: Impact): readonly Mark[] {
  const parts = address.split('/');
  if (!/^[A-Z][A-Za-z0-9]*$/.test(type) || parts[0] !== type || operation === 'read') return [];
  const destroys = operation === 'delete' || operation === 'replace';
  const namespace = parts.length > 2 ? parts[1] : type === 'Namespace' ? parts[1] : undefined;
  const marks: Mark[] = [];
  if (clusterKinds.has(type)) marks.push('cluster-scoped');
  if (namespace !== undefined && systemNamespaces.has(namespace)) marks.push('system-namespace');
  if (dataKinds.has(type)) marks.push('stateful');
  if (dataKinds.has(type) && destroys) marks.push('deletes-data');
  if (cascadingKinds.has(type) && destroys) marks.push('cascades');
  return marks;
}
