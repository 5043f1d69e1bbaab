import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Answer, Answers, Questionnaire } from '../../../src/domain/question.ts';
import { checkAll } from '../../../src/generators/questionnaire/check.ts';
import { type AnswerFormat, formatOf, readAnswers } from '../../../src/generators/questionnaire/read.ts';
import { resolve } from '../../../src/generators/questionnaire/resolve.ts';
import { setAnswers } from '../../../src/generators/questionnaire/set.ts';
import { writeAnswers } from '../../../src/generators/questionnaire/write.ts';
import { terraformQuestionnaire } from '../../../src/generators/terraform/questionnaire.ts';
import { small as strict } from './small.ts';

/** Without a question that must be answered, so that a row shows what it is about and nothing else. */
const small: Questionnaire = {
  ...strict,
  groups: strict.groups.map((group) => ({ ...group, questions: group.questions.map((question) => ({ ...question, required: false })) })),
};

interface Case {
  readonly text: string;
  readonly format?: AnswerFormat;
  readonly expect: string | Answers;
}

/** The answers, or the failure's code, message and problems. */
function check({ text, format = 'yaml', expect: expected }: Case) {
  const read = readAnswers(text, format, small);
  const said = read.ok
    ? read.value
    : [read.failure.code, ...(read.failure.problems ?? [{ path: '', message: read.failure.message }]).map(({ path, message }) => `${path}: ${message}`)].join(
        '\n',
      );
  expect(said).toEqual(expected);
}

test.each<Case>([
  { text: 'base.name: shop\nweb.count: 3', expect: { 'base.name': 'shop', 'web.count': 3 } },
  { text: 'base:\n  name: shop\nweb: { count: 3 }', expect: { 'base.name': 'shop', 'web.count': 3 } },
  { text: 'base: { name: shop }\nbase.env: prod', expect: { 'base.name': 'shop', 'base.env': 'prod' } },
  { text: 'nimbus: 1\ngenerator: small\nanswers:\n  base: { name: shop }', expect: { 'base.name': 'shop' } },
  { text: 'answers: { base.name: shop }', expect: { 'base.name': 'shop' } },
  { text: '{"answers":{"base":{"name":"shop"},"web.count":3}}', format: 'json' as const, expect: { 'base.name': 'shop', 'web.count': 3 } },
  { text: '\uFEFF{\n\t"base.name":\t"shop"\n}', format: 'json' as const, expect: { 'base.name': 'shop' } },
  { text: '', expect: {} },
  { text: '# nothing yet\n', expect: {} },
  { text: 'base:\n  name:\n  env: ~\nweb:\n', expect: {} },
])('reads $text', check);

test.each<Case>([
  { text: 'web.count: "3"', expect: { 'web.count': 3 } },
  { text: 'data.version: 1.30', expect: { 'data.version': '1.30' } },
  { text: '{"data.version": 1.30}', format: 'json' as const, expect: { 'data.version': '1.30' } },
  { text: '{"web.count": 3.0}', format: 'json' as const, expect: { 'web.count': 3 } },
  { text: 'base.name: 007', expect: { 'base.name': '007' } },
  { text: 'web.tls: yes', expect: { 'web.tls': true } },
  { text: 'web.tls: "off"', expect: { 'web.tls': false } },
  { text: 'base.parts: web, data', expect: { 'base.parts': ['web', 'data'] } },
  { text: 'data.names: [a, 1]', expect: { 'data.names': ['a', '1'] } },
  { text: 'data.groups:\n  - { name: 1, min: "2", max: }', expect: { 'data.groups': [{ name: '1', min: 2 }] } },
  { text: 'web.count: 0x10', expect: 'answers/invalid\nweb.count: "0x10" is not a number: write digits, such as 1' },
  { text: 'web.count: three', expect: 'answers/invalid\nweb.count: "three" is not a number: write digits, such as 1' },
  { text: 'web.count: [3]', expect: 'answers/invalid\nweb.count: a list is not a number: write digits, such as 1' },
  { text: 'base.name: true', expect: 'answers/invalid\nbase.name: true is not text: put it in quotes' },
  { text: 'base.name: { a: 1 }', expect: 'answers/invalid\nbase.name: a map is not text: write one value' },
  { text: 'data.groups: { name: a }', expect: 'answers/invalid\ndata.groups: a map is not a list: write one group a line, each after a dash' },
])('types are taken where they are clear: $text', check);

