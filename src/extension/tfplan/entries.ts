import type { ActionInvocation, ResourceChange } from '../../domain/terraform/plan-json.ts';
import type { PlanAction } from '../../protocol/tfplan.ts';
import type { PlanItem } from '../../safety/terraform/classify.ts';
import type { ReadPlan } from './read-plan.ts';
import { actionOf, noteOf } from './words.ts';

/** One thing a plan does, or found: a row of the viewer. */
export interface Entry {
  readonly address: string;
  /** Address of its module; empty for the root. */
  readonly module: string;
  readonly type: string;
  readonly action: PlanAction;
  readonly provider: string;
  readonly note: string | undefined;
  /** What safety says of it; an import that changes something too has two. */
  readonly items: readonly PlanItem[];
  readonly change?: ResourceChange;
}

/** Everything there is to list, in the plan's own order; what does not change is left out. */
export function entriesOf({ plan, review, outputs }: ReadPlan): readonly Entry[] {
  const items = Map.groupBy(review.items, ({ address }) => address);
  const has = (address: string, which: (item: PlanItem) => boolean): readonly PlanItem[] => items.get(address)?.filter(which) ?? [];
  const isDrift = ({ marks }: PlanItem): boolean => marks.includes('drift');
  const isDeferred = ({ marks }: PlanItem): boolean => marks.includes('deferred');
  const of = (change: ResourceChange, action: PlanAction, note: string | undefined, which: (item: PlanItem) => boolean): Entry => ({
    address: change.address,
    module: change.module,
    type: change.type,
    action,
    provider: change.provider,
    note,
    items: has(change.address, which),
    change,
  });
  return [
    ...plan.changes.flatMap((change) => {
      const action = actionOf(change);
      return action === undefined ? [] : [of(change, action, noteOf(change), (item) => !isDrift(item) && !isDeferred(item))];
    }),
    ...plan.deferred.map(({ reason, change }) => of(change, 'deferred', reason.replaceAll('_', ' '), isDeferred)),
    ...plan.drift.map((change) => of(change, 'drift', change.actions.includes('delete') ? 'deleted outside' : undefined, isDrift)),
    ...plan.actions.map((action) =>
      invocation(
        action,
        has(action.address, () => true),
      ),
    ),
    ...outputs.map(
      (change): Entry => ({ address: change.address, module: '', type: 'output', action: 'output', provider: '', note: undefined, items: [], change }),
    ),
  ];
}

const invocation = ({ address, type, provider, trigger }: ActionInvocation, items: readonly PlanItem[]): Entry => ({
  address,
  module: /^((?:module\.[^.[]+(?:\[[^\]]*\])?\.)+)/.exec(address)?.[1]?.slice(0, -1) ?? '',
  type,
  action: 'invoke',
  provider,
  note: trigger === undefined ? undefined : `when ${trigger} changes`,
  items,
});
