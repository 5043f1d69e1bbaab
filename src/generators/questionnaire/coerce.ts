import { nearest } from '../../base/nearest.ts';
import type { Problem } from '../../domain/failure/failure.ts';
import type { Answer, Answers, ListQuestion, Question } from '../../domain/question.ts';
import { show } from './check.ts';
import { isRecord } from './resolve.ts';

/** A value as its question types it, or what can't be made of it. */
export type Coerced = { readonly value: Answer } | { readonly problems: readonly Problem[] };

/**
 * Makes of a value from a file or a command line what its question is answered with, where that is unambiguous: `"3"`
 * is a number, `1.30` is the text it was written as, `yes` is true, `a, b` is a list. Anything else is a problem.
 * Whether the answer is a good one is not looked at.
 */
export function coerce(question: Question, value: unknown, path: string = question.id): Coerced {
  const wrong = (message: string): Coerced => ({ problems: [{ path, message }] });
  switch (question.type) {
    case 'text':
    case 'cidr':
    case 'secret':
    case 'choice':
      if (typeof value === 'string') return { value };
      return typeof value === 'number'
        ? { value: String(value) }
        : wrong(`${show(value)} is not text: ${plain(value) ? 'put it in quotes' : 'write one value'}`);
    case 'number':
      if (typeof value === 'number') return { value };
      return typeof value === 'string' && /^-?\d{1,15}(\.\d+)?$/.test(value.trim())
        ? { value: Number(value) }
        : wrong(`${show(value)} is not a number: write digits, such as ${question.default ?? question.min ?? 1}`);
    case 'boolean':
      if (typeof value === 'boolean') return { value };
      return typeof value === 'string' && yesNo.has(value.toLowerCase())
        ? { value: yesNo.get(value.toLowerCase()) === true }
        : wrong(`${show(value)} is neither yes nor no: write true or false`);
    case 'multi-choice':
      return texts(value, wrong, 'a list of choices');
    case 'list':
      return question.fields === undefined
        ? texts(value, wrong, `a list: write one ${question.item} a line, each after a dash`)
        : records(question, question.fields, value, path);
  }
}

const yesNo = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['no', false],
  ['off', false],
]);

const plain = (value: unknown): boolean => typeof value !== 'object';

function texts(value: unknown, wrong: (message: string) => Coerced, what: string): Coerced {
  if (typeof value === 'string')
    return {
      value: value
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    };
  if (!Array.isArray(value) || value.some((item) => typeof item === 'object' && item !== null)) return wrong(`${show(value)} is not ${what}`);
  return { value: value.map((item) => (item === null || item === undefined ? '' : String(item))) };
}

function records({ item: what }: ListQuestion, fields: readonly Question[], value: unknown, path: string): Coerced {
  if (!Array.isArray(value)) return { problems: [{ path, message: `${show(value)} is not a list: write one ${what} a line, each after a dash` }] };
  const problems: Problem[] = [];
  const items: Answers[] = value.map((item, index) => {
    const at = `${path}[${index}]`;
    if (isRecord(item)) return record(fields, item, at, what, problems);
    problems.push({ path: at, message: `${show(item)} is not a ${what}: write ${fields.map(({ id }) => `${id}: …`).join(', ')}` });
    return {};
  });
  return problems.length > 0 ? { problems } : { value: items };
}

function record(fields: readonly Question[], item: object, path: string, what: string, problems: Problem[]): Answers {
  const entries: [string, Answer][] = [];
  for (const [name, value] of Object.entries(item)) {
    const field = fields.find(({ id }) => id === name);
    if (field === undefined) {
      const near =
        name.length > 64
          ? undefined
          : nearest(
              name,
              fields.map(({ id }) => id),
            );
      problems.push({ path: `${path}.${name}`, message: `a ${what} has no such field${near === undefined ? '' : `; the nearest is ${near}`}` });
      continue;
    }
    if (value === null || value === undefined) continue;
    const made = coerce(field, value, `${path}.${name}`);
    if ('problems' in made) problems.push(...made.problems);
    else entries.push([name, made.value]);
  }
  return Object.fromEntries(entries);
}
