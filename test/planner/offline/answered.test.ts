import { expect, test } from 'vitest';
import type { PlanContext } from '../../../src/planner/offline/context.ts';
import { planRequest } from '../../../src/planner/offline/plan-request.ts';
import { questionnaires, specs } from './floors.ts';

/** The steps and the questions that are left, a line each. */
function told(request: string, answers: Readonly<Record<string, string>> = {}, context: PlanContext = {}): readonly string[] {
  const answer = planRequest(request, context, specs, questionnaires, new Map(Object.entries(answers)));
  if (answer.refused !== undefined) return ['refused'];
  return [
    ...answer.steps.map(({ tool, input }) => `${tool} ${JSON.stringify(input)}`),
    ...answer.questions.map(({ id, answer: form }) => `? ${id} ${JSON.stringify(form)}`),
    ...answer.warnings,
  ];
}

test('a question is answered without saying the request again', () => {
  expect(told('scale web')).toEqual(['kubernetes.scale {"name":"web"}', '? scale.replicas {"type":"number"}']);
  expect(told('scale web', { 'scale.replicas': '3' })).toEqual(['kubernetes.scale {"name":"web","replicas":3}']);
});

test('a value that does not fit is asked for again', () => {
  for (const said of ['many', '-1', '']) {
    const answer = planRequest('scale web', {}, specs, questionnaires, new Map([['scale.replicas', said]]));
    expect([said, answer.questions.map(({ id, why }) => [id, why])]).toEqual([said, [['scale.replicas', expect.stringContaining('does not fit')]]]);
  }
});

test('a yes lets what is asked about be, and nothing else does', () => {
  expect(told('destroy infra/dev')).toEqual(['terraform.destroy {"directory":"infra/dev"}', '? destroy.sure {"choices":["yes"]}']);
  expect(told('destroy infra/dev', { 'destroy.sure': 'yes' })).toEqual(['terraform.destroy {"directory":"infra/dev"}']);
  for (const no of ['no', 'YES ', 'true', ''])
    expect(told('destroy infra/dev', { 'destroy.sure': no })).toEqual(['terraform.destroy {"directory":"infra/dev"}', '? destroy.sure {"choices":["yes"]}']);
});

test('one yes is no yes to a second question about the same step', () => {
  const request = 'delete the persistentvolumeclaim data in the namespace kube-system';
  const both = ['? delete.sure {"choices":["yes"]}', '? delete.sure2 {"choices":["yes"]}'];
  const asked = (answers: Readonly<Record<string, string>>) => told(request, answers).filter((line) => line.startsWith('?'));
  expect(asked({})).toEqual(both);
  expect(asked({ 'delete.sure': 'yes' })).toEqual([both[1]]);
  expect(asked({ 'delete.sure2': 'yes' })).toEqual([both[0]]);
});

test('what is refused stays refused, whatever is answered', () => {
  expect(told('destroy production', { 'destroy.sure': 'yes', request: 'yes' })).toEqual(['refused']);
});

test('what is agreed to is not asked about again', () => {
  const request = 'push release/3.0 under the name release/3.0-rc';
  expect(told(request, { 'push.left': 'yes' }).filter((line) => line.startsWith('?'))).toEqual([]);
});

test('an answer to what nobody asked is told, and changes nothing', () => {
  expect(told('scale web to 3', { 'delete.sure': 'yes' })).toEqual([
    'kubernetes.scale {"replicas":3,"name":"web"}',
    'There is no question delete.sure; its answer was passed over.',
  ]);
});

test('a request begun at a folder is about that folder, where it names none', () => {
  expect(told('show me what terraform would do', {}, { folder: 'infra' })).toEqual(['terraform.plan {"directory":"infra"}']);
  expect(told('run terraform plan in live/eu', {}, { folder: 'infra' })).toEqual(['terraform.plan {"directory":"live/eu"}']);
  expect(told('check the best practices', {}, { folder: 'infra' })).toEqual(['rules.scan {"path":"infra"}']);
  // A repository is not what is in one folder of it.
  expect(told('show the git status', {}, { folder: 'infra' })).toEqual(['git.status {}']);
});

test('where only one root module is there, or one is open, it is meant', () => {
  const plan = (context: PlanContext) => told('show me what terraform would do', {}, context);
  expect(plan({ files: ['infra/main.tf', 'infra/modules/vpc/main.tf'] })).toEqual(['terraform.plan {"directory":"infra"}']);
  expect(plan({ files: ['live/eu/main.tf', 'live/us/main.tf'] })).toEqual(['terraform.plan {}']);
  expect(plan({ files: ['live/eu/main.tf', 'live/us/main.tf'], openFile: 'live/us/main.tf' })).toEqual(['terraform.plan {"directory":"live/us"}']);
  expect(plan({ files: ['main.tf', 'infra/main.tf'], openFile: 'infra/main.tf' })).toEqual(['terraform.plan {}']);
});
