import type { Problem } from '../../domain/failure/failure.ts';
import type { Model, ModelMessage } from '../../domain/model.ts';
import { inOrder } from '../../domain/order.ts';
import type { Questionnaire } from '../../domain/question.ts';
import type { ToolSpec } from '../../domain/tool.ts';
import { checkDraft, dependenciesOf } from '../check.ts';
import type { DraftStep } from '../draft.ts';
import { completeStep, hashSteps } from '../make.ts';
import type { PlanAnswer, PlanQuestion } from '../offline/answer.ts';
import { cautions } from '../offline/caution.ts';
import { checksOfFilesFirst, checksOfStateFirst } from '../offline/checks-first.ts';
import type { PlanContext } from '../offline/context.ts';
import { refusalOf } from '../offline/danger.ts';
import { indexOf } from '../offline/index.ts';
import type { Named } from '../offline/inherit.ts';
import { depend, missing, planRequest, requestCharsMax, unrunnable } from '../offline/plan-request.ts';
import { read } from '../offline/read.ts';
import { findSteps } from '../offline/steps.ts';
import { mergeSame } from '../optimise.ts';
import { plannable, promptOf, repairOf } from './prompt.ts';
import { type ModelAnswer, modelAnswerSchema, readAnswer } from './read-answer.ts';

export interface ModelPlanning {
  readonly model: Model;
  /** Takes secrets out of a text: nothing reaches the model without it. */
  redact(text: string): string;
  /** Whether a value holds what {@link redact} put in the place of a secret. */
  holdsPlaceholder(value: unknown): boolean;
  /** Only what looks may be planned. */
  readonly lookOnly?: boolean;
  /** Of one answer, in ms. */
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
}

export interface ModelPlanAnswer extends PlanAnswer {
  /** Who answered: the offline planner where the model gave nothing that can be used, or was not asked. */
  readonly planner: 'model' | 'offline';
}

/** A model that takes longer for an answer is not waited for. */
const answerMs = 60_000;

/**
 * A request → the same answer as {@link planRequest} gives, made by a model. What it says is data: it is checked like a plan
 * file, corrected once with the exact errors, and what refuses or asks offline refuses or asks here. A dangerous request is
 * refused before any model hears of it. Where the model fails, the offline planner answers, and a warning says why. Rejects when
 * `signal` fires.
 */
export async function planRequestByModel(
  request: string,
  context: PlanContext,
  specs: ReadonlyMap<string, ToolSpec>,
  questionnaires: ReadonlyMap<string, Questionnaire>,
  how: ModelPlanning,
): Promise<ModelPlanAnswer> {
  const offline = (warnings: readonly string[]): ModelPlanAnswer => {
    const answer = planRequest(request, context, specs, questionnaires);
    return { ...answer, warnings: [...warnings, ...answer.warnings], planner: 'offline' };
  };
  how.signal.throwIfAborted();
  if (request.trim() === '' || request.length > requestCharsMax || refusalOf(request) !== undefined) return offline([]);

  const asked = await ask(request, context, specs, questionnaires, how);
  if ('unusable' in asked) return offline([`The model ${how.model.name} gave no plan that can be used (${asked.unusable}); the offline planner answered.`]);
  return { ...complete(asked.answer, { request, context, specs }), planner: 'model' };
}

type Asked = { readonly answer: ModelAnswer } | { readonly unusable: string };

/** One question, and one more with the exact errors. */
async function ask(
  request: string,
  context: PlanContext,
  specs: ReadonlyMap<string, ToolSpec>,
  questionnaires: ReadonlyMap<string, Questionnaire>,
  how: ModelPlanning,
): Promise<Asked> {
  const allowed = new Map(plannable(specs).map((spec) => [spec.name, spec]));
  const { forbidden } = findSteps(request, { index: indexOf(specs), context, questionnaires });
  const messages: ModelMessage[] = [...promptOf(request, context, specs, how.lookOnly === true)];
  let problems: readonly Problem[] = [];
  for (let round = 1; round <= 2; round++) {
    const told = await tell(messages, how);
    if ('unusable' in told) return told;
    const got = readAnswer(told.text, allowed);
    problems = 'problems' in got ? got.problems : problemsOf(got.answer, allowed, forbidden, how);
    if ('answer' in got && problems.length === 0) return got;
    const concerned = 'answer' in got ? got.answer.steps.filter((step) => problems.some((p) => p.path.startsWith(`${step.id}.`))) : [];
    const tools = [...new Set(concerned.map((step) => step.tool))].flatMap((name) => allowed.get(name) ?? []);
    messages.push({ role: 'assistant', text: told.text.slice(0, 20_000) }, repairOf(problems, tools));
  }
  const [first] = problems;
  const more = problems.length > 1 ? `, and ${problems.length - 1} more` : '';
  return { unusable: `after a correction still: ${first?.path ? `${first.path}: ` : ''}${how.redact(first?.message ?? '').slice(0, 200)}${more}` };
}

