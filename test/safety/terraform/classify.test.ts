import { describe, expect, test } from 'vitest';
import type { EnvironmentName } from '../../../src/domain/environment.ts';
import type { Cost } from '../../../src/domain/impact.ts';
import type { StatesSeen } from '../../../src/domain/terraform/whole-plan.ts';
import { shippedPolicies } from '../../../src/safety/review.ts';
import { type PlanReview, reviewPlanJson } from '../../../src/safety/terraform/classify.ts';
import { type ChangeCase, planOf, recorded, recordedText } from '../../domain/terraform/plan.ts';

const told = ({ decision, risk, items }: PlanReview): string =>
  [
    `${decision}, ${risk}`,
    ...items.map((i) => `${i.operation} ${i.address}: ${i.decision}${i.typed === undefined ? '' : ` by “${i.typed}”`}, ${i.risk}: ${i.reasons.join(' · ')}`),
  ].join('\n');

interface Case {
  readonly what: string;
  readonly changes: readonly ChangeCase[];
  readonly rest?: Readonly<Record<string, unknown>>;
  readonly environment?: EnvironmentName;
  readonly states?: StatesSeen;
  readonly says: string;
}
const check = ({ changes, rest, environment = 'dev', states, says }: Case): void => {
  const reviewed = reviewPlanJson(planOf(changes, rest), {
    environment: { name: environment, because: 'the test says so' },
    ...(states === undefined ? {} : { states }),
  });
  expect(told(reviewed)).toBe(says.trim().replaceAll(/\n +/g, '\n'));
};

const many = (number: number): readonly ChangeCase[] => Array.from({ length: number }, (_, i) => ({ address: `aws_subnet.s[${i}]`, actions: ['create'] }));

describe('what a plan comes to', () => {
  test.each<Case>([
    { what: 'nothing changes', changes: [{ address: 'aws_vpc.a', actions: ['no-op'] }], says: 'allow, low' },
    {
      what: 'something is only looked at, while applying',
      changes: [{ address: 'data.aws_ami.a', actions: ['read'], reason: 'read_because_config_unknown' }],
      says: `allow, low
        read data.aws_ami.a: allow, low: what it asks for is known only while applying`,
    },
    {
      what: 'a program runs to look',
      changes: [{ address: 'data.external.a', actions: ['read'] }],
      says: `confirm, medium
        read data.external.a: confirm, medium: code that came with it runs · it runs a program of the folder`,
    },
    {
      what: 'a new network in dev',
      changes: [{ address: 'aws_vpc.a', actions: ['create'] }],
      says: `confirm, low
        create aws_vpc.a: confirm, low: it is made, and nothing is there yet`,
    },
    {
      what: 'the same in production',
      changes: [{ address: 'aws_vpc.a', actions: ['create'] }],
      environment: 'prod',
      says: `confirm, medium
        create aws_vpc.a: confirm by “aws_vpc.a”, medium: it is made, and nothing is there yet`,
    },
    {
      what: 'a database is replaced in dev',
      changes: [
        {
          address: 'aws_db_instance.main',
          actions: ['delete', 'create'],
          reason: 'replace_because_cannot_update',
          replacePaths: [['engine']],
          before: { skip_final_snapshot: true },
        },
      ],
      says: `confirm, critical
        replace aws_db_instance.main: confirm by “aws_db_instance.main”, critical: it holds data · data is deleted · engine can’t be changed in place · the old one goes before the new one is there · no last snapshot is made`,
    },
    {
      what: 'a guard is taken off and the data deleted in one change',
      changes: [
        { address: 'aws_s3_bucket_versioning.a', actions: ['delete'] },
        { address: 'aws_s3_bucket.a', actions: ['delete'], before: { force_destroy: true } },
      ],
      says: `confirm, critical
        delete aws_s3_bucket.a: confirm by “aws_s3_bucket.a”, critical: it holds data · in the same change a guard against loss is taken away · data is deleted · more goes with it than is named · holds objects · it is emptied first · the same plan takes the guard off aws_s3_bucket_versioning.a
        delete aws_s3_bucket_versioning.a: confirm by “aws_s3_bucket_versioning.a”, critical: in the same change a guard against loss is taken away · it guards what it belongs to`,
    },
    {
      what: 'an old state',
      changes: many(1),
      states: { now: { lineage: 'a', serial: 3, resources: 9 }, last: { lineage: 'a', serial: 12, resources: 40 } },
      says: `deny, critical
        create plan: deny, critical: the Terraform state is older than the one last seen, or empty where it was not: applying would create again what exists (plan) [stale-state] · the state is not the one that was last seen · the state is older than the one last seen here (3, and it was 12), and the plan makes 1 resource that may exist already
        create aws_subnet.s[0]: confirm, low: it is made, and nothing is there yet`,
    },
    {
      what: 'a plan that failed half-way',
      changes: [],
      rest: { errored: true },
      says: `deny, high
        read plan: deny, high: the plan did not come to its end, so nobody knows what applying it would do (plan) [incomplete-plan] · it ended with an error · planning failed half-way: this is not all it would do`,
    },
    {
      what: 'what later versions may write',
      changes: [{ address: 'aws_vpc.a', actions: ['annihilate'] }],
      says: `confirm, medium
        update aws_vpc.a: confirm, medium: part of it was not understood · what would be done to it was not understood`,
    },
    {
      what: 'a move alone',
      changes: [{ address: 'aws_db_instance.a', actions: ['no-op'], was: 'aws_db_instance.b' }],
      says: `confirm, low
        update aws_db_instance.a: confirm, low: only its address in the state changes: it was aws_db_instance.b`,
    },
  ])('$what', check);
});

