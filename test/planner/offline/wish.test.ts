import { expect, test } from 'vitest';
import { planRequest } from '../../../src/planner/offline/plan-request.ts';
import { questionnaires, specs } from './floors.ts';

const told = (request: string): readonly string[] => {
  const { steps, questions } = planRequest(request, {}, specs, questionnaires);
  return [...steps.map(({ tool, input }) => `${tool} ${JSON.stringify(input)}`), ...questions.map(({ id }) => `? ${id}`)];
};

test.each([
  'encrypt the bucket acme-logs',
  'block public access on the logs bucket',
  'enable versioning on the bucket acme-logs',
  'turn on versioning for the bucket acme-logs',
  'stop all instances tagged env=dev',
])('%s: no tool does that, and looking at it, or making another, is no answer', (request) => expect(told(request)).toEqual(['? request']));

test.each([
  ['stop i-0aa0aa0aa0aa0aa0a', 'aws.ec2.stopInstances {"instanceIds":["i-0aa0aa0aa0aa0aa0a"]}'],
  ['list the instances tagged env=dev', 'aws.ec2.listInstances {"tags":{"env":"dev"}}'],
  ['pull up the logs of web-1', 'kubernetes.logs {"name":"web-1"}'],
  ['why does checkout keep restarting in prod', 'kubernetes.describe {"namespace":"prod","name":"checkout"}'],
])('%s is planned', (request, step) => expect(told(request)[0]).toBe(step));

test('an amount is no number of a pull request', () => expect(told('squash my last 3 commits').join()).not.toContain('"number":3'));