/** The model's text, in time; what is sent is redacted here, at the one place where it leaves. */
async function tell(messages: readonly ModelMessage[], how: ModelPlanning): Promise<{ readonly text: string } | { readonly unusable: string }> {
  const limit = AbortSignal.timeout(how.timeoutMs ?? answerMs);
  const signal = AbortSignal.any([how.signal, limit]);
  const late = Promise.withResolvers<never>();
  const giveUp = () => late.reject(signal.reason);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    const clean = messages.map(({ role, text }) => ({ role, text: how.redact(text) }));
    const answer = await Promise.race([how.model.answer(clean, modelAnswerSchema(), signal), late.promise]);
    return answer.ok ? { text: answer.value } : { unusable: answer.failure.message.replace(/\.$/, '') };
  } catch (error) {
    how.signal.throwIfAborted();
    if (limit.aborted) return { unusable: `no answer within ${(how.timeoutMs ?? answerMs) / 1000} s` };
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/** All that is wrong with an answer as a plan. An input that is asked about may be missing. */
function problemsOf(answer: ModelAnswer, specs: ReadonlyMap<string, ToolSpec>, forbidden: ReadonlySet<string>, how: ModelPlanning): readonly Problem[] {
  const { steps, questions } = answer;
  if (answer.refused) return steps.length === 0 ? [] : [{ path: 'steps', message: 'a refusal has no steps' }];
  if (steps.length === 0) return questions.length > 0 ? [] : [{ path: 'steps', message: 'there is no step, no question and no refusal' }];
  const asked = new Set(questions.map(({ id }) => id.replace('.', '.input.')));
  return [
    ...checkDraft({ goal: '', steps }, specs, how).filter(({ path }) => !asked.has(path)),
    ...steps.flatMap((step) => [
      ...(forbidden.has(step.tool) ? [{ path: `${step.id}.tool`, message: `the request says not to use ${step.tool}` }] : []),
      ...(how.holdsPlaceholder(step.input) ? [{ path: `${step.id}.input`, message: 'a secret that was taken out can’t be an input' }] : []),
    ]),
  ];
}

/** Checked steps → the answer: in order, checks before what they check, with what the offline planner would ask or refuse. */
function complete(
  answer: ModelAnswer,
  { request, context, specs }: { readonly request: string; readonly context: PlanContext; readonly specs: ReadonlyMap<string, ToolSpec> },
): PlanAnswer {
  const goal = request.trim().replaceAll(/\s+/g, ' ').slice(0, 200);
  const nothing = { goal, hash: hashSteps([]), steps: [], questions: [], warnings: [] };
  if (answer.refused) return { ...nothing, refused: { reason: `The model would not plan this: ${answer.refused}` } };

  const index = indexOf(specs);
  const tokens = read(request, index.words);
  const said = new Map(answer.steps.map((step) => [step.id, step]));
  const ordered = inOrder(answer.steps.map((step) => ({ ...step, dependsOn: dependenciesOf(step) })));
  const named = ('order' in ordered ? ordered.order : []).flatMap((step): Named[] => {
    const profile = index.profiles.get(step.tool);
    const clause = { tokens, negated: false, condition: false, sequenced: step.dependsOn.length > 0, question: false };
    return profile === undefined ? [] : [{ id: step.id, profile, input: step.input, request, clause }];
  });

  const questions = new Map<string, PlanQuestion>();
  for (const question of answer.questions) questions.set(question.id, question);
  for (const step of named) {
    const caution = cautions(step, context);
    if (caution.refusal !== undefined) return { ...nothing, refused: { reason: caution.refusal } };
    // What a model planned is planned anew each time: there is nothing to answer but the request.
    for (const question of [...missing(step), ...caution.questions])
      if (!questions.has(question.id)) questions.set(question.id, { id: question.id, label: question.label, why: question.why });
  }
  const drafts = depend(checksOfFilesFirst(checksOfStateFirst(named))).map((draft): DraftStep => {
    const { dependsOn = [], reason, when } = said.get(draft.id) ?? {};
    const { reason: _, ...rest } = draft;
    return { ...rest, dependsOn: [...(draft.dependsOn ?? []), ...dependsOn], ...(reason ? { reason } : {}), ...(when === undefined ? {} : { when }) };
  });
  const { steps: merged, notes } = mergeSame(drafts, specs);
  const steps = merged.flatMap((draft) => {
    const spec = specs.get(draft.tool);
    return spec === undefined ? [] : [completeStep(draft, spec)];
  });
  return { goal, hash: hashSteps(steps), steps, questions: [...questions.values()], warnings: [...notes, ...unrunnable(named)] };
}