test('much made on an empty state wants its name typed, but in development, and not where all was made just now', () => {
  const answer = (name: EnvironmentName, states: StatesSeen = {}, number = 10): string => {
    const { items } = reviewPlanJson(planOf(many(number)), { environment: { name, because: 'the test says so' }, states });
    const plan = items.find(({ address }) => address === 'plan');
    return plan === undefined ? 'not told' : `${plan.typed === undefined ? plan.decision : 'by name'}, ${plan.risk}`;
  };
  expect([answer('dev'), answer('staging'), answer('unknown'), answer('prod')]).toEqual(['confirm, low', 'by name, high', 'by name, high', 'by name, high']);
  expect([answer('unknown', {}, 9), answer('unknown', { isNew: true }), answer('staging', { now: { resources: 1 } })]).toEqual(Array(3).fill('not told'));
  expect(answer('unknown', { elsewhere: 'there are other workspaces (prod), and none is selected' }, 1)).toBe('by name, high');
});

describe('where it would be applied', () => {
  const where = (changes: readonly ChangeCase[], rest: Readonly<Record<string, unknown>>, facts?: Readonly<Record<string, string>>): string => {
    const { environment } = reviewPlanJson(planOf(changes, rest), facts === undefined ? {} : { facts });
    return `${environment.name}: ${environment.because}`;
  };
  const tagged = (environment: string): ChangeCase => ({ address: 'aws_vpc.a', actions: ['create'], after: { tags_all: { Environment: environment } } });
  test('by a variable, by tags, by what the person knows, or not at all', () => {
    expect(where([], { variables: { environment: { value: 'Production' } } })).toBe('prod: the environment is called Production');
    expect(where([tagged('stg'), tagged('stg'), tagged('dev')], {})).toBe('staging: the environment is called stg');
    expect(where([tagged('dev'), tagged('dev'), tagged('prod')], {})).toBe('prod: the environment is called prod');
    expect(where([tagged('prod')], {}, { environment: 'dev' })).toBe('prod: the environment is called prod');
    expect(where([tagged('dev')], {}, { workspace: 'live-eu' })).toBe('prod: the workspace is called live-eu');
    expect(where([], {})).toBe('unknown: nothing says which environment it is');
  });
});

describe('ceilings', () => {
  const cost = (monthlyDelta: number): Cost => ({ monthlyDelta, currency: 'USD', priced: 1, unpriced: 0, asOf: '2026-11-21' });
  const asked = (changes: readonly ChangeCase[], money: number): string => {
    const { decision, reasons } = reviewPlanJson(planOf(changes), { environment: { name: 'dev', because: 'the test says so' }, cost: cost(money) });
    return `${decision}: ${reasons.join(' · ')}`;
  };
  test('on money, and on how much changes at once', () => {
    expect(asked(many(1), 40)).toMatch(/^confirm/);
    expect(asked(many(1), 501)).toBe('deny: it would add about 501 US dollars a month, and 500 are the most in dev');
    expect(asked(many(201), 0)).toContain('200 at once are the most');
  });
});

test('a user’s own rule decides an item as it would decide a step', () => {
  const policies = {
    ...shippedPolicies,
    user: {
      nimbus: 1 as const,
      limits: {},
      rules: [{ id: 'no-vpc', when: { type: 'aws_vpc' }, answer: 'deny' as const, because: 'networks are made elsewhere' }],
      examples: [],
    },
  };
  const { decision, items } = reviewPlanJson(planOf([{ address: 'aws_vpc.a', actions: ['create'] }]), { policies });
  expect([decision, items[0]?.decision, items[0]?.reasons[0]]).toEqual(['deny', 'deny', 'networks are made elsewhere (aws_vpc.a) [no-vpc]']);
});

test('what Terraform itself planned: the gravest first, and no value of it anywhere', () => {
  expect(recordedText('every-action')).toContain('canary');
  for (const name of ['first-time', 'every-action', 'targeted', 'destroy', 'errored'])
    expect(JSON.stringify(reviewPlanJson(recorded(name), {}))).not.toContain('canary');
  const { decision, risk, items, counts, environment } = reviewPlanJson(recorded('every-action'), {});
  expect({ decision, risk, environment: environment.name, items: items.length, forget: counts.forget }).toEqual({
    decision: 'confirm',
    risk: 'high',
    environment: 'staging',
    items: 13,
    forget: 1,
  });
  expect(items.map((item) => item.risk).join(' ')).toBe('high high high high medium medium medium medium medium medium low low low');
});
