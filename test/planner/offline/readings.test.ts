import { describe, expect, test } from 'vitest';
import { planRequest } from '../../../src/planner/offline/plan-request.ts';
import { weights } from '../../../src/planner/offline/readings.ts';
import { questionnaires, specs } from './floors.ts';
import { fittedTo, samplesOf } from './readings.ts';

const planned = (ask: string) => planRequest(ask, {}, specs, questionnaires);

describe('a request is read in one where its parts fit worse', () => {
  test.each([
    ['a name, and then what is to be done', 'iam policy release-signing-2023, delete', ['aws.iam.deletePolicy']],
    ['a reason that sounds like a step', 'the app servers can’t reach port 6379, check the rules of sg-0a1b2c3d4e5f60718', ['aws.ec2.listSecurityGroups']],
    ['what is wanted, told as a thing', 'what can I create in this cluster, give me the resource types', ['kubernetes.listKinds']],
    ['a clause that no tool fits', 'split by container, how much memory do the pods of app=gateway take', ['kubernetes.top']],
  ])('%s', (_, ask, tools) => {
    const { steps, questions } = planned(ask);
    expect([steps.map((s) => s.tool), questions.filter((q) => q.id.startsWith('request'))]).toEqual([tools, []]);
  });

  test.each([
    ['two things to do', 'merge PR 8 and pull main', ['github.mergePullRequest', 'git.pull']],
    ['one thing done to two', 'restart web and api in namespace shop', ['kubernetes.rollout', 'kubernetes.rollout']],
    ['two kinds', 'list pods and services in the shop namespace', ['kubernetes.get', 'kubernetes.get']],
  ])('%s stay as many steps', (_, ask, tools) => {
    expect(planned(ask).steps.map((s) => s.tool)).toEqual(tools);
  });

  test('what its words leave open is asked about, however likely it is', () => {
    for (const ask of ['clean up everything in prod', 'drop whatever is old'])
      expect([ask, planned(ask).refused !== undefined || planned(ask).questions.length > 0]).toEqual([ask, true]);
  });

  test('what is asked not to be done is not done by reading on', () => {
    expect(planned('plan infra/dev but don’t apply').steps.map((s) => s.tool)).toEqual(['terraform.plan']);
  });

  // The way to fit: `FIT=1 npx vitest run --project unit test/planner/offline/readings.test.ts`. Minutes, and no test of anything: there only when it is asked for.
  if (process.env.FIT === '1')
    test('weights, fitted anew', { timeout: 1_200_000 }, () => {
      const sets = ['requests', 'requests', 'strangers', 'strangers-2', 'strangers-3', 'strangers-4', 'strangers-5', 'strangers-6', 'phrasings', 'engineers'];
      const fitted = fittedTo(samplesOf(sets));
      console.log(fitted);
      expect(Object.keys(fitted)).toEqual(Object.keys(weights));
    });
});
