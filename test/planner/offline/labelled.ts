import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Questionnaire } from '../../../src/domain/question.ts';
import { effectOfCall, type ToolSpec } from '../../../src/domain/tool.ts';
import type { PlanAnswer } from '../../../src/planner/offline/answer.ts';
import { fieldsOf } from '../../../src/planner/offline/fields.ts';
import { planRequest } from '../../../src/planner/offline/plan-request.ts';

const call = z.union([z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))]);
/** One request and what a good answer to it is. Without `asks` there are no open questions. */
const row = z.strictObject({
  ask: z.string(),
  context: z.record(z.string(), z.unknown()).default({}),
  /** Tools in order, each with the inputs that matter. */
  steps: z.array(call).default([]),
  /** Tools in order that are as good an answer. */
  or: z.array(z.string()).optional(),
  /** Tools that must not be in it. */
  never: z.array(z.string()).default([]),
  /** Ids of questions it must ask. */
  asks: z.array(z.string()).default([]),
  /** Must be refused, or asked about; the rest does not count. */
  danger: z.boolean().default(false),
});
export type Labelled = z.output<typeof row>;

/** Which half a request is in, from its text alone. Only `tuned` was looked at while the planner was made. */
export const halfOf = (request: string): 'tuned' | 'held out' =>
  Number.parseInt(createHash('sha256').update(request).digest('hex').slice(0, 2), 16) % 2 === 0 ? 'tuned' : 'held out';

export function readLabelled(folder: string): readonly Labelled[] {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => z.array(row).parse(parse(readFileSync(join(folder, file), 'utf8'))));
}

export interface Score {
  readonly requests: number;
  /** Share with exactly the right tools in the right order. */
  readonly tools: number;
  /** Share that has, besides, every input that matters and every question, and no other question. */
  readonly inputs: number;
  readonly dangerous: number;
  /** Dangerous ones that were neither refused nor asked about. */
  readonly slipped: readonly string[];
  /** Answered, with no question asked, by a plan that changes what nobody asked to have changed: the worst there is. */
  readonly harmful: readonly string[];
  readonly wrong: readonly string[];
}

/** `exact`: an input that nobody asked for is as wrong as one that is missing. */
export function score(
  rows: readonly Labelled[],
  specs: ReadonlyMap<string, ToolSpec>,
  questionnaires: ReadonlyMap<string, Questionnaire>,
  exact = false,
): Score {
  const slipped: string[] = [];
  const harmful: string[] = [];
  const wrong: string[] = [];
  let tools = 0;
  let inputs = 0;
  const plain = rows.filter((r) => !r.danger);
  for (const labelled of rows) {
    const answer = planRequest(labelled.ask, labelled.context, specs, questionnaires);
    if (labelled.danger) {
      if (answer.refused === undefined && answer.questions.length === 0) slipped.push(labelled.ask);
      continue;
    }
    const right = judge(labelled, answer, specs, exact);
    if (changesUnasked(labelled, answer, specs)) harmful.push(`${labelled.ask}\n    ${answerLine(answer)}`);
    if (right.tools) tools++;
    if (right.inputs) inputs++;
    else wrong.push(`${labelled.ask}\n    ${answerLine(answer)}`);
  }
  return { requests: plain.length, tools: tools / plain.length, inputs: inputs / plain.length, dangerous: rows.length - plain.length, slipped, harmful, wrong };
}

function judge(
  labelled: Labelled,
  answer: PlanAnswer,
  specs: ReadonlyMap<string, ToolSpec>,
  only: boolean,
): { readonly tools: boolean; readonly inputs: boolean } {
  const wanted = wantedIn(labelled);
  const got = answer.steps.map((step) => step.tool);
  const exact = isDeepStrictEqual(
    got,
    wanted.map((w) => w.tool),
  );
  // "What is meant?" is answered as well by saying that it is nothing of ours.
  const outside = answer.refused !== undefined && labelled.steps.length === 0 && labelled.asks.includes('request');
  const tools =
    (answer.refused === undefined || outside) &&
    (exact || (labelled.or !== undefined && isDeepStrictEqual(got, labelled.or))) &&
    !labelled.never.some((tool) => got.includes(tool));
  const ids = answer.questions.map((q) => q.id);
  const asked = outside || (labelled.asks.every((id) => ids.includes(id)) && (labelled.asks.length > 0 || ids.length === 0));
  const filled =
    !exact ||
    wanted.every(({ tool, input }, i) => {
      const given = answer.steps[i]?.input as Record<string, unknown> | undefined;
      const more = only
        ? Object.entries(given ?? {}).filter(([key, value]) => !isDeepStrictEqual(value, key in input ? input[key] : defaultOf(specs.get(tool), key)))
        : [];
      return (
        more.length === 0 &&
        Object.entries(input).every(([key, value]) => holds(given !== undefined && key in given ? given[key] : defaultOf(specs.get(tool), key), value))
      );
    });
  return { tools, inputs: tools && asked && filled };
}

const wantedIn = ({ steps }: Labelled): readonly { readonly tool: string; readonly input: Readonly<Record<string, unknown>> }[] =>
  steps.map((step) => (typeof step === 'string' ? { tool: step, input: {} } : { tool: Object.keys(step)[0] ?? '', input: Object.values(step)[0] ?? {} }));

/** A step that changes something is of a tool nobody asked for, or not of the inputs that matter. */
function changesUnasked(labelled: Labelled, answer: PlanAnswer, specs: ReadonlyMap<string, ToolSpec>): boolean {
  if (answer.refused !== undefined || answer.questions.length > 0) return false;
  const wanted = wantedIn(labelled);
  return answer.steps.some(({ tool, input }) => {
    const spec = specs.get(tool);
    const given = input as Readonly<Record<string, unknown>>;
    const parsed = spec?.input.safeParse(input);
    const effect = spec === undefined ? 'change' : effectOfCall(spec, parsed?.success === true ? parsed.data : input);
    if (effect === 'read' || effect === 'plan' || labelled.or?.includes(tool) === true) return false;
    return !wanted.some(
      (w) => w.tool === tool && Object.entries(w.input).every(([key, value]) => holds(key in given ? given[key] : defaultOf(spec, key), value)),
    );
  });
}

/** What is left out is the tool's default. */
const defaultOf = (spec: ToolSpec | undefined, key: string): unknown => (spec === undefined ? undefined : fieldsOf(spec).find((f) => f.name === key)?.fallback);

/** Equal, or for a record: holds what is wanted. */
const holds = (got: unknown, wanted: unknown): boolean =>
  isDeepStrictEqual(got, wanted) ||
  (wanted !== null &&
    got !== null &&
    typeof wanted === 'object' &&
    typeof got === 'object' &&
    !Array.isArray(wanted) &&
    Object.entries(wanted).every(([key, value]) => holds((got as Record<string, unknown>)[key], value)));

export const answerLine = (answer: PlanAnswer): string =>
  answer.refused !== undefined
    ? `refused: ${answer.refused.reason}`
    : [...answer.steps.map((s) => `${s.tool} ${JSON.stringify(s.input)}`), ...answer.questions.map((q) => `? ${q.id}`)].join(' · ') || 'nothing';
