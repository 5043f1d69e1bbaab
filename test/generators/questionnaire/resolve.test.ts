import { expect, test } from 'vitest';
import type { Answer, Answers } from '../../../src/domain/question.ts';
import { offered } from '../../../src/generators/questionnaire/condition.ts';
import { describe as description } from '../../../src/generators/questionnaire/describe.ts';
import { asked, defaultsFor, resolve } from '../../../src/generators/questionnaire/resolve.ts';
import { summary } from '../../../src/generators/questionnaire/summary.ts';
import { terraformQuestionnaire } from '../../../src/generators/terraform/questionnaire.ts';
import { small } from './small.ts';

const ids = (answers: Answers) => asked(small, answers).map(({ group, questions }) => `${group.id}: ${questions.map(({ id }) => id.split('.')[1]).join(' ')}`);

test('what is asked follows the answers', () => {
  expect(ids({})).toEqual(['base: name env parts', 'web: count tls key from days']);
  expect(ids({ 'web.tls': false })).toEqual(['base: name env parts', 'web: count tls from days']);
  expect(ids({ 'base.parts': ['data'] })).toEqual(['base: name env parts', 'data: version names groups']);
});

test('defaults follow earlier answers, and an answer stays', () => {
  expect(defaultsFor(small)['web.count']).toBe(1);
  expect(defaultsFor(small, { 'base.env': 'prod' })['web.count']).toBe(3);
  expect(defaultsFor(small, { 'base.env': 'prod', 'web.count': 1 })['web.count']).toBe(1);
  expect(resolve(small, { 'base.parts': ['data'], 'data.groups': [{ name: 'x', max: 9 }] }).answers['data.groups']).toEqual([{ name: 'x', max: 9, min: 1 }]);
});

test('an option is offered when its condition holds', () => {
  const parts = small.groups[0]?.questions[2];
  if (parts === undefined) throw new Error('the small questionnaire has changed');
  expect([offered(parts, {}).length, offered(parts, { 'base.env': 'prod' }).length]).toEqual([2, 3]);
});

test('the review page says every answer in words, and which are defaults', () =>
  expect(
    summary(small, { 'base.name': 'shop', 'base.env': 'prod', 'base.parts': ['web', 'data'], 'web.count': 3, 'web.tls': false }).map(
      (row) => `${row.title} · ${row.label}: ${row.value}${row.isDefault ? '' : ' *'}`,
    ),
  ).toEqual([
    'Base · Name: shop *',
    'Base · Environment: Production *',
    'Base · Parts: Web and Data *',
    'Web · Count: 3 machines',
    'Web · TLS: No *',
    'Web · From: 10.0.0.0/8',
    'Web · Days: 7 days',
    'Data · Version: 1.30',
    'Data · Names: a',
    'Data · Groups: main, min 1, max 2',
  ]));

test('a questionnaire as data says every default, and survives JSON', () => {
  const data = JSON.parse(JSON.stringify(description(terraformQuestionnaire))) as ReturnType<typeof description>;
  expect([data.nimbus, data.generator]).toEqual([1, 'terraform']);
  for (const { id, title, questions } of data.groups) {
    expect(id && title && questions.length).toBeTruthy();
    for (const question of questions) expect(Object.keys(question)).toEqual(expect.arrayContaining(['id', 'type', 'label', 'default', 'help']));
  }
});

/** A person who changes their mind a hundred times: every answer they gave is there again when its question is. */
test('back and forth loses nothing', () => {
  let state = 42;
  const next = (below: number) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  const choices: { readonly [id: string]: readonly Answer[] } = {
    'base.env': ['dev', 'prod'],
    'base.parts': [['web'], ['data'], ['web', 'data']],
    'web.count': [1, 5, 9],
    'web.tls': [true, false],
    'web.key': ['secret:a', 'secret:b'],
    'data.version': ['1.30', '1.31'],
    'data.groups': [[{ name: 'a', min: 1, max: 1 }], []],
  };
  for (let person = 0; person < 50; person++) {
    const said: Record<string, Answer> = {};
    for (let step = 0; step < 100; step++) {
      const names = Object.keys(choices);
      const id = names[next(names.length)] ?? '';
      const answer = choices[id]?.[next(choices[id]?.length ?? 1)];
      if (answer === undefined) continue;
      said[id] = answer;
      const { answers, kept } = resolve(small, said);
      const open = new Set(asked(small, said).flatMap(({ questions }) => questions.map((question) => question.id)));
      for (const [name, value] of Object.entries(said)) expect(open.has(name) ? answers[name] : kept[name]).toEqual(value);
      // What the form keeps between steps is both parts together, and it comes to the same page.
      expect(resolve(small, { ...kept, ...answers }).answers).toEqual(answers);
    }
  }
});
