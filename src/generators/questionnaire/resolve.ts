import type { Answer, Answers, ListQuestion, Question, QuestionGroup, Questionnaire } from '../../domain/question.ts';
import { defaultOf, holds } from './condition.ts';

/** A questionnaire seen through a person's answers. */
export interface Resolved {
  /** Every question asked now that has an answer or a default, in order; what the generator works with. */
  readonly answers: Answers;
  /** Answers a person gave to questions that are not asked now. Kept, so that going back finds them again. */
  readonly kept: Answers;
}

/** A group with those of its questions that are asked now. */
export interface AskedGroup {
  readonly group: QuestionGroup;
  readonly questions: readonly Question[];
}

/**
 * Follows the questions in order: earlier answers, or their defaults, decide which later ones are asked and what their
 * defaults are. Takes answers as they are: what is wrong with them is `checkAll`'s to say. Ids no question has are left out.
 */
export function resolve(questionnaire: Questionnaire, answers: Answers): Resolved {
  const known: Record<string, Answer> = {};
  const kept: Record<string, Answer> = {};
  for (const group of questionnaire.groups) {
    const groupAsked = holds(group.when, known);
    for (const question of group.questions) {
      const given = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
      if (!groupAsked || !holds(question.when, known)) {
        if (given !== undefined) kept[question.id] = given;
        continue;
      }
      const value = given ?? defaultOf(question, known);
      if (value !== undefined) known[question.id] = question.type === 'list' ? filled(question, value) : value;
    }
  }
  return { answers: known, kept };
}

/** The groups and questions asked now, in order; a group none of whose questions is asked is left out. */
export function asked(questionnaire: Questionnaire, answers: Answers): readonly AskedGroup[] {
  const known = resolve(questionnaire, answers).answers;
  return questionnaire.groups
    .filter((group) => holds(group.when, known))
    .map((group) => ({ group, questions: group.questions.filter((question) => holds(question.when, known)) }))
    .filter(({ questions }) => questions.length > 0);
}

/** What every asked question is answered with when only `given` is: the form as it opens. */
export const defaultsFor = (questionnaire: Questionnaire, given: Answers = {}): Answers => resolve(questionnaire, given).answers;

/** Records with the fields nobody filled in set to their defaults. */
function filled(question: ListQuestion, value: Answer): Answer {
  const fields = question.fields;
  if (fields === undefined || !Array.isArray(value)) return value;
  return value.map((item) => (isRecord(item) ? withDefaults(fields, item) : item)) as Answer;
}

function withDefaults(fields: readonly Question[], item: Answers): Answers {
  const record: Record<string, Answer> = { ...item };
  for (const field of fields) {
    const value = Object.hasOwn(record, field.id) ? record[field.id] : defaultOf(field, record);
    if (value !== undefined) record[field.id] = value;
  }
  return record;
}

export const isRecord = (value: unknown): value is Answers => typeof value === 'object' && value !== null && !Array.isArray(value);
