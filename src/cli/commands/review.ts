import { risks, worstRisk } from '../../domain/effect.ts';
import type { Cost, Impact, Operation } from '../../domain/impact.ts';
import type { Step } from '../../domain/plan.ts';
import type { Preview } from '../../domain/tool.ts';
import type { OpenHouse } from '../../host/house.ts';
import { reviewPlan } from '../../safety/review.ts';
import { previewPlan } from '../../session/preview.ts';
import { withHouse } from '../house.ts';
import { effectMark } from '../plan-text.ts';
import { type ReviewOptions, type ReviewPlace, reviewPlace } from '../review/place.ts';
import { documentIn } from '../review/read.ts';
import { planReviewText } from '../review/text.ts';
import type { Screen } from '../screen.ts';
import { circumstances, planFromFile } from './run.ts';

/** What safety would say of a plan file, or of a Terraform plan as JSON: told apart by what is in it. Runs nothing. */
export const reviewFile = (file: string, options: ReviewOptions, screen: Screen): Promise<number> =>
  withHouse(async (house) => {
    const place = reviewPlace(options);
    const document = await documentIn(file, screen.folder);
    return document.kind === 'terraform'
      ? reviewTerraform(house, { file, content: document.content, prices: options.prices }, place, screen)
      : reviewSteps(house, file, place, screen);
  });

interface TerraformDocument {
  readonly file: string;
  readonly content: string;
  readonly prices: string | undefined;
}

async function reviewTerraform(house: OpenHouse, { file, content, prices }: TerraformDocument, place: ReviewPlace, screen: Screen): Promise<number> {
  const { parsePlanJson } = await import('../../domain/terraform/plan-json.ts');
  const plan = parsePlanJson(content);
  if (!plan.ok) return screen.fail(plan.failure);
  const { reviewPlanJson } = await import('../../safety/terraform/classify.ts');
  const { priced } = await import('../review/cost.ts');
  const { policies, environment } = await house.circumstances(at(house, screen), { ...circumstances, ...given(place) });
  const region = place.facts.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  const asked = await priced(plan.value, { file, prices, region }, at(house, screen));
  if (!asked.ok) return screen.fail(asked.failure);
  const estimate = asked.value;
  const reviewed = reviewPlanJson(plan.value, { ...place, environment, cost: estimate.cost, ...(policies === undefined ? {} : { policies }) });
  const { blastRadius, items, decision, risk, reasons, counts, cost } = reviewed;
  screen.result({ decision, risk, environment: reviewed.environment, items, cost, blastRadius, reasons, counts, priced: estimate.items }, () =>
    planReviewText(reviewed, estimate, (how, text) => screen.paint(how, text)),
  );
  return 0;
}

const operations = { read: 'read', plan: 'read', write: 'update', change: 'update', destroy: 'delete' } as const;

async function reviewSteps(house: OpenHouse, file: string, place: ReviewPlace, screen: Screen): Promise<number> {
  const plan = await planFromFile(house, file, screen);
  const seen = await previewPlan(plan, new Map(), house, at(house, screen));
  if (!seen.ok) return screen.fail(seen.failure);
  const { plan: shown, previews } = seen.value;
  const decisions = reviewPlan(seen.value, new Set(), await house.circumstances(at(house, screen), { ...circumstances, ...given(place) }));
  const items = shown.steps.map((step) => {
    const decided = decisions.get(step.id);
    return {
      step: step.id,
      tool: step.tool,
      effect: step.effect,
      operation: operationOf(step, previews.get(step.id)),
      // What is decided later is asked about then.
      decision: decided === undefined || decided.kind === 'later' ? ('confirm' as const) : decided.kind,
      risk: decided?.risk ?? step.risk,
      reasons: decided?.reasons ?? [],
      ...(decided?.kind === 'confirm' && decided.typed !== undefined ? { typed: decided.typed } : {}),
    };
  });
  const decision = items.some((i) => i.decision === 'deny') ? 'deny' : items.some((i) => i.decision === 'confirm') ? 'confirm' : 'allow';
  const all = [...previews.values()];
  const files = all.flatMap((p) => p.files.filter((f) => f.action !== 'unchanged').map((f) => f.path));
  const impacts = all.flatMap((p) => p.impacts ?? []).filter((impact: Impact) => impact.operation !== 'read');
  const risk = worstRisk(items.map((i) => i.risk));
  const cost = sumOf(all.flatMap((p) => p.cost ?? []));
  screen.result({ decision, risk, hash: shown.hash, items, cost, blastRadius: { files, resources: impacts.map((impact) => impact.address) } }, () =>
    [
      `${decision}, risk ${risk} (of ${risks.join(', ')})`,
      ...items.map((i) => `  ${effectMark[i.effect]}  ${i.step}: ${i.decision} – ${i.reasons.join('; ')}`),
    ].join('\n'),
  );
  return 0;
}

const at = (house: OpenHouse, screen: Screen) => house.workplace(screen.folder, screen.stop, () => {});

const given = ({ environment }: ReviewPlace) => (environment === undefined ? {} : { environment });

/** What a step does to the world: the gravest that its preview says, else what its effect says. */
function operationOf(step: Step, preview: Preview | undefined): Operation {
  const order: readonly Operation[] = ['delete', 'replace', 'forget', 'update', 'create', 'import', 'read'];
  const found = order.find((operation) => preview?.impacts?.some((impact) => impact.operation === operation));
  if (found !== undefined) return found;
  const creates = preview !== undefined && preview.files.length > 0 && preview.files.every((f) => f.action === 'create');
  return creates ? 'create' : operations[step.effect];
}

/** What the steps cost together; what none of them could price stays unknown. */
function sumOf(costs: readonly Cost[]): Pick<Cost, 'monthlyDelta' | 'priced' | 'unpriced'> {
  const known = costs.filter((cost) => cost.monthlyDelta !== undefined);
  const sum = (of: (cost: Cost) => number): number => costs.reduce((total, cost) => total + of(cost), 0);
  return {
    ...(known.length === 0 ? {} : { monthlyDelta: sum((cost) => cost.monthlyDelta ?? 0) }),
    priced: sum((cost) => cost.priced),
    unpriced: sum((cost) => cost.unpriced),
  };
}
