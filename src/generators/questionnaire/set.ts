import { answersInvalid } from '../../domain/failure/answers.ts';
import { failed, type Outcome, ok, type Problem } from '../../domain/failure/failure.ts';
import type { Answer, Answers, Question, Questionnaire } from '../../domain/question.ts';
import { andAll } from './check.ts';
import { coerce } from './coerce.ts';
import { questionsById, unknownQuestions } from './questions.ts';

/** `answers` with `--set id=value` applied in order, each value read as its question's type; all problems at once. */
export function setAnswers(questionnaire: Questionnaire, answers: Answers, assignments: readonly string[]): Outcome<Answers> {
  const problems: Problem[] = [];
  const answered = new Map<string, Answer>(Object.entries(answers));
  for (const assignment of assignments) {
    const one = readAssignment(questionnaire, assignment);
    if ('problems' in one) problems.push(...one.problems);
    else answered.set(one.id, one.value);
  }
  const set = Object.fromEntries(answered);
  return problems.length > 0 ? failed(answersInvalid(andAll(problems, questionnaire, set))) : ok(set);
}

/** One `id=value`. Lists are JSON (`["a","b"]`) or separated by commas; lists of records are JSON. */
export const setAnswer = (questionnaire: Questionnaire, answers: Answers, assignment: string): Outcome<Answers> =>
  setAnswers(questionnaire, answers, [assignment]);

function readAssignment(
  questionnaire: Questionnaire,
  assignment: string,
): { readonly id: string; readonly value: Answer } | { readonly problems: readonly Problem[] } {
  const equals = assignment.indexOf('=');
  if (equals < 1)
    return { problems: [{ path: '--set', message: `${JSON.stringify(assignment)} is not an answer: write id=value, such as network.cidr=10.0.0.0/16` }] };
  const id = assignment.slice(0, equals).trim();
  const text = assignment.slice(equals + 1);
  const question = questionsById(questionnaire).get(id);
  if (question === undefined) return { problems: unknownQuestions([id], questionnaire) };
  const parsed = question.type === 'list' || question.type === 'multi-choice' ? listFrom(question, text) : { value: text };
  if ('problem' in parsed) return { problems: [{ path: id, message: parsed.problem }] };
  const made = coerce(question, parsed.value);
  return 'problems' in made ? made : { id, value: made.value };
}

function listFrom(question: Question, text: string): { readonly value: unknown } | { readonly problem: string } {
  const records = question.type === 'list' && question.fields !== undefined;
  if (!records && !text.trimStart().startsWith('[')) return { value: text };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {
      problem: records
        ? `is a list of records: write it as JSON, such as [{"${question.fields?.[0]?.id ?? 'name'}":"…"}]`
        : 'starts like JSON and is none: write ["a","b"], or a,b',
    };
  }
}
