import { isFields } from '../read.ts';
import { type Fact, type FactFinder, valuesAt } from './look.ts';

/** How one attribute guards against loss: its values that guard, and those that do not. */
interface Guard {
  /** Dotted, through lists. */
  readonly at: string;
  readonly holds: (value: unknown) => boolean;
}

const on: Guard['holds'] = (value) => value === true;
const off: Guard['holds'] = (value) => value !== true;

/**
 * Attributes that guard what they belong to, wherever a type has them. Read off the attribute names of hashicorp/aws 5.100.0; those of
 * Google and Azure from their providers' pages in the registry.
 */
const guards: readonly Guard[] = [
  // One name in RDS, DocumentDB, Neptune, QLDB, Google Cloud SQL and GKE; a text in Cognito.
  { at: 'deletion_protection', holds: (value) => value === true || value === 'ACTIVE' },
  { at: 'deletion_protection_enabled', holds: on },
  { at: 'enable_deletion_protection', holds: on },
  { at: 'deletion_protected', holds: on },
  { at: 'delete_protection', holds: on },
  { at: 'enable_drop_protection', holds: on },
  { at: 'settings.deletion_protection_enabled', holds: on },
  { at: 'termination_protection', holds: on },
  { at: 'termination_protection_enabled', holds: on },
  { at: 'disable_api_termination', holds: on },
  { at: 'deletion_policy', holds: (value) => value === 'PREVENT' },
  { at: 'delete_protection_state', holds: (value) => value === 'DELETE_PROTECTION_ENABLED' },
  { at: 'purge_protection_enabled', holds: on },
  { at: 'prevent_destroy', holds: on },
  { at: 'force_destroy', holds: off },
  { at: 'force_delete', holds: off },
  { at: 'skip_final_snapshot', holds: off },
  { at: 'skip_final_backup', holds: off },
  { at: 'delete_automated_backups', holds: off },
  { at: 'point_in_time_recovery.enabled', holds: on },
  { at: 'versioning_configuration.status', holds: (value) => value === 'Enabled' },
  { at: 'versioning.enabled', holds: on },
  { at: 'blob_properties.versioning_enabled', holds: on },
  { at: 'object_lock_enabled', holds: (value) => value === true || value === 'Enabled' },
  { at: 'protect_from_scale_in', holds: on },
  { at: 'transfer_lock', holds: on },
];

/** The days something can still be recovered for: fewer is less of a guard. */
const windows: readonly string[] = [
  'recovery_window_in_days',
  'deletion_window_in_days',
  'soft_delete_retention_days',
  'blob_properties.delete_retention_policy.days',
];

/** Resources that are a guard themselves. */
const guardTypes: ReadonlySet<string> = new Set([
  ...['aws_backup_vault_lock_configuration', 'aws_s3_bucket_object_lock_configuration', 'aws_s3_bucket_versioning', 'aws_glacier_vault_lock', 'aws_rbin_rule'],
  ...[
    'aws_cloudtrail',
    'aws_backup_plan',
    'aws_backup_selection',
    'azurerm_management_lock',
    'google_resource_manager_lien',
    'kubernetes_pod_disruption_budget_v1',
  ],
]);

/** A guard against loss is switched off, shortened or taken away by this very change. */
export const protection: FactFinder = ({ change, destroys, leaves, before, after }) => {
  if (change.mode !== 'managed' || !isFields(change.before)) return [];
  if (!leaves) return guardTypes.has(change.type) ? [{ mark: 'protection-off', why: 'it guards what it belongs to' }] : stillOn(change.before, destroys);
  if (!isFields(change.after)) return [];
  const facts: Fact[] = [];
  for (const { at, holds } of guards) {
    const was = valuesAt(before, at);
    if (was.length === 0 || !was.some(holds)) continue;
    const is = valuesAt(after, at);
    // What is known only after applying does not count as on.
    if (!is.some(holds)) facts.push({ mark: 'protection-off', why: `${at} is switched off` });
  }
  for (const at of windows) {
    const was = lowest(valuesAt(before, at));
    const is = lowest(valuesAt(after, at));
    if (was !== undefined && is !== undefined && is < was) facts.push({ mark: 'protection-off', why: `${at} is shortened` });
  }
  return facts;
};

/** On something that is deleted: a guard that is on stops the deletion, which is worth knowing and no mark. */
function stillOn(before: Readonly<Record<string, unknown>>, destroys: boolean): readonly Fact[] {
  if (!destroys) return [];
  const stopping = ['deletion_protection', 'deletion_protection_enabled', 'enable_deletion_protection', 'disable_api_termination'].filter((at) =>
    valuesAt(before, at).some(on),
  );
  return stopping.length === 0 ? [] : [{ mark: 'stateful', why: `${stopping[0]} is on, so applying fails until it is off` }];
}

const lowest = (values: readonly unknown[]): number | undefined => {
  const numbers = values.filter((value) => typeof value === 'number');
  return numbers.length === 0 ? undefined : Math.min(...numbers);
};
