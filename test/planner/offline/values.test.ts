import { expect, test } from 'vitest';
import { planRequest } from '../../../src/planner/offline/plan-request.ts';
import { questionnaires, specs } from './floors.ts';

const inputsOf = (request: string): unknown => planRequest(request, {}, specs, questionnaires).steps.map(({ input }) => input);

test.each<readonly [string, string, unknown]>([
  ['a repository by its name', 'merge PR 12 in the repository orders-service', { number: 12, repository: 'orders-service' }],
  ['a repository in front of the word', 'list open issues of the billing-api repo', { repository: 'billing-api' }],
  ['no repository but this one', 'close issue 7 in this repository', { number: 7 }],
  [
    'a length goes where its words stand',
    'delete pod web-0 in shop, 60 seconds at most',
    { kind: 'pod', name: 'web-0', namespace: 'shop', timeoutSeconds: 60 },
  ],
  [
    'a length of grace behind it',
    'delete pod web-0 in shop with 60 seconds of grace',
    { kind: 'pod', name: 'web-0', namespace: 'shop', gracePeriodSeconds: 60 },
  ],
  ['English is no name beside one', 'I made an iam policy with a typo in its name, secrts-read, delete it', { policy: 'secrts-read' }],
  ['a role that is told apart by a word', 'scrap the execution role mail-sender-exec in IAM', { role: 'mail-sender-exec' }],
  ['somebody is no name', 'Can you get rid of tmp-admin? It’s an IAM policy someone made during the outage.', { policy: 'tmp-admin' }],
  ['a title of several words', 'Please close the milestone Beta launch in acme/portal.', { title: 'Beta launch', repository: 'acme/portal' }],
  ['the only name there is', 'get rid of ci-bot in IAM', { user: 'ci-bot' }],
  ['off, where it is taken back', 'cancel the automatic merge of PR 46 in acme/edge', { number: 46, mode: 'off', repository: 'acme/edge' }],
  ['into a folder', 'download the chart gitlab/gitlab 8.5.0 into the folder mirror', { chart: 'gitlab/gitlab', version: '8.5.0', into: 'mirror' }],
  ['a plain word is no commit beside an id', 'undo commit 6c5b4a3 by a counter commit', { commits: ['6c5b4a3'] }],
  ['what else says a commit stays', 'revert HEAD~2 and 6c5b4a3', { commits: ['HEAD~2', '6c5b4a3'] }],
  [
    'code that is written out',
    'save this as my template bucket.tf: resource "aws_s3_bucket" "{{ name }}" {}',
    { name: 'bucket.tf', text: 'resource "aws_s3_bucket" "{{ name }}" {}' },
  ],
  [
    'one assignment, and what it is called behind it',
    'i want this as our template for databases: engine = "{{ engine }}", name it engine.tf',
    { name: 'engine.tf', text: 'engine = "{{ engine }}"' },
  ],
  [
    'blocks within a block',
    'add a template called locals.tf with the text locals { tags = { env = "{{ env }}" } }',
    { name: 'locals.tf', text: 'locals { tags = { env = "{{ env }}" } }' },
  ],
])('%s', (_, request, input) => expect(inputsOf(request)).toEqual([input]));

test('code that does not end is left to be asked about', () => {
  const { questions } = planRequest('save template a.tf: resource "x" "y" {', {}, specs, questionnaires);
  expect(questions).not.toEqual([]);
});
