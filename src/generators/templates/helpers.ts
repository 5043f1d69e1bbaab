import { formatCidr, parseCidr, subnet } from '../../base/cidr.ts';
import { hclLiteral } from './hcl.ts';
import { forbiddenNames } from './limits.ts';

/** What a helper made of its arguments, or why it could not: a sentence that goes on after the helper's name. */
export type Given = { readonly value: unknown } | { readonly problem: string };

export interface Helper {
  readonly name: string;
  /** Names of its arguments; those from `optional` on may be left out, and the last may come again and again with `rest`. */
  readonly params: readonly string[];
  readonly optional?: number;
  readonly rest?: true;
  /** Its arguments may be variables that have no value. */
  readonly tolerant?: true;
  /** One sentence, for the documentation. */
  readonly summary: string;
  readonly apply: (...args: readonly unknown[]) => Given;
}

const value = (made: unknown): Given => ({ value: made });
const problem = (why: string): Given => ({ problem: why });

/** Nothing, false, an empty text and an empty list are false; 0 is too, as in Handlebars' own `if`. */
export const isTrue = (given: unknown): boolean => Boolean(given) && !(Array.isArray(given) && given.length === 0);

const list: readonly Helper[] = [
  {
    name: 'hcl',
    params: ['value'],
    summary: 'A value as an HCL literal, quoted and escaped, so that text stays text.',
    apply: (given) => orProblem(hclLiteral(given), 'has no HCL literal'),
  },
  { name: 'json', params: ['value', 'spaces'], optional: 1, summary: 'A value as JSON, on one line, or indented by so many spaces.', apply: json },
  { name: 'indent', params: ['spaces', 'text'], summary: 'A text with every line but the empty ones moved in.', apply: indent },
  { name: 'join', params: ['list', 'between'], summary: 'The items of a list as one text.', apply: join },
  { name: 'length', params: ['value'], summary: 'How many items a list has, or characters a text.', apply: length },
  { name: 'includes', params: ['list', 'item'], summary: 'Whether a list has an item, or a text a part.', apply: includes },
  { name: 'lookup', params: ['value', 'key'], summary: 'An item of a list by its number, or of a map by its key.', apply: lookup },
  {
    name: 'default',
    params: ['value', 'instead'],
    tolerant: true,
    summary: 'The value, or the other one when it has none or is empty.',
    apply: (given, instead) => value(isTrue(given) || given === 0 || given === false ? given : instead),
  },
  { name: 'eq', params: ['a', 'b'], tolerant: true, summary: 'Whether both are the same.', apply: (a, b) => value(a === b) },
  { name: 'ne', params: ['a', 'b'], tolerant: true, summary: 'Whether they differ.', apply: (a, b) => value(a !== b) },
  { name: 'and', params: ['a', 'b'], rest: true, tolerant: true, summary: 'Whether all are true.', apply: (...all) => value(all.every(isTrue)) },
  { name: 'or', params: ['a', 'b'], rest: true, tolerant: true, summary: 'Whether one is true.', apply: (...all) => value(all.some(isTrue)) },
  { name: 'not', params: ['a'], tolerant: true, summary: 'Whether it is not true.', apply: (a) => value(!isTrue(a)) },
  { name: 'lower', params: ['text'], summary: 'In lower case.', apply: (text) => onText(text, (t) => t.toLowerCase()) },
  { name: 'upper', params: ['text'], summary: 'In upper case.', apply: (text) => onText(text, (t) => t.toUpperCase()) },
  { name: 'kebab', params: ['text'], summary: 'Words in lower case with hyphens between them.', apply: (text) => onText(text, (t) => words(t).join('-')) },
  { name: 'snake', params: ['text'], summary: 'Words in lower case with underscores between them.', apply: (text) => onText(text, (t) => words(t).join('_')) },
  {
    name: 'cidrsubnet',
    params: ['range', 'bits', 'number'],
    summary: "A part of a range of addresses, as Terraform's cidrsubnet works it out.",
    apply: cidrsubnet,
  },
];