test.each<Case>([
  { text: 'base.name: shop\nbase.name: shop', expect: 'answers/malformed\n2:1: this key is here twice: keep one of them.' },
  {
    text: '{\n  "base.name": "a",\n  "base.name": "b"\n}',
    format: 'json' as const,
    expect: 'answers/malformed\n3:3: "base.name" is here twice: keep one of them.',
  },
  {
    text: 'base.name: shop\nbase: { name: other }',
    expect: 'answers/invalid\nbase.name: is answered twice, once by itself and once in its group: keep one of them',
  },
  { text: 'base:\n\tname: shop', expect: 'answers/malformed\n2:1: a tab is used to indent: use spaces.' },
  { text: 'base.name: "shop', expect: 'answers/malformed\n1:17: Missing closing "quote: a quote, a colon or a bracket is missing.' },
  { text: 'a: [1, 2\nb: 3', expect: 'answers/malformed\n2:1: Flow sequence in block collection must be sufficiently indented and end with a ].' },
  { text: '{"base.name": "shop"', format: 'json' as const, expect: "answers/malformed\n1:21: Expected ',' or '}' after property value." },
  { text: '{"base.name": }', format: 'json' as const, expect: "answers/malformed\n1:15: Unexpected token '}'." },
  { text: '{\n  "a": 1,\n}', format: 'json' as const, expect: 'answers/malformed\n3:1: Expected double-quoted property name.' },
  { text: '', format: 'json' as const, expect: 'answers/malformed\n1:1: the text ends too early: a bracket or a quote is not closed.' },
  { text: '- a\n- b', expect: 'answers/not-a-map\n: The answers are a list; they must be a map from a question to its answer.' },
  { text: 'just text', expect: 'answers/not-a-map\n: The answers are a single value; they must be a map from a question to its answer.' },
  {
    text: 'base: shop\nweb: [1]',
    expect:
      'answers/invalid\nbase: is a group of questions: write its answers below it, one a line, not "shop"\nweb: is a group of questions: write its answers below it, one a line, not a list',
  },
  {
    text: 'base:\n  nmae: shop\nnmae: x\nwbe.count: 1',
    expect:
      'answers/invalid\nbase.nmae: no question is called that; the nearest is base.name\nnmae: no question is called that; the nearest is base.name\nwbe.count: no question is called that; the nearest is web.count',
  },
  { text: 'nimbus: 2\nanswers: {}', expect: 'answers/invalid\nnimbus: 2 is a version of this file that is not known: write 1' },
  {
    text: 'generator: helm\nanswers: {}',
    expect: 'answers/invalid\ngenerator: these are answers for "helm", not for "small": choose another file or another generator',
  },
  {
    text: 'answers: {}\nbase.name: x',
    expect: 'answers/invalid\nbase.name: stands beside `answers`, where only `nimbus` and `generator` may: move it below `answers`',
  },
  {
    text: '__proto__: { polluted: 1 }\nconstructor: 1',
    expect:
      'answers/invalid\n__proto__: no question is called that: `nimbus questions small` lists them\nconstructor: no question is called that: `nimbus questions small` lists them',
  },
  {
    text: '{"__proto__": {"polluted": 1}}',
    format: 'json' as const,
    expect: 'answers/invalid\n__proto__: no question is called that: `nimbus questions small` lists them',
  },
  { text: 'a: &a [x]\nbase.name: *b', expect: 'answers/malformed\n2:12: nothing above is anchored as &b.' },
])('what is wrong with a file has its place: $text', check);

const nine = (one: string) => `[${Array(9).fill(one).join(',')}]`;
test.each<{ readonly name: string; readonly text: string; readonly format?: AnswerFormat; readonly says: string }>([
  { name: 'an alias bomb', text: `a: &a ${nine('x')}\nb: &b ${nine('*a')}\nc: &c ${nine('*b')}\nd: &d ${nine('*c')}\ne: ${nine('*d')}`, says: 'aliasesMax' },
  { name: 'many aliases', text: `a: &a x\n${Array.from({ length: 200 }, (_, i) => `k${i}: *a`).join('\n')}`, says: 'aliasesMax' },
  { name: 'a huge file', text: `base.name: ${'x'.repeat(65 * 1024)}`, says: 'answersBytesMax' },
  { name: 'a thousand brackets', text: '['.repeat(1000), says: 'nestingMax' },
  { name: 'a thousand dashes', text: `${'- '.repeat(1000)}a`, says: 'nestingMax' },
  { name: 'a thousand indents', text: Array.from({ length: 200 }, (_, i) => `${' '.repeat(i)}k:`).join('\n'), says: 'nestingMax' },
  { name: 'a thousand brackets of JSON', text: `${'['.repeat(1000)}${']'.repeat(1000)}`, format: 'json' as const, says: 'nestingMax' },
])('$name is refused at a named limit', ({ text, format = 'yaml', says }) => {
  const read = readAnswers(text, format, small);
  expect(read.ok ? 'read' : read.failure.message).toContain(says);
});

