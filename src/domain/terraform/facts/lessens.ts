import { type Fact, type FactFinder, valuesAt } from './look.ts';

/** What is kept shorter is deleted when its new time is up. */
const kept: Readonly<Record<string, string>> = {
  retention_in_days: 'older logs are deleted',
  retention_days: 'older records are deleted',
  retention_period: 'older records are deleted',
  backup_retention_period: 'older backups are deleted',
  automatic_backup_retention_days: 'older backups are deleted',
  automated_snapshot_retention_period: 'older snapshots are deleted',
  snapshot_retention_limit: 'older snapshots are deleted',
  backup_retention_days: 'older backups are deleted',
  message_retention_seconds: 'older messages are deleted',
  data_retention_in_hours: 'older records are deleted',
  'retention_properties.magnetic_store_retention_period_in_days': 'older records are deleted',
  'retention_policy.retention_period': 'objects can be deleted sooner',
};

/** How many of it run. */
const running: readonly string[] = [
  'desired_count',
  'desired_capacity',
  'scaling_config.desired_size',
  'spec.replicas',
  'min_replicas',
  'template.min_replicas',
  'target_size',
  'node_count',
  'instances',
];

/** Keeps less than before, or runs nothing any more. */
export const lessens: FactFinder = ({ change, operation, before, after }) => {
  if (change.mode !== 'managed' || (operation !== 'update' && operation !== 'replace')) return [];
  const facts: Fact[] = [];
  for (const [at, then] of Object.entries(kept)) {
    const was = numberAt(before, at);
    const is = numberAt(after, at);
    if (was === undefined || is === undefined) continue;
    // For a CloudWatch log group 0 is for ever.
    const forEver = at === 'retention_in_days';
    if (forEver ? is !== 0 && (was === 0 || is < was) : is < was) facts.push({ mark: 'deletes-data', why: `${at} is shortened: ${then}` });
  }
  for (const at of running) {
    // Kubernetes providers write numbers as text.
    const was = numberAt(before, at);
    if (was !== undefined && was > 0 && numberAt(after, at) === 0) facts.push({ mark: 'scales-to-zero', why: `${at} becomes 0` });
  }
  return facts;
};

function numberAt(value: unknown, path: string): number | undefined {
  const found = valuesAt(value, path)[0];
  if (typeof found === 'number') return found;
  return typeof found === 'string' && /^\d+$/.test(found) ? Number(found) : undefined;
}
