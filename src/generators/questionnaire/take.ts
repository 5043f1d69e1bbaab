import type { Problem } from '../../domain/failure/failure.ts';
import type { Answer, Answers, Question, Questionnaire } from '../../domain/question.ts';
import { show } from './check.ts';
import { coerce } from './coerce.ts';
import { questionsById, unknownQuestions } from './questions.ts';
import { isRecord } from './resolve.ts';

/** Version of the file of answers. */
export const answersVersion = 1;

export interface Taken {
  readonly answers: Answers;
  readonly problems: readonly Problem[];
  /** It is a file of something else, or for somebody else: looking at its answers any further would mislead. */
  readonly foreign: boolean;
}

/**
 * Takes answers out of a value somebody else made (a file, a tool's input): flat ids, groups, or both, bare or wrapped.
 * What has no question, the wrong shape or two values is a problem; `null` is no answer. Only ids that questions have come out.
 */
export function takeAnswers(value: object, questionnaire: Questionnaire): Taken {
  const found = unwrap(value, questionnaire);
  if ('problem' in found) return { answers: {}, problems: [found.problem], foreign: true };
  const problems: Problem[] = [];
  const answers = new Map<string, Answer>();
  const unknown: string[] = [];
  walk(found.answers, '', { questions: questionsById(questionnaire), answers, problems, unknown });
  return {
    answers: Object.fromEntries(answers),
    problems: [...unknownQuestions(unknown, questionnaire), ...problems],
    foreign: unknown.length > questionsById(questionnaire).size,
  };
}

function unwrap(value: object, { generator, groups }: Questionnaire): { readonly answers: object } | { readonly problem: Problem } {
  const own = new Map<string, unknown>(Object.entries(value));
  if (!own.has('answers') || groups.some(({ id }) => id === 'answers')) return { answers: value };
  const problem = (path: string, message: string) => ({ problem: { path, message } });
  const stray = [...own.keys()].find((key) => !['nimbus', 'generator', 'answers'].includes(key));
  if (stray !== undefined) return problem(stray, 'stands beside `answers`, where only `nimbus` and `generator` may: move it below `answers`');
  const version = own.get('nimbus');
  if (version !== undefined && version !== answersVersion)
    return problem('nimbus', `${show(version)} is a version of this file that is not known: write ${answersVersion}`);
  const other = own.get('generator');
  if (other !== undefined && other !== generator)
    return problem('generator', `these are answers for ${show(other)}, not for "${generator}": choose another file or another generator`);
  const answers = own.get('answers');
  if (answers === null || answers === undefined) return { answers: {} };
  return isRecord(answers) ? { answers } : problem('answers', `${show(answers)} is not a map from a question to its answer`);
}

interface Walk {
  readonly questions: ReadonlyMap<string, Question>;
  readonly answers: Map<string, Answer>;
  readonly problems: Problem[];
  /** Ids that no question has. */
  readonly unknown: string[];
}

function walk(value: object, prefix: string, at: Walk): void {
  for (const [key, item] of Object.entries(value) as [string, unknown][]) {
    const id = `${prefix}${key}`;
    const question = at.questions.get(id);
    if (question !== undefined) take(question, item, at);
    else if (![...at.questions.keys()].some((known) => known.startsWith(`${id}.`))) at.unknown.push(id);
    else if (isRecord(item)) walk(item, `${id}.`, at);
    else if (item !== null && item !== undefined)
      at.problems.push({ path: id, message: `is a group of questions: write its answers below it, one a line, not ${show(item)}` });
  }
}

function take(question: Question, item: unknown, at: Walk): void {
  if (item === null || item === undefined) return;
  if (at.answers.has(question.id)) {
    at.problems.push({ path: question.id, message: 'is answered twice, once by itself and once in its group: keep one of them' });
    return;
  }
  const made = coerce(question, item);
  if ('problems' in made) at.problems.push(...made.problems);
  else at.answers.set(question.id, made.value);
}
