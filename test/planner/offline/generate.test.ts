import { expect, test } from 'vitest';
import { planRequest } from '../../../src/planner/offline/plan-request.ts';
import { questionnaires, specs } from './floors.ts';

/** What is to be written where, and what is asked. */
function told(request: string): unknown {
  const { steps, questions, refused } = planRequest(request, {}, specs, questionnaires);
  return refused === undefined ? [...steps.map(({ tool, input }) => ({ [tool]: input })), ...questions.map(({ id }) => id)] : 'refused';
}

const written = (answers: object, out?: string): unknown =>
  out === undefined ? [{ 'generate.terraform': { answers } }, 'terraform.out'] : [{ 'generate.terraform': { out, answers } }];

test.each<readonly [string, unknown]>([
  ['create a vpc', written({ 'project.components': ['network'] })],
  ['create a vpc with 3 subnets', written({ 'project.components': ['network'] })],
  ['i need a vpc and an eks cluster in eu-west-1', written({ 'project.region': 'eu-west-1', 'project.components': ['network', 'cluster'] })],
  ['set up a postgres database with multi az', written({ 'project.components': ['database'], 'database.engine': 'postgres', 'database.multiAz': true })],
  ['add a mysql database to infra', written({ 'project.components': ['database'], 'database.engine': 'mysql' }, 'infra')],
  // Said in two breaths, it is one set of answers; for two folders it is not.
  [
    'a vpc with two zones in infra/net, and a database with multi az',
    written(
      { 'project.components': ['network', 'database'], 'network.zones': 2, 'network.tiers': ['private', 'database'], 'database.multiAz': true },
      'infra/net',
    ),
  ],
  [
    'generate terraform for a vpc in infra/net and generate terraform for a bucket in infra/store',
    [
      { 'generate.terraform': { out: 'infra/net', answers: { 'project.components': ['network'] } } },
      { 'generate.terraform': { out: 'infra/store', answers: { 'project.components': ['bucket'] } } },
    ],
  ],
])('%s', (request, expected) => expect(told(request)).toEqual(expected));