test.each([
  { set: ['base.name=shop', 'web.count=3', 'web.tls=no'], expect: { 'base.name': 'shop', 'web.count': 3, 'web.tls': false } },
  { set: ['base.parts=web,data', 'data.names=["a","b"]'], expect: { 'base.parts': ['web', 'data'], 'data.names': ['a', 'b'] } },
  { set: ['data.groups=[{"name":"a","max":"4"}]'], expect: { 'data.groups': [{ name: 'a', max: 4 }] } },
  { set: ['data.version=1.30', 'data.version=1.31'], expect: { 'data.version': '1.31' } },
  { set: ['base.name=a=b'], expect: { 'base.name': 'a=b' } },
  { set: ['data.names='], expect: { 'data.names': [] } },
  {
    set: ['web.count=x', 'nme=1', 'nothing', 'data.groups=a', 'data.names=[a'],
    expect: [
      'web.count: "x" is not a number: write digits, such as 1',
      'nme: no question is called that; the nearest is base.name',
      '--set: "nothing" is not an answer: write id=value, such as network.cidr=10.0.0.0/16',
      'data.groups: is a list of records: write it as JSON, such as [{"name":"…"}]',
      'data.names: starts like JSON and is none: write ["a","b"], or a,b',
    ],
  },
])('--set $set', ({ set, expect: expected }) => {
  const made = setAnswers(small, {}, set);
  expect(made.ok ? made.value : made.failure.problems?.map(({ path, message }) => `${path}: ${message}`)).toEqual(expected);
});

test('a half-filled file with mistakes of every kind gets all of them at once', () => {
  const read = readAnswers('base: { env: prd }\nweb: { count: many, days: 2 }\nwbe.tls: true', 'yaml', strict);
  expect(read.ok ? [] : read.failure.problems?.map(({ path }) => path)).toEqual(['wbe.tls', 'web.count', 'base.name', 'base.env', 'web.days']);
});

test('a file full of other things is said to be one, in no time', () => {
  const other = Array.from({ length: 5_000 }, (_, i) => `k${i}: a`).join('\n');
  const read = readAnswers(`${other}\n${'x'.repeat(900)}: 1`, 'yaml', small);
  expect(read.ok ? [] : read.failure.problems?.slice(-1)).toEqual([
    { path: '', message: '4,951 more names that no question has: this may be another kind of file' },
  ]);
});

test('a written file is for people', () =>
  expect(writeAnswers(small, { 'base.name': 'shop', 'web.count': 3, 'data.version': '1.30', 'data.groups': [{ name: 'yes', min: 1 }] }, 'yaml')).toBe(`nimbus: 1
generator: small
answers:
  # Base
  base:
    # Name
    name: shop
  # Web
  web:
    # Count
    count: 3
  # Data
  data:
    # Version
    version: "1.30"
    # Groups
    groups:
      - name: yes
        min: 1
`));

/** Texts that YAML would like to read as something else. */
const nasty = [
  '1.30',
  'yes',
  'null',
  '~',
  'true',
  '0x1f',
  '- a',
  '# no',
  'a: b',
  '"q"',
  "it's",
  '{a}',
  '[b]',
  '*x',
  '&y',
  '!z',
  '@at',
  '`b`',
  ' lead',
  'trail ',
  'ünïcode ☁',
  '1e3',
  '2026-11-21',
  '<<',
  '=',
  '%d',
  '|',
  '>',
];

test.each(['yaml', 'json'] as const)('what is written as %s is read back the same', (format) => {
  let state = 7;
  const next = (below: number) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  const text = () => nasty[next(nasty.length)] ?? '';
  const make = (questionnaire: Questionnaire): Answers =>
    Object.fromEntries(
      questionnaire.groups.flatMap(({ questions }) =>
        questions.flatMap((question): [string, Answer][] => {
          if (next(3) === 0) return [];
          if (question.type === 'number') return [[question.id, next(100)]];
          if (question.type === 'boolean') return [[question.id, next(2) === 0]];
          if (question.type !== 'list' && question.type !== 'multi-choice') return [[question.id, text()]];
          if (question.type === 'list' && question.fields !== undefined)
            return [
              [
                question.id,
                Array.from({ length: next(3) }, () =>
                  Object.fromEntries((question.fields ?? []).map((field) => [field.id, field.type === 'number' ? next(9) : text()])),
                ),
              ],
            ];
          return [[question.id, Array.from({ length: next(4) }, text)]];
        }),
      ),
    );
  for (let round = 0; round < 60; round++) {
    const questionnaire = round % 2 === 0 ? small : terraformQuestionnaire;
    const answers = make(questionnaire);
    expect(readAnswers(writeAnswers(questionnaire, answers, format), format, questionnaire)).toEqual({ ok: true, value: answers });
  }
});

test('the sample is sound, and every default written out is the same again', () => {
  const path = new URL('../../../samples/terraform/staging.yaml', import.meta.url).pathname;
  const read = readAnswers(readFileSync(path, 'utf8'), formatOf(path), terraformQuestionnaire);
  if (!read.ok) throw new Error(JSON.stringify(read.failure.problems));
  expect(checkAll(terraformQuestionnaire, read.value)).toEqual([]);
  const all = resolve(terraformQuestionnaire, read.value).answers;
  expect(readAnswers(writeAnswers(terraformQuestionnaire, all, 'yaml'), 'yaml', terraformQuestionnaire)).toEqual({ ok: true, value: all });
});
