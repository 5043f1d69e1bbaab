import { parseCidr } from '../../base/cidr.ts';
import { nearest } from '../../base/nearest.ts';
import { count, list, lower } from '../../base/say.ts';
import type { Problem } from '../../domain/failure/failure.ts';
import type {
  Answer,
  Answers,
  ChoiceQuestion,
  ListQuestion,
  MultiChoiceQuestion,
  NumberQuestion,
  Question,
  Questionnaire,
  TextQuestion,
} from '../../domain/question.ts';
import { offered } from './condition.ts';
import { questionsById, unknownQuestions } from './questions.ts';
import { isRecord, resolve } from './resolve.ts';

/** Characters of one answer, and answers in one list, whatever the question says: what is past them is a mistake. */
const lengthMaxOfText = 2048;
const itemsMaxOfList = 200;

/**
 * Everything that is wrong with one answer, taken by itself; a message says what would be right. Paths start with the
 * question's id; those in a list go on (`cluster.nodeGroups[0].max`). `answers` decides which options are offered.
 */
export function checkAnswer(question: Question, value: unknown, answers: Answers = {}): readonly Problem[] {
  if (value === undefined || value === null) return question.required ? [{ path: question.id, message: needs(question) }] : [];
  return check(question, value, answers, question.id);
}

/**
 * Everything that is wrong with these answers, at once: what each says by itself, then what they say together. Answers
 * to questions that are not asked now are left alone. Empty: the generator can work with them.
 */
export function checkAll(questionnaire: Questionnaire, answers: Answers): readonly Problem[] {
  const questions = questionsById(questionnaire);
  const unknown = Object.keys(answers).filter((id) => !questions.has(id));
  const problems: Problem[] = [...unknownQuestions(unknown, questionnaire)];

  const resolved = resolve(questionnaire, answers);
  const sound: Record<string, Answer> = {};
  for (const question of questions.values()) {
    if (Object.hasOwn(resolved.kept, question.id)) continue;
    const value = resolved.answers[question.id];
    const asked = value !== undefined || (question.required && isAsked(question.id, questionnaire, answers));
    if (!asked) continue;
    const wrong = checkAnswer(question, value, resolved.answers);
    problems.push(...wrong);
    const usable = value === undefined ? undefined : wrong.length === 0 ? value : withoutWrong(question, value, wrong);
    if (usable !== undefined) sound[question.id] = usable;
  }
  return [...problems, ...questionnaire.check(sound)];
}

/** What could not even be taken as answers, and what is wrong with those that could: so that a person gets all of it at once. */
export const andAll = (problems: readonly Problem[], questionnaire: Questionnaire, answers: Answers): readonly Problem[] => [
  ...problems,
  ...checkAll(questionnaire, answers).filter(({ path }) => !problems.some((other) => other.path === path || other.path.startsWith(`${path}[`))),
];

function isAsked(id: string, questionnaire: Questionnaire, answers: Answers): boolean {
  // A value nobody can have given: where it ends up tells whether the question is asked.
  return Object.hasOwn(resolve(questionnaire, { ...answers, [id]: '' }).answers, id);
}

/** What can still be looked at together with other answers: a list without its wrong fields, otherwise nothing. */
function withoutWrong(question: Question, value: Answer, wrong: readonly Problem[]): Answer | undefined {
  if (question.type !== 'list' || !Array.isArray(value) || wrong.some(({ path }) => path === question.id)) return undefined;
  if (question.fields === undefined) return value.every((item) => typeof item === 'string') ? value : undefined;
  return value.map((item, index) =>
    isRecord(item) ? Object.fromEntries(Object.entries(item).filter(([field]) => !wrong.some(({ path }) => path === `${question.id}[${index}].${field}`))) : {},
  );
}

function check(question: Question, value: unknown, answers: Answers, path: string): readonly Problem[] {
  if (question.type === 'list') return checkList(question, value, answers, path);
  const message = messageFor(question, value, answers);
  return message === undefined ? [] : [{ path, message }];
}

function messageFor(question: Exclude<Question, ListQuestion>, value: unknown, answers: Answers): string | undefined {
  switch (question.type) {
    case 'text':
    case 'cidr':
    case 'secret':
      return checkText(question, value);
    case 'number':
      return checkNumber(question, value);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `${show(value)} is neither yes nor no: write true or false`;
    case 'choice':
      return checkChoice(question, value, answers);
    case 'multi-choice':
      return checkChoices(question, value, answers);
  }
}

function checkText(question: TextQuestion, value: unknown): string | undefined {
  if (typeof value !== 'string') return `${show(value)} is not text: put it in quotes`;
  if (value.trim() === '') return question.required ? needs(question) : undefined;
  const lengthMax = question.lengthMax ?? lengthMaxOfText;
  if (value.length > lengthMax) return `is ${count(value.length, 'character')} long: at most ${lengthMax} are allowed`;
  if (controls.test(value)) return 'holds a control character or a line break: write it on one line';
  if (question.type === 'cidr') return cidrProblem(value);
  if (question.type === 'secret')
    return secretName.test(value) ? undefined : 'takes the name of a stored secret, such as secret:database, never the secret itself';
  return patternProblem(question, value);
}

const controls = /[\p{Cc}\u2028\u2029]/u;
const secretName = /^secret:[A-Za-z0-9][A-Za-z0-9._/-]{0,127}$/;

function cidrProblem(text: string): string | undefined {
  const cidr = parseCidr(text);
  return 'problem' in cidr ? cidr.problem : undefined;
}

