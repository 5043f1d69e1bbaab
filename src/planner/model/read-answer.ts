import { z } from 'zod';
import { condition } from '../../domain/condition.ts';
import type { Problem } from '../../domain/failure/failure.ts';
import type { ToolSpec } from '../../domain/tool.ts';
import { modelName } from './prompt.ts';

/** A longer answer is not read. */
export const answerCharsMax = 200_000;

const words = (charsMax: number) =>
  z
    .string()
    .max(charsMax * 4)
    .transform((text) => plain(text).slice(0, charsMax));

/** All that a model may say. There is no word in it for an approval, an effect or a risk: those are not a model's to give. */
export const modelAnswer = z.strictObject({
  steps: z
    .array(
      z.strictObject({
        id: z.string().max(64),
        tool: z.string().max(100),
        input: z.record(z.string(), z.unknown()).default({}),
        dependsOn: z.array(z.string().max(64)).optional(),
        when: condition.optional(),
        reason: words(300).optional(),
      }),
    )
    .max(200)
    .default([]),
  questions: z
    .array(z.strictObject({ id: z.string().max(100), label: words(300), why: words(300) }))
    .max(50)
    .default([]),
  refused: words(500).nullish(),
});

export type ModelAnswer = z.output<typeof modelAnswer>;

/** The JSON Schema a model is given for its answer. */
export const modelAnswerSchema = (): object => z.toJSONSchema(modelAnswer, { io: 'input', reused: 'inline', unrepresentable: 'any' });

/** Text of a model → its answer with the tools' own names, or what is wrong with it. A fence around the document is taken off. */
export function readAnswer(text: string, specs: ReadonlyMap<string, ToolSpec>): { readonly answer: ModelAnswer } | { readonly problems: readonly Problem[] } {
  if (text.length > answerCharsMax) return wrong(`it is ${text.length} characters long; ${answerCharsMax} are the most`);
  const body = /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/.exec(text)?.[1] ?? text;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    return wrong(`it is not JSON: ${error instanceof Error ? plain(error.message).slice(0, 200) : 'unreadable'}`);
  }
  const parsed = modelAnswer.safeParse(value);
  if (!parsed.success)
    return {
      problems: parsed.error.issues.map((issue) => ({
        path: issue.path.map(String).join('.'),
        message: issue.code === 'unrecognized_keys' ? `${issue.keys.join(', ')} is not part of an answer` : issue.message,
      })),
    };
  const names = new Map([...specs.keys()].map((name) => [modelName(name), name]));
  return { answer: { ...parsed.data, steps: parsed.data.steps.map((step) => ({ ...step, tool: names.get(step.tool) ?? step.tool })) } };
}

const wrong = (message: string) => ({ problems: [{ path: '', message }] });

/** One line without control characters: what a model says is shown in terminals and views. */
const plain = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
