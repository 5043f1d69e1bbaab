import { list } from '../../base/say.ts';
import type { Answer, Answers, Question, Questionnaire } from '../../domain/question.ts';
import { asked, isRecord, resolve } from './resolve.ts';

/** One line of the review page. */
export interface SummaryRow {
  /** Group's id and title. */
  readonly group: string;
  readonly title: string;
  readonly id: string;
  readonly label: string;
  /** In people's words: "Yes", "14 days", "single and per zone"; "none" for an empty one. */
  readonly value: string;
  /** It is what the default would be, answered or not. */
  readonly isDefault: boolean;
}

/** Every question that is asked, in order, with what holds for it. */
export function summary(questionnaire: Questionnaire, answers: Answers): readonly SummaryRow[] {
  const known = resolve(questionnaire, answers).answers;
  return asked(questionnaire, answers).flatMap(({ group, questions }) =>
    questions.map((question) => {
      const value = known[question.id];
      const { [question.id]: _given, ...others } = answers;
      const byDefault = resolve(questionnaire, others).answers[question.id];
      return {
        group: group.id,
        title: group.title,
        id: question.id,
        label: question.label,
        value: inWords(question, value),
        isDefault: JSON.stringify(value) === JSON.stringify(byDefault),
      };
    }),
  );
}

/** An answer as a person would say it. */
export function inWords(question: Question, value: Answer | undefined): string {
  if (value === undefined || value === '') return 'none';
  switch (question.type) {
    case 'boolean':
      return value === true ? 'Yes' : 'No';
    case 'number':
      return question.unit === undefined ? String(value) : `${value} ${question.unit}`;
    case 'choice':
      return question.options.find((option) => option.value === value)?.label ?? String(value);
    case 'multi-choice':
      return Array.isArray(value) && value.length > 0
        ? list(value.map((item) => question.options.find((option) => option.value === item)?.label ?? String(item)))
        : 'none';
    case 'list':
      if (!Array.isArray(value) || value.length === 0) return 'none';
      return question.fields === undefined ? list(value.map(String)) : value.map((item) => recordInWords(question.fields ?? [], item)).join('; ');
    default:
      return String(value);
  }
}

function recordInWords(fields: readonly Question[], item: unknown): string {
  if (!isRecord(item)) return String(item);
  return fields
    .filter(({ id }) => item[id] !== undefined)
    .map((field, index) => (index === 0 ? inWords(field, item[field.id]) : `${field.label.toLowerCase()} ${inWords(field, item[field.id])}`))
    .join(', ');
}
