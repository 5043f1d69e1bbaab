import * as z from 'zod/mini';
import type { Problem } from '../domain/failure/failure.ts';
import type { Answer, Answers, Condition, Question, Questionnaire } from '../domain/question.ts';

/** The nouns the messages are made of, for the views: they see this room and no other. */
export type {
  Answer,
  BooleanQuestion,
  ChoiceQuestion,
  ListQuestion,
  MultiChoiceQuestion,
  NumberQuestion,
  Option,
  Question,
  QuestionGroup,
  TextQuestion,
} from '../domain/question.ts';

/** A questionnaire that can be sent: everything but its code. */
export type QuestionnaireData = Omit<Questionnaire, 'check'>;

export const answer: z.ZodMiniType<Answer> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.array(z.record(z.string(), answer))]),
);

export const answers: z.ZodMiniType<Answers> = z.record(z.string(), answer);

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const condition: z.ZodMiniType<Condition> = z.record(z.string(), z.union([scalar, z.array(scalar)]));

const base = {
  id: z.string(),
  label: z.string(),
  help: z.string(),
  source: z.optional(z.string()),
  when: z.optional(condition),
  defaultWhen: z.optional(z.array(z.object({ when: condition, value: answer }))),
  required: z.optional(z.boolean()),
};

const options = z.array(z.object({ value: z.string(), label: z.string(), help: z.optional(z.string()), when: z.optional(condition) }));

export const question: z.ZodMiniType<Question> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({
      ...base,
      type: z.enum(['text', 'cidr', 'secret']),
      default: z.optional(z.string()),
      placeholder: z.optional(z.string()),
      pattern: z.optional(z.string()),
      patternHelp: z.optional(z.string()),
      lengthMax: z.optional(z.number()),
    }),
    z.object({
      ...base,
      type: z.literal('number'),
      default: z.optional(z.number()),
      min: z.optional(z.number()),
      max: z.optional(z.number()),
      step: z.optional(z.number()),
      unit: z.optional(z.string()),
      oneOf: z.optional(z.array(z.number())),
    }),
    z.object({ ...base, type: z.literal('boolean'), default: z.boolean() }),
    z.object({
      ...base,
      type: z.literal('choice'),
      default: z.optional(z.string()),
      options,
      open: z.optional(z.object({ pattern: z.string(), patternHelp: z.string() })),
    }),
    z.object({ ...base, type: z.literal('multi-choice'), default: z.array(z.string()), options, itemsMin: z.optional(z.number()) }),
    z.object({
      ...base,
      type: z.literal('list'),
      default: z.union([z.array(z.string()), z.array(answers)]),
      item: z.string(),
      itemsMin: z.optional(z.number()),
      itemsMax: z.optional(z.number()),
      fields: z.optional(z.array(question)),
      each: z.optional(
        z.object({
          type: z.enum(['text', 'cidr']),
          pattern: z.optional(z.string()),
          patternHelp: z.optional(z.string()),
          placeholder: z.optional(z.string()),
        }),
      ),
    }),
  ]),
);

export const questionnaireData: z.ZodMiniType<QuestionnaireData> = z.object({
  generator: z.string(),
  title: z.string(),
  groups: z.array(z.object({ id: z.string(), title: z.string(), intro: z.string(), when: z.optional(condition), questions: z.array(question) })),
});

export const problem: z.ZodMiniType<Problem> = z.object({ path: z.string(), message: z.string() });
