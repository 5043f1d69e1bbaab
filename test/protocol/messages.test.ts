import { describe, expect, test } from 'vitest';
import type { RecordedEvent } from '../../src/domain/event.ts';
import type { Question } from '../../src/domain/question.ts';
import { readFromQuestionnaire, readToQuestionnaire, type ToQuestionnaire } from '../../src/protocol/questionnaire.ts';
import { readFromRun, readToRun, type ToRun } from '../../src/protocol/run.ts';
import { recordedEvents } from './events.ts';

/** Through JSON, as `postMessage` does it, and then the reader. */
function check<T>(row: { read: (data: unknown) => { ok: true; message: T } | { ok: false; problem: string }; sent: unknown; problem?: RegExp }): void {
  const wire: unknown = JSON.parse(JSON.stringify(row.sent ?? null));
  const got = row.read(wire);
  if (row.problem) expect(got).toMatchObject({ ok: false, problem: expect.stringMatching(row.problem) });
  else expect(got).toEqual({ ok: true, message: wire });
}

const questions: readonly Question[] = [
  { id: 'a.text', type: 'text', label: 'Name', help: '', pattern: '[a-z]+', patternHelp: 'small letters', lengthMax: 9, required: true, placeholder: 'x' },
  { id: 'a.cidr', type: 'cidr', label: 'Range', help: '', default: '10.0.0.0/16', source: 'https://example.com', when: { 'a.text': ['x', 'y'] } },
  { id: 'a.secret', type: 'secret', label: 'Token', help: '' },
  {
    id: 'a.number',
    type: 'number',
    label: 'Size',
    help: '',
    default: 2,
    min: 1,
    max: 9,
    step: 1,
    unit: 'GiB',
    oneOf: [2, 3],
    defaultWhen: [{ when: { 'a.text': 'x' }, value: 3 }],
  },
  { id: 'a.boolean', type: 'boolean', label: 'On', help: '', default: true },
  {
    id: 'a.choice',
    type: 'choice',
    label: 'One',
    help: '',
    default: 'x',
    options: [{ value: 'x', label: 'X', help: 'h', when: { 'a.boolean': true } }],
    open: { pattern: '.', patternHelp: 'p' },
  },
  { id: 'a.many', type: 'multi-choice', label: 'Some', help: '', default: ['x'], options: [{ value: 'x', label: 'X' }], itemsMin: 1 },
  {
    id: 'a.list',
    type: 'list',
    label: 'Texts',
    help: '',
    default: ['x'],
    item: 'thing',
    itemsMin: 1,
    itemsMax: 3,
    each: { type: 'cidr', placeholder: '10.0.0.0/24' },
  },
  {
    id: 'a.records',
    type: 'list',
    label: 'Records',
    help: '',
    default: [{ name: 'x', size: 1 }],
    item: 'group',
    fields: [{ id: 'name', type: 'text', label: 'Name', help: '' }],
  },
];

const show: ToQuestionnaire = {
  type: 'show',
  protocol: 1,
  questionnaire: { generator: 'terraform', title: 'Terraform', groups: [{ id: 'a', title: 'A', intro: 'All of them.', questions }] },
  folder: 'infra/',
  group: 'a',
  page: {
    edit: 0,
    asked: questions.map((q) => q.id),
    values: { 'a.text': 'x', 'a.number': 2, 'a.boolean': true, 'a.many': ['x'], 'a.records': [{ name: 'x', on: false, tags: ['t'] }] },
    answered: ['a.text'],
    offered: { 'a.choice': ['x'] },
    problems: [{ path: 'a.records[0].name', message: 'is too short' }],
  },
  summary: { state: 'ready', files: 3, resources: 9, findings: 0, notes: ['n'] },
  saved: { type: 'saved', at: 1 },
};

describe('what the ends send each other arrives as it was', () => {
  const events: readonly RecordedEvent[] = recordedEvents();
  const run: ToRun = {
    type: 'show',
    protocol: 1,
    where: { folder: '/w', environment: 'staging' },
    events,
    live: true,
    changeable: true,
    rollback: false,
    untrusted: true,
  };
  test.each<[string, Parameters<typeof check>[0]]>([
    ['a questionnaire with every type of question', { read: readToQuestionnaire, sent: show }],
    ['a page', { read: readToQuestionnaire, sent: { type: 'page', page: show.page } }],
    ['a run with every type of event', { read: readToRun, sent: run }],
    [
      'an answer that is a list of records',
      { read: readFromQuestionnaire, sent: { type: 'answered', id: 'a.records', value: [{ name: 'x', size: 1 }], edit: 4 } },
    ],
    ['an approval', { read: readFromRun, sent: { type: 'approve', hash: 'h', typed: { drop: 'main' } } }],
  ])('%s', (_, row) => check(row));
});

describe('what is none of ours is reported with its place', () => {
  test.each<[string, Parameters<typeof check>[0]]>([
    ['nothing', { read: readToRun, sent: undefined, problem: /expected object/i }],
    ['an unknown type', { read: readFromRun, sent: { type: 'applyEverything' }, problem: /type/ }],
    [
      'an event from the future',
      {
        read: readToRun,
        sent: { type: 'events', events: [{ runId: 'r', seq: 1, at: 1, event: { type: 'run-cloned' } }] },
        problem: /events\[0\]\.event\.type/,
      },
    ],
    ['an answer that no question can have', { read: readFromQuestionnaire, sent: { type: 'answered', id: 'a', value: null, edit: 1 }, problem: /value/ }],
    ['an approval that says nothing of its plan', { read: readFromRun, sent: { type: 'approve', typed: {} }, problem: /hash/ }],
    ['a page without its questions', { read: readToQuestionnaire, sent: { type: 'page', page: { edit: 1 } }, problem: /asked/ }],
  ])('%s', (_, row) => check(row));
});

test('fields that only a newer end knows are dropped, the rest is read', () => {
  expect(readFromRun({ type: 'cancel', because: 'later' })).toEqual({ ok: true, message: { type: 'cancel' } });
});
