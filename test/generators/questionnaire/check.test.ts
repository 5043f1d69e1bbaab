import { expect, test } from 'vitest';
import type { Answers } from '../../../src/domain/question.ts';
import { checkAll } from '../../../src/generators/questionnaire/check.ts';
import { small } from './small.ts';

const both: Answers = { 'base.name': 'shop', 'base.parts': ['web', 'data'] };

function check({ answers, expect: expected }: { readonly answers: Record<string, unknown>; readonly expect: readonly string[] }) {
  expect(checkAll(small, { ...both, ...(answers as Answers) }).map(({ path, message }) => `${path}: ${message}`)).toEqual(expected);
}

test.each([
  { answers: {}, expect: [] },
  { answers: { 'base.name': '' }, expect: ['base.name: needs an answer: use a–z, such as shop'] },
  { answers: { 'base.name': '  ' }, expect: ['base.name: needs an answer: use a–z, such as shop'] },
  { answers: { 'base.name': 'Shop' }, expect: ['base.name: "Shop" does not fit: use a–z, such as shop'] },
  { answers: { 'base.name': 'abcdefghi' }, expect: ['base.name: is 9 characters long: at most 8 are allowed'] },
  { answers: { 'base.name': 'a\nb' }, expect: ['base.name: holds a control character or a line break: write it on one line'] },
  { answers: { 'base.name': 3 }, expect: ['base.name: 3 is not text: put it in quotes'] },
  { answers: { 'base.env': 'prd' }, expect: ['base.env: "prd" is not one of the choices; the nearest is prod: choose from dev and prod'] },
  { answers: { 'base.parts': ['web', 'date'] }, expect: ['base.parts: "date" is not one of the choices; the nearest is data: choose from web and data'] },
  { answers: { 'base.parts': ['web', 'spare'] }, expect: ['base.parts: "spare" is not one of the choices: choose from web and data'] },
  { answers: { 'base.parts': ['web', 'spare'], 'base.env': 'prod' }, expect: [] },
  { answers: { 'base.parts': [] }, expect: ['base.parts: needs 1 choice or more: choose from web and data'] },
  { answers: { 'base.parts': ['web', 'web'] }, expect: ['base.parts: "web" is in the list twice: leave one out'] },
  { answers: { 'web.count': 0 }, expect: ['web.count: 0 is too low: 1 machines or more, up to 9'] },
  { answers: { 'web.count': 10 }, expect: ['web.count: 10 is too high: 9 machines or less, down to 1'] },
  { answers: { 'web.count': 1.5 }, expect: ['web.count: 1.5 is not a whole number: write 2'] },
  { answers: { 'web.count': Number.NaN }, expect: ['web.count: NaN is not a number: write digits, such as 1'] },
  { answers: { 'web.count': '3' }, expect: ['web.count: "3" is not a number: write digits, such as 1'] },
  { answers: { 'web.days': 20 }, expect: ['web.days: 20 days is not one of the possible values: the nearest is 30; possible are 1, 7 and 30'] },
  { answers: { 'web.tls': 'maybe' }, expect: ['web.tls: "maybe" is neither yes nor no: write true or false'] },
  { answers: { 'web.key': 'hunter2' }, expect: ['web.key: takes the name of a stored secret, such as secret:database, never the secret itself'] },
  { answers: { 'web.key': 'secret:shop/tls' }, expect: [] },
  { answers: { 'web.from': '10.0.0.1/8' }, expect: ['web.from: 10.0.0.1/8 starts in the middle of its range: write 10.0.0.0/8'] },
  { answers: { 'data.version': 'newest' }, expect: ['data.version: "newest" does not fit: write a version such as 1.30'] },
  { answers: { 'data.version': '1.99' }, expect: [] },
  { answers: { 'data.names': [] }, expect: ['data.names: needs 1 name or more, and has 0'] },
  { answers: { 'data.names': ['a', 'B', ''] }, expect: ['data.names[1]: "B" does not fit: use a–z', 'data.names[2]: needs an answer: use a–z'] },
  { answers: { 'data.names': ['a', 'b', 'c', 'd'] }, expect: ['data.names: has 4: at most 3 names'] },
  { answers: { 'data.names': 'a' }, expect: ['data.names: "a" is not a list: write one name a line, each after a dash'] },
  {
    answers: { 'data.groups': [{ name: 'a', min: -1 }, { nam: 'b' }, 'c'] },
    expect: [
      'data.groups[0].min: -1 is too low: 0 or more',
      'data.groups[1].nam: a group has no such field; the nearest is name',
      'data.groups[1].name: needs an answer: what it is called',
      'data.groups[2]: "c" is not a group: write name: …, min: … and max: …',
    ],
  },
  {
    answers: { 'base.nmae': 'x', name: 'y', 'wbe.count': 3, zzz: 1 },
    expect: [
      'base.nmae: no question is called that; the nearest is base.name',
      'name: no question is called that; the nearest is base.name',
      'wbe.count: no question is called that; the nearest is web.count',
      'zzz: no question is called that: `nimbus questions small` lists them',
    ],
  },
  {
    answers: { 'base.name': 'X', 'web.count': 99, 'data.names': ['?'] },
    expect: [
      'base.name: "X" does not fit: use a–z, such as shop',
      'web.count: 99 is too high: 9 machines or less, down to 1',
      'data.names[0]: "?" does not fit: use a–z',
    ],
  },
])('$answers', check);

test('what is not asked is not checked', () => expect(checkAll(small, { 'base.name': 'shop', 'data.version': 'nonsense' })).toEqual([]));

test('a missing answer is a problem only where it is asked and has no default', () =>
  expect(checkAll(small, {}).map(({ path }) => path)).toEqual(['base.name']));

test('names that every object has are unknown questions, and reach nothing', () => {
  const answers = JSON.parse('{"__proto__": {"polluted": true}, "constructor": "x", "toString": "y", "base.name": "shop"}') as Answers;
  expect(checkAll(small, answers).map(({ path }) => path)).toEqual(['__proto__', 'constructor', 'toString']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
