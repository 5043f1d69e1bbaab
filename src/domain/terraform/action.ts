import type { Operation } from '../impact.ts';

/** What a list of actions does; `nothing` for a no-op, `unknown` for a list no Terraform or OpenTofu writes. */
export type Act = Operation | 'nothing' | 'unknown';

const acts: Readonly<Record<string, Act>> = {
  'no-op': 'nothing',
  read: 'read',
  create: 'create',
  update: 'update',
  delete: 'delete',
  forget: 'forget',
  'delete, create': 'replace',
  'create, delete': 'replace',
  // The old one stays in the world and leaves the state: `lifecycle { destroy = false }` on something that must be replaced.
  'create, forget': 'replace',
  'forget, create': 'replace',
};

export const actOf = (actions: readonly string[]): Act => acts[actions.length === 1 ? (actions[0] ?? '') : actions.join(', ')] ?? 'unknown';

/**
 * Every `action_reason`, in words that go on after "because".
 *
 * Source: https://developer.hashicorp.com/terraform/internals/json-format#plan-representation; `replace_by_triggers`,
 * `delete_because_no_move_target` and `read_because_check_nested` from `internal/command/jsonplan/plan.go` of Terraform and OpenTofu.
 */
export const reasons = {
  replace_because_cannot_update: 'it can’t be changed in place',
  replace_because_tainted: 'it is tainted: making it did not finish, or someone marked it',
  replace_by_request: 'replacing it was asked for with -replace',
  replace_by_triggers: 'something in its replace_triggered_by changes',
  delete_because_no_resource_config: 'its resource block is gone from the configuration',
  delete_because_wrong_repetition: 'count or for_each was put on it or taken off',
  delete_because_count_index: 'its index is beyond the count',
  delete_because_each_key: 'its key is gone from for_each',
  delete_because_no_module: 'its module is gone from the configuration',
  delete_because_no_move_target: 'it was moved to an address that is not in the configuration',
  read_because_config_unknown: 'what it asks for is known only while applying',
  read_because_dependency_pending: 'what it depends on changes first',
  read_because_check_nested: 'it belongs to a check block',
} as const;

export type ActionReason = keyof typeof reasons;

/** `undefined` where there is none; a reason nobody here knows is told by its own name. */
export const reasonText = (reason: string | undefined): string | undefined =>
  reason === undefined ? undefined : Object.hasOwn(reasons, reason) ? reasons[reason as ActionReason] : `of ${reason}`;
