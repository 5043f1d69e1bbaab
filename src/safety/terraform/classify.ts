import { type Effect, type Risk, worstRisk } from '../../domain/effect.ts';
import type { Environment } from '../../domain/environment.ts';
import type { Cost, Impact, Mark, Operation } from '../../domain/impact.ts';
import type { Step } from '../../domain/plan.ts';
import { type BlastRadius, blastRadiusOf } from '../../domain/terraform/blast.ts';
import { environmentsSaid } from '../../domain/terraform/environment-said.ts';
import { countsOf, impactsOfPlan, type PlanCounts } from '../../domain/terraform/impacts.ts';
import type { PlanJson } from '../../domain/terraform/plan-json.ts';
import type { StatesSeen } from '../../domain/terraform/whole-plan.ts';
import type { Preview } from '../../domain/tool.ts';
import { environmentOf } from '../environment.ts';
import { decide, type Policies, type Ruling } from '../policy/decide.ts';
import type { Weighed } from '../policy/match.ts';
import { type Circumstances, review, shippedPolicies } from '../review.ts';
import { weigh } from '../weigh.ts';

/** One thing the plan would do, and what safety says of it. */
export interface PlanItem {
  readonly address: string;
  readonly type: string;
  readonly operation: Operation;
  readonly decision: 'allow' | 'confirm' | 'deny';
  readonly risk: Risk;
  readonly reasons: readonly string[];
  readonly marks: readonly Mark[];
  /** What a person must type to say yes to it. */
  readonly typed?: string;
}

export interface PlanReview {
  readonly decision: 'allow' | 'confirm' | 'deny';
  readonly risk: Risk;
  /** About the plan as a whole: ceilings, the gravest of what it does. */
  readonly reasons: readonly string[];
  readonly environment: Environment;
  /** The gravest first. */
  readonly items: readonly PlanItem[];
  readonly counts: PlanCounts;
  readonly blastRadius: BlastRadius;
  readonly cost?: Cost;
}

export interface PlanPlace {
  /** What the person said. Without it the plan's own variables, tags and the facts decide. */
  readonly environment?: Environment | undefined;
  /** What is known of the place: `account`, `workspace`, `context`. */
  readonly facts?: Readonly<Record<string, string>>;
  readonly states?: StatesSeen;
  readonly policies?: Policies;
  readonly cost?: Cost;
}

/**
 * What the gate would say of applying a plan. Every item is decided by the same policies as a step; the whole by the gate itself,
 * with its ceilings, and never milder than its gravest item. Pure.
 */
export function reviewPlanJson(plan: PlanJson, place: PlanPlace): PlanReview {
  const said = environmentsSaid(plan);
  const own: Readonly<Record<string, string>> = said.length === 0 ? {} : { environment: said.join(', ') };
  const facts = { ...own, ...place.facts };
  const target = { system: 'terraform', label: 'this plan', facts } as const;
  // What the plan says counts beside what a person says of it, so that nobody makes production milder by a word.
  const environment = environmentOf({ given: place.environment, target: { ...target, facts: { ...facts, ...own } } });
  const policies = place.policies ?? shippedPolicies;
  const weighed = impactsOfPlan(plan, place.states).map((impact): Weighed => ({ impact, ...weigh(impact, environment.name) }));
  const items = weighed.map((change) => itemOf(change, environment, facts, policies)).sort((a, b) => rank[b.risk] - rank[a.risk]);
  const whole = wholeDecision(items, { impacts: weighed.map(({ impact }) => impact), target, environment, policies, cost: place.cost });
  return {
    decision: gravest([whole.kind, ...items.map((item) => item.decision)]),
    risk: worstRisk(items.map((item) => item.risk)),
    reasons: whole.reasons,
    environment,
    items,
    counts: countsOf(plan),
    blastRadius: blastRadiusOf(plan),
    ...(place.cost === undefined ? {} : { cost: place.cost }),
  };
}

/** Marks with which even a look is more than that: code runs, or nobody knows what it means. */
const notJustLooking: readonly Mark[] = ['runs-code', 'unknown', 'errored', 'incomplete', 'stale-state', 'deletes-data', 'protection-off'];

function itemOf(change: Weighed, environment: Environment, facts: Readonly<Record<string, string>>, policies: Policies): PlanItem {
  const { impact, risk } = change;
  const ruling = decide(
    { tool: 'terraform.apply', effect: effectOf(impact, risk), environment: environment.name, facts, changes: [change], paths: [] },
    policies,
  );
  const details = impact.detail === undefined ? [] : impact.detail.split(' · ');
  const ruled = ruling.answer === 'deny' ? ruling.reasons : [];
  const reasons = [...new Set([...ruled, ...change.reasons, ...details])];
  return {
    address: impact.address,
    type: impact.type,
    operation: impact.operation,
    decision: decisionOf(ruling),
    risk,
    reasons: reasons.length > 0 ? reasons : [plainly[impact.operation]],
    marks: impact.marks,
    ...(ruling.answer === 'type' ? { typed: impact.address } : {}),
  };
}

const plainly: Readonly<Record<Operation, string>> = {
  read: 'it is only looked at',
  create: 'it is made, and nothing is there yet',
  update: 'it is changed in place',
  replace: 'it is made anew',
  delete: 'it is deleted',
  forget: 'it leaves the state and stays in the world',
  import: 'it exists and comes under this state',
};

function effectOf({ operation, marks }: Impact, risk: Risk): Effect {
  if (operation === 'delete' || operation === 'replace') return 'destroy';
  const looks = operation === 'read' && (risk === 'low' || risk === 'medium') && !marks.some((mark) => notJustLooking.includes(mark));
  return looks ? 'read' : 'change';
}

const decisionOf = ({ answer }: Ruling): PlanItem['decision'] => (answer === 'type' ? 'confirm' : answer);

interface Whole {
  readonly impacts: readonly Impact[];
  readonly target: NonNullable<Preview['target']>;
  readonly environment: Environment;
  readonly policies: Policies;
  readonly cost: Cost | undefined;
}

/** The gate's own answer to applying all of it. */
function wholeDecision(
  items: readonly PlanItem[],
  { impacts, target, environment, policies, cost }: Whole,
): { readonly kind: PlanItem['decision']; readonly reasons: readonly string[] } {
  if (items.every((item) => item.operation === 'read' && item.decision === 'allow')) return { kind: 'allow', reasons: ['it changes nothing'] };
  const preview: Preview = {
    digest: '',
    summary: 'apply this plan',
    files: [],
    undo: 'nothing-changed',
    warnings: [],
    target,
    impacts,
    ...(cost === undefined ? {} : { cost }),
  };
  const circumstances: Circumstances = { trusted: true, mode: 'act', policies, environment };
  const { kind, reasons } = review(applying, preview, circumstances);
  return {
    kind: kind === 'later' ? 'confirm' : kind,
    reasons: reasons.filter((reason) => reason !== 'there is nothing to undo' && !reason.startsWith('it would apply this plan')),
  };
}

const applying: Step = {
  id: 'apply',
  tool: 'terraform.apply',
  input: {},
  dependsOn: [],
  effect: 'destroy',
  risk: 'high',
  reason: '',
  optional: false,
  continueOnError: false,
  estimateMs: 0,
};

const rank: Readonly<Record<Risk, number>> = { low: 0, medium: 1, high: 2, critical: 3 };

const gravest = (all: readonly PlanItem['decision'][]): PlanItem['decision'] => (all.includes('deny') ? 'deny' : all.includes('confirm') ? 'confirm' : 'allow');
