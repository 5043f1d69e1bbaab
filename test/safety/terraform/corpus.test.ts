import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { holdings } from '../../../src/domain/terraform/holds/what.ts';
import type { Policies } from '../../../src/safety/policy/decide.ts';
import { shippedPolicies } from '../../../src/safety/review.ts';
import { actionLists, actionReasons, environments, inWords, typeClasses, type Verdict, verdictOf } from './corpus.ts';

/** Of each action and kind of thing, what is said in each environment; a reason never makes it milder, so they share a row. */
function table(): string {
  const lines = [
    `# ${actionLists.length} lists of actions × ${actionReasons.length} reasons × ${typeClasses.length} kinds of things × ${environments.length} environments`,
    '',
  ];
  for (const actions of actionLists) {
    lines.push(`## ${actions.join(', ')}`, '', `| it is | ${environments.join(' | ')} |`, `|---|${environments.map(() => '---').join('|')}|`);
    for (const [kind, address] of typeClasses) {
      const cells = environments.map((environment) =>
        [...new Set(actionReasons.map((reason) => inWords(verdictOf(actions, reason, address, environment))))].join(' or '),
      );
      lines.push(`| ${kind} (${address.slice(0, -2)}) | ${cells.join(' | ')} |`);
    }
    lines.push('');
  }
  return lines.join('\n');
}

const file = new URL('corpus.expected.txt', import.meta.url);

const all = actionLists.flatMap((actions) =>
  actionReasons.flatMap((reason) =>
    typeClasses.flatMap(([kind, address]) => environments.map((environment) => ({ actions, reason, kind, address, environment }))),
  ),
);
type Case = (typeof all)[number];
const verdicts = (policies?: Policies): readonly (readonly [Case, Verdict])[] =>
  all.map((one) => [one, verdictOf(one.actions, one.reason, one.address, one.environment, policies)]);

/** Nothing of what these do goes ahead without a yes, whatever a policy says; nor what no Terraform writes. */
const removing = ['delete', 'forget', 'annihilate'];

/** Critical, and done without its name being typed. */
const wrong = (found: readonly (readonly [Case, Verdict])[]): readonly Case[] =>
  found.filter(([, { decision, risk, typed }]) => risk === 'critical' && (decision === 'allow' || (decision === 'confirm' && !typed))).map(([one]) => one);

describe('every action × reason × kind of thing × environment', () => {
  const found = verdicts();

  test('nothing critical goes ahead, or goes ahead on a yes alone', () => {
    expect(found.length).toBe(10 * 14 * 17 * 4);
    expect(found.filter(([, { risk }]) => risk === 'critical').length).toBeGreaterThan(1000);
    expect(wrong(found)).toEqual([]);
  });

  test('nor does it, nor does anything go, where the user lets everything go ahead', () => {
    const mild: Policies = {
      ...shippedPolicies,
      user: {
        nimbus: 1,
        limits: {},
        rules: [{ id: 'all', when: { effect: ['read', 'plan', 'write', 'change', 'destroy'] }, answer: 'allow', because: 'I know what I do' }],
        examples: [],
      },
    };
    const found = verdicts(mild);
    expect(wrong(found)).toEqual([]);
    expect(found.filter(([{ actions }, { decision }]) => actions.some((action) => removing.includes(action)) && decision === 'allow')).toEqual([]);
    expect(inWords(verdictOf(['create'], undefined, 'aws_vpc.x', 'dev', mild))).toBe('allow, low');
    expect(inWords(verdictOf(['delete'], undefined, 'aws_vpc.x', 'dev', mild))).toBe('confirm, medium');
  });

  test('what deletes something that holds data is critical, everywhere', () => {
    const milder = found.filter(([{ actions, address }, { risk }]) => actions.includes('delete') && holdings.has(address.slice(0, -2)) && risk !== 'critical');
    expect(milder).toEqual([]);
  });

  test('only what changes nothing goes ahead', () => {
    expect([...new Set(found.filter(([, { decision }]) => decision === 'allow').map(([{ actions }]) => actions.join(', ')))]).toEqual(['no-op', 'read']);
  });

  test('as a table that a person can read', () => {
    const found = table();
    if (process.env.UPDATE === '1' && process.env.CI === undefined) writeFileSync(file, found);
    expect(found).toBe(readFileSync(file, 'utf8'));
  });
});
