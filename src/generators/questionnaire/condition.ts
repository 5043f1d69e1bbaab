import type { Answer, Answers, Condition, Option, Question } from '../../domain/question.ts';

/** Whether a condition holds for these answers. A question that has no answer, or is not asked, equals nothing. */
export const holds = (condition: Condition | undefined, answers: Answers): boolean =>
  condition === undefined ||
  Object.entries(condition).every(([id, wanted]) => (Array.isArray(wanted) ? wanted : [wanted]).some((one) => matches(answers[id], one)));

const matches = (answer: Answer | undefined, wanted: string | number | boolean): boolean =>
  Array.isArray(answer) ? answer.some((item) => item === wanted) : answer === wanted;

/** The options a person may choose from now; none for a question without options. */
export const offered = (question: Question, answers: Answers): readonly Option[] =>
  question.type === 'choice' || question.type === 'multi-choice' ? question.options.filter((option) => holds(option.when, answers)) : [];

/** What a question is answered with when nobody answers it, given the earlier answers; `undefined`: it has no default. */
export function defaultOf(question: Question, answers: Answers): Answer | undefined {
  const entry = question.defaultWhen?.findLast(({ when }) => holds(when, answers));
  return entry === undefined ? question.default : entry.value;
}
