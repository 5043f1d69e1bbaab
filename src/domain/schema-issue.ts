import type { z } from 'zod';
import { lower } from '../base/say.ts';

type Issue = z.core.$ZodIssue;

/**
 * What a schema finds wrong, for a person: in lower case, without a full stop, to stand after the place it is about. What the
 * schema's author wrote stays; what zod says where nobody wrote anything is put into words.
 */
export function issueInWords(issue: Issue): string {
  if (!isZodsOwn.test(issue.message)) return lower(issue.message);
  switch (issue.code) {
    case 'invalid_type':
      return wrongKind(issue.expected, /received (\S+)$/.exec(issue.message)?.[1]);
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `${issue.keys.join(', ')} ${issue.keys.length === 1 ? 'is' : 'are'} not known here`;
    case 'too_small':
      return atLeast(issue.origin, Number(issue.minimum), issue.inclusive !== false);
    case 'too_big':
      return atMost(issue.origin, Number(issue.maximum), issue.inclusive !== false);
    case 'invalid_union':
      return 'is nothing of what may stand here';
    default:
      return lower(issue.message);
  }
}

const isZodsOwn = /^(Invalid|Too (big|small)|Unrecognized)\b/;

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'names with values',
  record: 'names with values',
  null: 'nothing',
};
const kind = (name: string): string => kinds[name] ?? name;

function wrongKind(expected: string, received: string | undefined): string {
  if (received === 'undefined') return 'is missing';
  return received === undefined ? `must be ${kind(expected)}` : `must be ${kind(expected)}, and is ${kind(received)}`;
}

function atLeast(origin: string, least: number, inclusive: boolean): string {
  const sized = sizes[origin];
  if (sized === undefined) return inclusive ? `must be at least ${least}` : `must be more than ${least}`;
  const entries = inclusive ? least : least + 1;
  return entries === 1 ? 'must not be empty' : `must have at least ${entries} ${sized}`;
}

function atMost(origin: string, most: number, inclusive: boolean): string {
  const sized = sizes[origin];
  if (sized === undefined) return inclusive ? `must be at most ${most}` : `must be less than ${most}`;
  const entries = inclusive ? most : most - 1;
  return entries === 0 ? 'must be empty' : `must have at most ${entries} ${entries === 1 ? sized.replace(/ies$/, 'y').replace(/s$/, '') : sized}`;
}

/** What something has a number of. */
const sizes: Readonly<Record<string, string>> = { string: 'characters', array: 'entries', set: 'entries', map: 'entries', record: 'names' };
