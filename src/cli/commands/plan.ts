import { isAbsolute, join } from 'node:path';
import { FailureError } from '../../domain/failure/failure.ts';
import { badUsage } from '../../domain/failure/run.ts';
import type { Model } from '../../domain/model.ts';
import type { Questionnaire } from '../../domain/question.ts';
import type { ToolSpec } from '../../domain/tool.ts';
import { questionnaireOf } from '../../generators/catalogue.ts';
import { gatherContext } from '../../host/context.ts';
import { readyPlanner } from '../../host/ready-planner.ts';
import { allSpecs } from '../../host/specs.ts';
import { writeWhole } from '../../machine/files.ts';
import { estimated } from '../../planner/estimate.ts';
import { writePlan } from '../../planner/file.ts';
import { type ModelPlanAnswer, planRequestByModel } from '../../planner/model/plan-request.ts';
import type { Answers, PlanAnswer, PlanQuestion } from '../../planner/offline/answer.ts';
import type { PlanContext } from '../../planner/offline/context.ts';
import { planRequest } from '../../planner/offline/plan-request.ts';
import { estimateWords } from '../../protocol/run-words.ts';
import { holdsPlaceholder, Redactor } from '../../safety/redact.ts';
import { parseContext } from '../context.ts';
import { profilesHere, withHouse } from '../house.ts';
import { effectMark } from '../plan-text.ts';
import type { Screen } from '../screen.ts';

export interface PlanOptions {
  readonly output?: string;
  readonly context?: readonly string[];
  readonly answer?: readonly string[];
  readonly planner: string;
}

/**
 * A request → a plan, runs nothing. Ends with 0 when there is an answer, questions included; 3 when it is refused; 2 when a file
 * was asked for and questions are open, since such a plan can't run. `model`: the one that is configured, where there is one.
 */
export async function plan(request: string, options: PlanOptions, screen: Screen, model?: Model): Promise<number> {
  if (options.planner !== 'offline' && options.planner !== 'model')
    throw new FailureError(badUsage(`There is no planner ${options.planner}.`, 'Planners: offline, model.'));
  const given = parseContext(options.context ?? []);
  const answers = parseAnswers(options.answer ?? []);
  if (answers.size > 0 && options.planner === 'model')
    throw new FailureError(badUsage('--answer is for the offline planner: a model plans anew each time.', 'Say the request again with what is missing.'));
  const context = { ...(await gatherContext(screen.folder, { profiles: profilesHere() })), ...given.context };
  readyPlanner();
  const specs = allSpecs();
  const terraform = await questionnaireOf('terraform');
  const questionnaires = new Map(terraform.ok ? [['generate.terraform', terraform.value]] : []);
  const answer = await answerOf(request, { context, specs, questionnaires, answers }, options.planner === 'model', model);
  const steps = await withHouse(async (house) => estimated(answer.steps, house.past())).catch((error: unknown) => {
    // Without a history there are guesses; a plan needs no more.
    if (error instanceof FailureError && error.failure.code.startsWith('store/')) return answer.steps;
    throw error;
  });
  const told: PlanAnswer = { ...answer, steps, warnings: [...given.warnings, ...answer.warnings] };
  const saved = options.output === undefined || told.refused !== undefined || told.questions.length > 0 ? undefined : options.output;
  if (saved !== undefined) await savePlanAs(isAbsolute(saved) ? saved : join(screen.folder, saved), writePlan(told), saved);
  screen.result({ ...told, planner: answer.planner, ...(saved === undefined ? {} : { file: saved }) }, () => answerText(told, saved));
  if (told.refused !== undefined) return 3;
  return options.output !== undefined && told.questions.length > 0 ? 2 : 0;
}

async function savePlanAs(path: string, text: string, said: string): Promise<void> {
  try {
    await writeWhole(path, text, { makeFolders: false });
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    const { code, message } = error.failure;
    // No room is nothing the person mistyped.
    if (code === 'files/disk-full' || code === 'files/too-large') throw error;
    throw new FailureError(badUsage(`The plan can't be saved as ${said}: ${message}`, 'Give --output a file in a folder that is there.'));
  }
}

/** By the planner that was asked for. Ctrl-C while a model thinks ends the command as it always does: nothing is under way. */
async function answerOf(
  request: string,
  {
    context,
    specs,
    questionnaires,
    answers,
  }: {
    readonly context: PlanContext;
    readonly specs: ReadonlyMap<string, ToolSpec>;
    readonly questionnaires: ReadonlyMap<string, Questionnaire>;
    readonly answers: Answers;
  },
  byModel: boolean,
  model: Model | undefined,
): Promise<ModelPlanAnswer> {
  if (byModel && model !== undefined) {
    const redactor = new Redactor(process.env);
    const { signal } = new AbortController();
    return planRequestByModel(request, context, specs, questionnaires, { model, redact: (text) => redactor.text(text), holdsPlaceholder, signal });
  }
  const answer = planRequest(request, context, specs, questionnaires, answers);
  const fallback = byModel ? ['No model is configured; the offline planner answered.'] : [];
  return { ...answer, warnings: [...fallback, ...answer.warnings], planner: 'offline' };
}

/** `id=value`, as often as there are questions. */
export function parseAnswers(given: readonly string[]): Answers {
  return new Map(
    given.map((pair): [string, string] => {
      const [id = '', value] = pair.split(/=(.*)/s);
      if (id === '' || value === undefined)
        throw new FailureError(badUsage(`--answer ${pair} is not id=value.`, 'The id stands below its question: --answer scale.replicas=3.'));
      return [id, value];
    }),
  );
}

const waysToAnswer = ({ answer }: PlanQuestion): string => (answer !== undefined && 'choices' in answer ? ` (${answer.choices.join(', ')})` : '');

function nextAfterQuestions(questions: readonly PlanQuestion[]): string {
  const [first] = questions.filter(({ answer }) => answer !== undefined);
  if (first?.answer === undefined) return 'Say it again with what is missing.';
  const value = 'choices' in first.answer ? first.answer.choices[0] : '…';
  return `Next: the same with --answer ${first.id}=${value}, or say it again with what is missing.`;
}

/** The answer as a person reads it. */
export function answerText(answer: PlanAnswer, saved: string | undefined): string {
  const warnings = answer.warnings.map((warning) => `⚠ ${warning}`);
  if (answer.refused !== undefined) return [answer.refused.reason, ...warnings].join('\n');
  const lines = [answer.goal, ''];
  for (const [n, step] of answer.steps.entries())
    lines.push(`${n + 1} ${effectMark[step.effect]}  ${step.tool}  ${JSON.stringify(step.input)}`, `    ${step.reason}  ${estimateWords(step)}`);
  for (const question of answer.questions) lines.push(`? ${question.label}`, `    ${question.id}: ${question.why}${waysToAnswer(question)}`);
  lines.push(...warnings);
  if (answer.questions.length > 0) lines.push('', nextAfterQuestions(answer.questions));
  else
    lines.push(
      '',
      `hash ${answer.hash}`,
      ...(saved === undefined
        ? []
        : [`saved as ${saved}`, '', `Next: nimbus run ${saved} --dry-run shows what it would do; without --dry-run it asks, and does it.`]),
    );
  return lines.join('\n');
}
