import { cascadingKinds, clusterKinds, dataKinds, systemNamespaces } from '../../kubernetes-kinds.ts';
import { texts } from '../read.ts';
import { type Fact, type FactFinder, valuesAt } from './look.ts';

/** Kinds that belong to no namespace, by the end of their type. */
const clusterScoped =
  /^kubernetes_(cluster_role|cluster_role_binding|namespace|persistent_volume|storage_class|csi_driver|validating_webhook_configuration|mutating_webhook_configuration|api_service|priority_class|runtime_class|node_taint|ingress_class|certificate_signing_request)(_v1)?(beta1)?$/;

/** What the scope of a Kubernetes object, a chart or a manifest says. */
export const kubernetes: FactFinder = ({ change, operation, destroys, before, after }) => {
  const manifest = change.type === 'kubernetes_manifest' || change.type === 'kubectl_manifest';
  if (change.mode !== 'managed' || !(change.type.startsWith('kubernetes_') || manifest || change.type === 'helm_release')) return [];
  const there = destroys || operation === 'forget' ? before : after;
  const facts: Fact[] = [];
  const namespace = [
    ...valuesAt(there, 'metadata.namespace'),
    ...valuesAt(there, 'manifest.metadata.namespace'),
    ...(change.type === 'helm_release' ? valuesAt(there, 'namespace') : []),
  ];
  if (texts(namespace).some((name) => systemNamespaces.has(name))) facts.push({ mark: 'system-namespace', why: 'it is in a namespace of the cluster itself' });
  if (clusterScoped.test(change.type)) facts.push({ mark: 'cluster-scoped', why: '' });
  for (const kind of texts(valuesAt(there, 'manifest.kind'))) {
    if (clusterKinds.has(kind)) facts.push({ mark: 'cluster-scoped', why: '' });
    if (!dataKinds.has(kind)) continue;
    facts.push({ mark: 'stateful', why: `it is a ${kind}` });
    if (destroys) facts.push({ mark: 'deletes-data', why: '' });
    if (destroys && cascadingKinds.has(kind)) facts.push({ mark: 'cascades', why: 'all that is in it goes with it' });
  }
  if (change.type === 'helm_release') facts.push({ mark: 'runs-code', why: 'a chart may run hooks' });
  return facts;
};
