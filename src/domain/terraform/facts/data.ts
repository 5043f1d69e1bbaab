import { clusterKinds, dataKinds } from '../../kubernetes-kinds.ts';
import { isFamiliar, says, whatItHolds } from '../holds/what.ts';
import { flag, number } from '../read.ts';
import { type Fact, type FactFinder, valueAt } from './look.ts';

/** Whether it holds data, and what becomes of that. */
export const data: FactFinder = ({ change, operation, destroys, before }) => {
  if (change.mode !== 'managed') return [];
  const kind = whatItHolds(change.type);
  if (kind === undefined) {
    // The kind of a manifest says what it holds, where it is one that is known.
    const isPlainManifest = change.type === 'kubernetes_manifest' && plainKinds.has(String(valueAt(before, ['manifest', 'kind'])));
    if (isPlainManifest || isFamiliar(change.type) || !(destroys || operation === 'forget' || operation === 'replace')) return [];
    return [{ mark: 'unknown', why: `what ${change.type} holds is not known` }];
  }
  const facts: Fact[] = [{ mark: 'stateful', why: destroys || operation === 'replace' || operation === 'forget' ? says[kind] : '' }];
  if (!destroys) return facts;
  facts.push({ mark: 'deletes-data', why: '' });
  if (kind === 'key') facts.push({ mark: 'deletes-key', why: '' });
  if (kind === 'container' || kind === 'cluster') facts.push({ mark: 'cascades', why: 'all that is in it goes with it' });
  if (noLastCopy(before)) facts.push({ mark: 'deletes-data', why: 'no last snapshot is made' });
  if (flag(before.force_destroy) === true || flag(before.force_delete) === true) facts.push({ mark: 'cascades', why: 'it is emptied first' });
  if (number(before.recovery_window_in_days) === 0) facts.push({ mark: 'deletes-data', why: 'it can’t be recovered afterwards' });
  return facts;
};

/** Kinds of Kubernetes that hold nothing, or whose own marks say what they hold. */
const plainKinds: ReadonlySet<string> = new Set([
  ...[
    'Deployment',
    'DaemonSet',
    'ReplicaSet',
    'Pod',
    'Job',
    'CronJob',
    'Service',
    'Ingress',
    'ConfigMap',
    'ServiceAccount',
    'Role',
    'RoleBinding',
    'NetworkPolicy',
  ],
  ...['HorizontalPodAutoscaler', 'PodDisruptionBudget', 'LimitRange', 'ResourceQuota', ...clusterKinds, ...dataKinds],
]);

const noLastCopy = (before: Readonly<Record<string, unknown>>): boolean =>
  valueAt(before, ['skip_final_snapshot']) === true || valueAt(before, ['skip_final_backup']) === true;
