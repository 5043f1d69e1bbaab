import type { EnvironmentName } from '../../../src/domain/environment.ts';
import { type ActionReason, reasons } from '../../../src/domain/terraform/action.ts';
import type { Policies } from '../../../src/safety/policy/decide.ts';
import { shippedPolicies } from '../../../src/safety/review.ts';
import { reviewPlanJson } from '../../../src/safety/terraform/classify.ts';
import { planOf } from '../../domain/terraform/plan.ts';

/** Every list of actions Terraform and OpenTofu write. */
export const actionLists: readonly (readonly string[])[] = [
  ['no-op'],
  ['read'],
  ['create'],
  ['update'],
  ['delete', 'create'],
  ['create', 'delete'],
  ['delete'],
  ['forget'],
  ['create', 'forget'],
  // None that any of them writes: what a later version might.
  ['annihilate'],
];

/** One type for each kind of thing a plan can hold. */
export const typeClasses: readonly (readonly [kind: string, address: string])[] = [
  ['database', 'aws_db_instance.x'],
  ['table', 'aws_dynamodb_table.x'],
  ['bucket', 'google_storage_bucket.x'],
  ['file system', 'aws_efs_file_system.x'],
  ['volume', 'azurerm_managed_disk.x'],
  ['claim', 'kubernetes_persistent_volume_claim_v1.x'],
  ['queue', 'aws_sqs_queue.x'],
  ['key', 'aws_kms_key.x'],
  ['secret', 'azurerm_key_vault_secret.x'],
  ['backup', 'aws_backup_vault.x'],
  ['zone', 'google_dns_managed_zone.x'],
  ['cluster', 'aws_eks_cluster.x'],
  ['container', 'azurerm_resource_group.x'],
  ['access', 'aws_iam_role.x'],
  ['network', 'aws_vpc.x'],
  ['nothing', 'null_resource.x'],
  ['not known', 'acme_thing.x'],
];

export const environments: readonly EnvironmentName[] = ['dev', 'staging', 'unknown', 'prod'];

export const actionReasons: readonly (ActionReason | undefined)[] = [undefined, ...(Object.keys(reasons) as ActionReason[])];

export interface Verdict {
  readonly decision: 'allow' | 'confirm' | 'deny';
  readonly risk: 'low' | 'medium' | 'high' | 'critical';
  readonly typed: boolean;
}

/** What a plan with this one change comes to. */
export function verdictOf(
  actions: readonly string[],
  reason: ActionReason | undefined,
  address: string,
  environment: EnvironmentName,
  policies: Policies = shippedPolicies,
): Verdict {
  const plan = planOf([{ address, actions, ...(reason === undefined ? {} : { reason }) }]);
  const { decision, risk, items } = reviewPlanJson(plan, { environment: { name: environment, because: 'the test says so' }, policies });
  return { decision, risk, typed: items.some((item) => item.typed !== undefined) };
}

/** `confirm by name, critical`. */
export const inWords = ({ decision, risk, typed }: Verdict): string => `${decision}${typed ? ' by name' : ''}, ${risk}`;