function patternProblem({ pattern, patternHelp }: { readonly pattern?: string; readonly patternHelp?: string }, value: string): string | undefined {
  if (pattern === undefined || whole(pattern).test(value)) return undefined;
  return `${show(value)} does not fit: ${patternHelp ?? `it must match ${pattern}`}`;
}

const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, 'u');

function checkNumber(question: NumberQuestion, value: unknown): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return `${show(value)} is not a number: write digits, such as ${question.default ?? question.min ?? 1}`;
  const { min, max, step = 1, oneOf, unit } = question;
  const of = unit === undefined ? '' : ` ${unit}`;
  if (oneOf !== undefined && !oneOf.includes(value)) {
    const near = oneOf.toSorted((a, b) => Math.abs(a - value) - Math.abs(b - value) || a - b)[0];
    return `${value}${of} is not one of the possible values: the nearest is ${near}; possible are ${list(oneOf.map(String))}`;
  }
  if (min !== undefined && value < min) return `${value} is too low: ${min}${of} or more${max === undefined ? '' : `, up to ${max}`}`;
  if (max !== undefined && value > max) return `${value} is too high: ${max}${of} or less${min === undefined ? '' : `, down to ${min}`}`;
  if (Math.abs(value / step - Math.round(value / step)) > 1e-9)
    return step === 1 ? `${value} is not a whole number: write ${Math.round(value)}` : `${value} does not fit: whole multiples of ${step}${of} only`;
  return undefined;
}

function checkChoice(question: ChoiceQuestion, value: unknown, answers: Answers): string | undefined {
  if (typeof value !== 'string') return `${show(value)} is not text: put it in quotes`;
  if (value === '') return question.required ? `needs an answer: ${choices(question, answers)}` : 'is empty: choose one, or leave it out for the default';
  if (offered(question, answers).some((option) => option.value === value)) return undefined;
  if (question.open !== undefined) return patternProblem(question.open, value);
  return notOffered(question, value, answers);
}

function checkChoices(question: MultiChoiceQuestion, value: unknown, answers: Answers): string | undefined {
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    return `${show(value)} is not a list of choices: ${choices(question, answers)}`;
  const wrong = value.find((item) => !offered(question, answers).some((option) => option.value === item));
  if (wrong !== undefined) return notOffered(question, wrong, answers);
  const twice = value.find((item, index) => value.indexOf(item) !== index);
  if (twice !== undefined) return `${show(twice)} is in the list twice: leave one out`;
  const min = question.itemsMin ?? 0;
  return value.length < min ? `needs ${count(min, 'choice')} or more: ${choices(question, answers)}` : undefined;
}

function notOffered(question: ChoiceQuestion | MultiChoiceQuestion, value: string, answers: Answers): string {
  const options = offered(question, answers);
  const near =
    value.length > 64
      ? undefined
      : nearest(
          value,
          options.map((option) => option.value),
        );
  return `${show(value)} is not one of the choices${near === undefined ? '' : `; the nearest is ${near}`}: ${choices(question, answers)}`;
}

const choices = (question: ChoiceQuestion | MultiChoiceQuestion, answers: Answers): string =>
  `choose from ${list(offered(question, answers).map(({ value }) => value))}`;

function checkList(question: ListQuestion, value: unknown, answers: Answers, path: string): readonly Problem[] {
  if (!Array.isArray(value)) return [{ path, message: `${show(value)} is not a list: write one ${question.item} a line, each after a dash` }];
  const min = question.itemsMin ?? 0;
  const max = question.itemsMax ?? itemsMaxOfList;
  const problems: Problem[] = [];
  if (value.length < min) problems.push({ path, message: `needs ${count(min, question.item)} or more, and has ${value.length}` });
  if (value.length > max) return [{ path, message: `has ${value.length}: at most ${count(max, question.item)}` }];
  value.forEach((item, index) => {
    const at = `${path}[${index}]`;
    problems.push(...(question.fields === undefined ? checkItem(question, item, at) : checkRecord(question, question.fields, item, answers, at)));
  });
  return problems;
}

function checkItem({ each, item: what }: ListQuestion, item: unknown, path: string): readonly Problem[] {
  const question: TextQuestion = {
    ...each,
    type: each?.type ?? 'text',
    id: path,
    label: what,
    help: `write a ${what}, or take the empty line out.`,
    required: true,
  };
  return check(question, item, {}, path);
}

function checkRecord({ item: what }: ListQuestion, fields: readonly Question[], item: unknown, answers: Answers, path: string): readonly Problem[] {
  if (!isRecord(item)) return [{ path, message: `${show(item)} is not a ${what}: write ${list(fields.map(({ id }) => `${id}: …`))}` }];
  const names = fields.map(({ id }) => id);
  const unknown = Object.keys(item).filter((name) => !names.includes(name));
  return [
    ...unknown.map((name) => ({ path: `${path}.${name}`, message: unknownField(name, what, names) })),
    ...fields.flatMap((field) => {
      const value = Object.hasOwn(item, field.id) ? item[field.id] : undefined;
      const at = `${path}.${field.id}`;
      if (value === undefined) return field.required ? [{ path: at, message: needs(field) }] : [];
      return check(field, value, { ...answers, ...item }, at);
    }),
  ];
}

function unknownField(name: string, what: string, names: readonly string[]): string {
  const near = name.length > 64 ? undefined : nearest(name, names);
  return near === undefined ? `a ${what} has no such field: it has ${list(names)}` : `a ${what} has no such field; the nearest is ${near}`;
}

/** A value as it can be quoted in a message: short, and what it is when it is not a plain one. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function needs(question: Question): string {
  const how = question.type === 'text' && question.patternHelp !== undefined ? question.patternHelp : lower(question.help).replace(/\.$/, '');
  return `needs an answer: ${how}`;
}
