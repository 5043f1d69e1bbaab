import { costOfPlan, type Estimate } from '../../domain/cost/estimate.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { notPlanJson } from '../../domain/failure/terraform-plan.ts';
import { type PlanJson, parsePlanJson, planCharactersMax, type ResourceChange, readPlanJson } from '../../domain/terraform/plan-json.ts';
import { isFields, texts } from '../../domain/terraform/read.ts';
import { type PlanPlace, type PlanReview, reviewPlanJson } from '../../safety/terraform/classify.ts';

/** A plan with all that is said of it. */
export interface ReadPlan {
  readonly plan: PlanJson;
  readonly review: PlanReview;
  readonly estimate: Estimate;
  /** Outputs whose value changes, as changes of a thing called `output.<name>` with one attribute, `value`. */
  readonly outputs: readonly ResourceChange[];
}

/** What `terraform show -json` wrote, parsed once. */
export function readDocument(content: string): Outcome<{ readonly plan: PlanJson; readonly document: unknown }> {
  if (content.length > planCharactersMax) return failed(notPlanJson('longer than any plan that can be read here'));
  let document: unknown;
  try {
    document = JSON.parse(content);
  } catch {
    const why = parsePlanJson(content);
    return why.ok ? failed(notPlanJson('not JSON')) : why;
  }
  const plan = readPlanJson(document);
  return plan.ok ? ok({ plan: plan.value, document }) : plan;
}

/** Reviews and prices a plan. `region`: where its provider acts when the plan does not say. */
export function readPlan(plan: PlanJson, document: unknown, place: Omit<PlanPlace, 'cost'>, region?: string): ReadPlan {
  const estimate = costOfPlan(plan, region);
  return { plan, review: reviewPlanJson(plan, { ...place, cost: estimate.cost }), estimate, outputs: outputsIn(document) };
}

function outputsIn(document: unknown): readonly ResourceChange[] {
  const outputs = isFields(document) && isFields(document.output_changes) ? document.output_changes : {};
  return Object.entries(outputs).flatMap(([name, change]) => {
    const actions = isFields(change) ? texts(change.actions) : [];
    if (!isFields(change) || actions.length === 0 || actions.every((action) => action === 'no-op')) return [];
    const side = (value: unknown) => (value === null || value === undefined ? undefined : { value });
    return [
      {
        address: `output.${name}`,
        previousAddress: undefined,
        module: '',
        mode: 'output',
        type: 'output',
        name,
        provider: '',
        deposed: undefined,
        actions,
        reason: undefined,
        before: side(change.before),
        after: side(change.after),
        afterUnknown: { value: change.after_unknown },
        beforeSensitive: { value: change.before_sensitive },
        afterSensitive: { value: change.after_sensitive },
        replacePaths: [],
        importing: false,
      },
    ];
  });
}
