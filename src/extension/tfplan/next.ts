import type { DraftPlan } from '../../planner/draft.ts';
import type { ShownPlan } from '../../protocol/tfplan.ts';
import type { SavedPlan } from '../../tools/terraform/saved/record.ts';

export type Next = NonNullable<ShownPlan['next']>;
type Of = Pick<SavedPlan, 'id' | 'kind' | 'directory' | 'workspace' | 'options' | 'outcome'>;

/** What is left to do with a kept plan: to apply it where that can be, else to plan again. `undefined`: nothing, or it is the plan of a tool that plans and applies in one. */
export function nextOf({ kind, outcome }: Of, shown: Pick<ShownPlan, 'rows' | 'decision'>, isOutdated: boolean): Next | undefined {
  if (kind === 'import' || kind === 'revert' || outcome === 'begun' || shown.rows.length === 0) return undefined;
  return outcome === undefined && !isOutdated && shown.decision !== 'deny' ? 'apply' : 'plan';
}

/** The run for it; applying is asked about like every other. */
export function draftOf(next: Next, { id, directory, workspace, options }: Of): DraftPlan {
  const place = { directory: directory === '' ? '.' : directory, ...(workspace === 'default' ? {} : { workspace }) };
  const name = directory === '' ? 'the workspace folder' : directory;
  if (next === 'apply')
    return {
      goal: `Apply the plan of ${name}`,
      steps: [{ id: 'apply', tool: 'terraform.apply', input: { ...place, plan: id }, reason: 'Exactly the plan that was looked at.' }],
    };
  return {
    goal: `Terraform plan of ${name}`,
    steps: [{ id: 'plan', tool: 'terraform.plan', input: { ...place, ...options }, reason: 'As the plan before it was made.' }],
  };
}
