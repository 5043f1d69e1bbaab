import { digestOf } from '../base/hash.ts';
import type { Effect, Risk } from '../domain/effect.ts';
import { failed, type Outcome, ok } from '../domain/failure/failure.ts';
import { planInvalid } from '../domain/failure/plan.ts';
import type { Plan, Step } from '../domain/plan.ts';
import { effectOfCall, type ToolSpec } from '../domain/tool.ts';
import { checkDraft, dependenciesOf } from './check.ts';
import type { DraftPlan, DraftStep } from './draft.ts';
import { estimated, type PastDurations } from './estimate.ts';

/** Checks a draft and completes it: dependencies from references, effect, risk, estimate, hash. All problems at once. `past`: how long calls took here. */
export function makePlan(draft: DraftPlan, tools: ReadonlyMap<string, ToolSpec>, past?: PastDurations): Outcome<Plan> {
  const problems = checkDraft(draft, tools);
  if (problems.length > 0) return failed(planInvalid(problems));
  const steps = draft.steps.map((step) => completeStep(step, tools.get(step.tool) as ToolSpec));
  return ok({ goal: draft.goal, steps: past === undefined ? steps : estimated(steps, past), hash: hashSteps(steps), warnings: draft.warnings ?? [] });
}

/** Over what the steps do: ids, tools, inputs, dependencies, error handling. Not their order in the file, not words for people. */
export const hashSteps = (steps: readonly Step[]): string =>
  digestOf(
    [...steps]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, tool, input, dependsOn, optional, continueOnError, when }) => ({
        ...{ id, tool, input, dependsOn, optional, continueOnError },
        ...(when === undefined ? {} : { when }),
      })),
  );

/** A checked step with what its tool says of it: effect of this very input, risk, estimate, and the reason when it has none. */
export function completeStep(step: DraftStep, tool: ToolSpec): Step {
  const parsed = tool.effectOf === undefined ? undefined : tool.input.safeParse(step.input ?? {});
  const effect = parsed?.success ? effectOfCall(tool, parsed.data) : tool.effect;
  return {
    id: step.id,
    tool: step.tool,
    input: step.input ?? {},
    dependsOn: dependenciesOf(step),
    effect,
    ...(tool.needsTrust ? { needsTrust: true } : {}),
    risk: riskOf[effect],
    reason: step.reason ?? tool.summary,
    optional: step.optional ?? false,
    continueOnError: step.continueOnError ?? false,
    ...(step.when === undefined ? {} : { when: step.when }),
    estimateMs: tool.guessMs ?? 1000,
  };
}

/** The plan with what its steps do to the world as their tools say it, whoever wrote it down: a plan that was kept may have been written to since. */
export function asToolsSay(plan: Plan, tools: ReadonlyMap<string, ToolSpec>): Outcome<Plan> {
  const unknown = plan.steps.filter((step) => !tools.has(step.tool));
  if (unknown.length > 0) return failed(planInvalid(unknown.map(({ id, tool }) => ({ path: id, message: `there is no tool ${tool}` }))));
  return ok({
    ...plan,
    steps: plan.steps.map((step): Step => {
      const { needsTrust: _said, ...rest } = step;
      const { effect, risk, needsTrust } = completeStep(step, tools.get(step.tool) as ToolSpec);
      return { ...rest, effect, risk, ...(needsTrust === undefined ? {} : { needsTrust }) };
    }),
  });
}

const riskOf: Record<Effect, Risk> = { read: 'low', plan: 'low', write: 'medium', change: 'high', destroy: 'critical' };