/** Every helper by name, besides the blocks `if`, `unless`, `each` and `with`. */
export const helpers: ReadonlyMap<string, Helper> = new Map(list.map((helper) => [helper.name, helper]));

export const blocks: ReadonlySet<string> = new Set(['if', 'unless', 'each', 'with']);

/** "a text", "a list": what a value is, to a person. */
export function kindOf(given: unknown): string {
  if (given === undefined || given === null) return 'nothing';
  if (Array.isArray(given)) return 'a list';
  if (typeof given === 'object') return 'a map';
  return { string: 'a text', number: 'a number', boolean: 'true or false' }[typeof given as 'string'] ?? 'no value';
}

const orProblem = (made: string | undefined, why: string): Given => (made === undefined ? problem(why) : value(made));

const onText = (given: unknown, make: (text: string) => string): Given => {
  if (typeof given === 'number') return value(make(String(given)));
  return typeof given === 'string' ? value(make(given)) : problem(`needs a text and was given ${kindOf(given)}`);
};

/** `myBucketName`, `My bucket-name` and `my_bucket_name` are all the same three words. */
const words = (text: string): string[] =>
  text
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

const spacesMax = 40;
const isCount = (given: unknown, max: number): given is number => typeof given === 'number' && Number.isInteger(given) && given >= 0 && given <= max;

function json(given: unknown, spaces: unknown = 0): Given {
  if (!isCount(spaces, spacesMax)) return problem(`needs a number of spaces from 0 to ${spacesMax}`);
  return orProblem(JSON.stringify(given, undefined, spaces), 'has no JSON');
}

function indent(spaces: unknown, text: unknown): Given {
  if (!isCount(spaces, spacesMax)) return problem(`needs a number of spaces from 0 to ${spacesMax} first`);
  return onText(text, (t) => t.replace(/^(?=.)/gm, ' '.repeat(spaces)));
}

function join(given: unknown, between: unknown): Given {
  if (!Array.isArray(given)) return problem(`needs a list and was given ${kindOf(given)}`);
  if (typeof between !== 'string') return problem('needs the text to put between the items');
  const odd = given.find((item) => typeof item === 'object' && item !== null);
  return odd === undefined
    ? value(given.map((item) => (item === null || item === undefined ? '' : String(item))).join(between))
    : problem(`can't join ${kindOf(odd)}: use json or hcl`);
}

function length(given: unknown): Given {
  return Array.isArray(given) || typeof given === 'string' ? value(given.length) : problem(`needs a list or a text and was given ${kindOf(given)}`);
}

function includes(given: unknown, item: unknown): Given {
  if (Array.isArray(given)) return value(given.includes(item));
  if (typeof given === 'string' && typeof item === 'string') return value(given.includes(item));
  return problem(`needs a list, or two texts, and was given ${kindOf(given)}`);
}

function lookup(given: unknown, key: unknown): Given {
  if (typeof key !== 'string' && typeof key !== 'number') return problem(`needs a key or a number and was given ${kindOf(key)}`);
  if (forbiddenNames.has(String(key))) return problem(`never reads ${key}`);
  if (typeof given !== 'object' || given === null) return problem(`needs a list or a map and was given ${kindOf(given)}`);
  return value(Object.hasOwn(given, key) ? (given as Record<string | number, unknown>)[key] : undefined);
}

function cidrsubnet(range: unknown, bits: unknown, number: unknown): Given {
  if (typeof range !== 'string') return problem(`needs a range such as "10.0.0.0/16" and was given ${kindOf(range)}`);
  const cidr = parseCidr(range);
  if ('problem' in cidr) return problem(`can't read its range: ${cidr.problem}`);
  if (!isCount(bits, 32) || !isCount(number, 2 ** 32)) return problem('needs the bits to add and the number of the part, as numbers');
  const part = subnet(cidr, bits, number);
  return part === undefined
    ? problem(
        `can't cut part ${number} out of ${range} with ${bits} more bits: there ${cidr.prefix + bits > 32 ? 'are no addresses left' : `are only ${2 ** bits} parts`}`,
      )
    : value(formatCidr(part));
}
