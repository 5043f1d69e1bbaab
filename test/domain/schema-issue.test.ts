import { expect, test } from 'vitest';
import { z } from 'zod';
import { issueInWords } from '../../src/domain/schema-issue.ts';

const check = (schema: z.ZodType, value: unknown, expected: string) =>
  expect((schema.safeParse(value).error?.issues ?? []).map((issue) => [issue.path.join('.'), issueInWords(issue)].filter(Boolean).join(' ')).join('; ')).toBe(
    expected,
  );

test.each<readonly [string, z.ZodType, unknown, string]>([
  ['what is not there', z.object({ name: z.string() }), {}, 'name is missing'],
  ['one of several that is not there', z.object({ kind: z.enum(['a', 'b']) }), {}, 'kind must be one of a, b'],
  ['another kind', z.object({ name: z.string() }), { name: 3 }, 'name must be text, and is a number'],
  ['nothing at all', z.object({}), null, 'must be names with values, and is nothing'],
  ['a list for a word', z.boolean(), ['x'], 'must be true or false, and is a list'],
  ['half a number', z.int(), 1.5, 'must be a whole number, and is a number'],
  ['one word only', z.literal('on'), 'off', 'must be on'],
  ['an empty text', z.string().min(1), '', 'must not be empty'],
  ['a short text', z.string().min(3), 'ab', 'must have at least 3 characters'],
  ['a long list', z.array(z.string()).max(1), ['a', 'b'], 'must have at most 1 entry'],
  ['a small number', z.number().min(2), 1, 'must be at least 2'],
  ['a number that must be more', z.number().gt(2), 2, 'must be more than 2'],
  ['a large number', z.number().max(10), 11, 'must be at most 10'],
  ['words nobody knows', z.strictObject({}), { a: 1, b: 2 }, 'a, b are not known here'],
  ['one of two shapes', z.union([z.string(), z.number()]), true, 'is nothing of what may stand here'],
  ['what the author wrote', z.string().regex(/^\d+$/, 'Digits only'), 'x', 'digits only'],
])('%s', (_, schema, value, expected) => check(schema, value, expected));
