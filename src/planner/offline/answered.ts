import { type AnswerForm, type Answers, type PlanQuestion, yes } from './answer.ts';
import { type Around, rough } from './choose.ts';
import type { Field } from './fields.ts';
import type { Named } from './inherit.ts';

/** The tools between which a person is asked to choose. */
export const toolsMeant = ({ profile, doubt }: Named, { index }: Around): readonly string[] => [
  profile.spec.name,
  ...(doubt?.other !== undefined && index.profiles.has(doubt.other) ? [doubt.other] : []),
];

/** Steps with the tools that were chosen for them, under the ids they were asked about by. */
export const withToolsMeant = (steps: readonly Named[], answers: Answers, around: Around): readonly Named[] =>
  steps.map((step) => {
    const chosen = answers.get(`${step.id}.meant`);
    if (step.doubt?.other === undefined || chosen === undefined || !toolsMeant(step, around).includes(chosen)) return step;
    const profile = around.index.profiles.get(chosen);
    // What was said and found no place is asked about all the same.
    if (profile === undefined || profile === step.profile)
      return { ...step, doubt: step.doubt.left.length > 0 ? { ...step.doubt, other: undefined } : undefined };
    return { ...rough(step.clause, profile, step.request, around), id: step.id };
  });

/** Steps with the values that were given for what they lacked. What can't be read as the input's type is put in as it was said, for the schema to refuse. */
export const withValues = (steps: readonly Named[], answers: Answers): readonly Named[] =>
  steps.map((step) => {
    const given = step.profile.fields.flatMap((field): [string, unknown][] => {
      const said = answers.get(`${step.id}.${field.name}`);
      return said === undefined ? [] : [[field.name, readAs(said.trim(), field)]];
    });
    return given.length === 0 ? step : { ...step, input: { ...step.input, ...Object.fromEntries(given) } };
  });

function readAs(said: string, { type }: Field): unknown {
  if (type === 'number') return said !== '' && Number.isFinite(Number(said)) ? Number(said) : said;
  if (type === 'boolean') return /^(yes|true)$/i.test(said) ? true : /^(no|false)$/i.test(said) ? false : said;
  if (type === 'array')
    return said
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  return said;
}

/** How a value for an input is answered; `undefined` for what is more than a line of text. */
export function formOf({ type, values }: Field): AnswerForm | undefined {
  if (type === 'record' || type === 'other') return undefined;
  return values.length > 0 && type !== 'array' ? { choices: values } : { type };
}

/** Each question under an id of its own: one yes says yes to one of them. */
export function eachById(questions: readonly PlanQuestion[]): readonly PlanQuestion[] {
  const used = new Map<string, number>();
  return questions.map((question) => {
    const n = (used.get(question.id) ?? 0) + 1;
    used.set(question.id, n);
    return n === 1 ? question : { ...question, id: `${question.id}${n}` };
  });
}

/** Whether what was answered leaves the question open. */
export const isOpen = ({ id, answer }: PlanQuestion, answers: Answers): boolean =>
  answer === undefined || !('choices' in answer) || !answer.choices.includes(yes) || answers.get(id) !== yes;

/** Answers to what nobody asked, as warnings: one to a question under another id must not look as though it had been taken. */
export function unasked(answers: Answers, steps: readonly Named[], questions: readonly PlanQuestion[]): readonly string[] {
  const known = new Set([
    ...questions.map(({ id }) => id),
    ...steps.flatMap(({ id, profile }) => [`${id}.meant`, ...profile.fields.map((field) => `${id}.${field.name}`)]),
  ]);
  return [...answers.keys()].filter((id) => !known.has(id)).map((id) => `There is no question ${id}; its answer was passed over.`);
}
