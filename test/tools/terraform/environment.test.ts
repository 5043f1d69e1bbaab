import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asOf as pricesAsOf } from '../../../src/domain/cost/prices.ts';
import type { EnvironmentName } from '../../../src/domain/environment.ts';
import type { Decision } from '../../../src/domain/plan.ts';
import { noteWritten } from '../../../src/domain/terraform/written.ts';
import { profilesIn } from '../../../src/host/profiles.ts';
import type { DraftStep } from '../../../src/planner/draft.ts';
import type { ChangeCase } from '../../domain/terraform/plan.ts';
import { saysYes } from '../../support/drive-tool.ts';
import { all, start } from '../../support/house.ts';
import { plant } from '../../support/tree.ts';
import { type PlanningHouse, planningHouse } from './planning-house.ts';

const bucket = (more: Partial<ChangeCase>): ChangeCase => ({ address: 'aws_s3_bucket.logs', actions: ['create'], ...more });
const tagged = (environment: string): ChangeCase => bucket({ after: { tags: { Environment: environment } } });

interface Case {
  readonly what: string;
  /** What Terraform plans, and the variables it was given. */
  readonly changes?: readonly ChangeCase[];
  readonly variables?: Readonly<Record<string, { readonly value: unknown }>>;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly directory?: string;
  readonly files?: readonly string[];
  /** The environment that the profile in use names. */
  readonly profile?: EnvironmentName;
  /** It is planned and applied in one, by this tool. */
  readonly by?: 'terraform.destroy';
  /** Why it was taken for production, so that a name is typed; absent: a yes is enough. */
  readonly production?: string;
  /** The name; default: of the folder. */
  readonly typed?: string;
}

/** A house whose Terraform plans what it is told to, and applies nothing. */
const houseOf = ({
  changes = [bucket({})],
  variables = {},
  ...around
}: Pick<Case, 'changes' | 'variables'> & { readonly env?: Readonly<Record<string, string>>; readonly workspaces?: string }): PlanningHouse =>
  planningHouse(changes, { variables }, around);

/** A plan and its apply, or a destroy, in one run through the real gate: what the person is asked of the apply. */
async function check(one: Case): Promise<void> {
  const at = houseOf(one);
  const { directory = 'infra', files = [], input = {}, profile, by, production, typed = directory } = one;
  plant(at.folder, {
    [`${directory}/main.tf`]: 'resource "aws_s3_bucket" "logs" {}\n',
    [`${directory}/.terraform.lock.hcl`]: '# lock\n',
    ...Object.fromEntries(files.map((file) => [`${directory}/${file}`, 'size = 1\n'])),
  });
  if (profile !== undefined) {
    const profiles = profilesIn(at.data);
    await profiles.add({ nimbus: 1, name: 'mine', environment: profile });
    await profiles.use(at.folder, 'mine');
  }
  const asked: Decision[] = [];
  const steps =
    by === undefined
      ? [
          { id: 'plan', tool: 'terraform.plan', input: { directory, ...input } },
          { id: 'apply', tool: 'terraform.apply', input: { directory, plan: '${steps.plan.output.plan}' } },
        ]
      : [{ id: 'apply', tool: by, input: { directory, ...input } }];
  const consent: typeof saysYes = (seen, decisions, signal) => {
    asked.push(...[...decisions].flatMap(([id, decision]) => (id === 'apply' && decision.kind !== 'later' ? [decision] : [])));
    return saysYes(seen, decisions, signal);
  };
  const events = await all(start(at, steps, { consent }));
  expect(events.at(-1)?.event).toMatchObject({ type: 'run-ended' });
  expect(
    asked.map((decision) => [decision.kind, decision.kind === 'confirm' && decision.typed, decision.reasons.find((r) => r.startsWith('production'))]),
  ).toEqual([production === undefined ? ['confirm', undefined, undefined] : ['confirm', typed, `production: ${production}`]]);
}

const cases: readonly Case[] = [
  { what: 'that says nothing of where it acts' },
  { what: 'whose tags say development', changes: [tagged('dev')] },
  { what: 'whose tags say production', changes: [tagged('prod')], production: 'the environment is called prod' },
  {
    what: 'that takes the tag of production away',
    changes: [bucket({ actions: ['update'], before: { tags: { Environment: 'prod' } }, after: { tags: { Environment: 'dev' } } })],
    production: 'the environment is called prod',
  },
  {
    what: 'of which one thing of many is tagged with production',
    changes: [tagged('dev'), tagged('dev'), bucket({ after: { tags_all: { team: 'web', env: 'live' } } })],
    production: 'the environment is called live',
  },
  {
    what: 'that reads what is tagged with production',
    changes: [tagged('dev'), { address: 'data.aws_vpc.main', actions: ['read'], after: { tags: { env: 'prod' } } }],
  },
  { what: 'with production in its variable', variables: { environment: { value: 'production' } }, production: 'the environment is called production' },
  {
    what: 'with production in another of its variables',
    variables: { env: { value: 'acme' }, stage: { value: 'prd' } },
    production: 'the environment is called prd',
  },
  {
    what: 'with a file of variables of production',
    files: ['common.tfvars', 'prod.tfvars'],
    input: { varFiles: ['common.tfvars', 'prod.tfvars'] },
    production: 'the file of variables is called prod.tfvars',
  },
  { what: 'that takes a file of production by itself', files: ['prod.auto.tfvars'], production: 'the file of variables is called prod.auto.tfvars' },
  { what: 'beside a file of production that it does not take', files: ['prod.tfvars'] },
  {
    what: 'to destroy what is tagged with production',
    changes: [bucket({ actions: ['delete'], before: { tags: { Environment: 'prod' } } })],
    by: 'terraform.destroy',
    production: 'the environment is called prod',
    typed: 'aws_s3_bucket.logs',
  },
  {
    what: 'that says development in a folder of production',
    directory: 'envs/prod',
    changes: [tagged('dev')],
    production: 'the directory is called envs/prod',
  },
  { what: 'that says development under a profile of production', changes: [tagged('dev')], profile: 'prod', production: 'the profile mine says so' },
  { what: 'that says production under a profile of development', changes: [tagged('prod')], profile: 'dev', production: 'the environment is called prod' },
];

test.each(cases)('a plan $what is asked about as that', check);

const stateOf = (n: number): string =>
  JSON.stringify({
    version: 4,
    serial: 9,
    lineage: '22222222-2222-4333-8444-555555555555',
    resources: Array.from({ length: n }, (_, i) => ({ mode: 'managed', type: 'aws_vpc', name: `v${i}`, instances: [{}] })),
  });
const s3 = (bucket: string, more: object = {}): string => JSON.stringify({ version: 3, backend: { type: 's3', config: { bucket, key: 'shop', ...more } } });
const ten = Array.from({ length: 10 }, (_, i): ChangeCase => ({ address: `aws_subnet.s[${i}]`, actions: ['create'] }));
const one = ten.slice(0, 1);

interface EmptyCase {
  readonly what: string;
  readonly changes?: readonly ChangeCase[];
  readonly env?: Readonly<Record<string, string>>;
  readonly workspaces?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** All of `infra` was generated here. */
  readonly isWritten?: true;
  /** Why a name is typed; absent: a yes is enough. */
  readonly because?: RegExp;
}

// Whose state is empty makes again all that exists, where it is the wrong state.
test.each<EmptyCase>([
  { what: 'that makes much', because: /was never seen with anything in it: .* \(10 resources\)/ },
  { what: 'that makes a little', changes: one },
  { what: 'that makes much of what was generated here', isWritten: true },
  { what: 'that makes much for a stand-in of AWS', env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:5000' } },
  {
    what: 'that makes much in a server that only looks like one',
    env: { AWS_ENDPOINT_URL: 'http://localhost.example.com' },
    because: /was never seen with anything in it/,
  },
  { what: 'whose state is kept by a stand-in', files: { '.terraform/terraform.tfstate': s3('a', { endpoints: [{ s3: 'http://localhost:9000' }] }) } },
  { what: 'that makes much in a bucket', files: { '.terraform/terraform.tfstate': s3('a') }, because: /was never seen with anything in it/ },
  {
    what: 'beside a local state that was never taken over',
    changes: one,
    isWritten: true,
    files: { '.terraform/terraform.tfstate': s3('a'), 'terraform.tfstate': stateOf(2) },
    because: /terraform\.tfstate in the folder holds 2 resources; the plan makes 1 resource/,
  },
  {
    what: 'in no workspace, where there are others',
    changes: one,
    workspaces: '* default\n  live\n',
    files: { '.terraform/terraform.tfstate': s3('a') },
    because: /there are other workspaces \(live\), and none is selected/,
  },
  {
    what: 'in no workspace, where others hold something',
    changes: one,
    files: { 'terraform.tfstate.d/live/terraform.tfstate': stateOf(3), 'terraform.tfstate.d/old/terraform.tfstate': stateOf(0) },
    because: /there are other workspaces \(live\), and none is selected/,
  },
])('a plan on an empty state $what is asked about as that', async ({ changes = ten, files = {}, isWritten, because, ...more }) => {
  const at = houseOf({ changes, ...more });
  plant(at.folder, { 'infra/main.tf': 'resource "aws_vpc" "main" {}\n', 'infra/.terraform.lock.hcl': '# lock\n' });
  plant(at.folder, Object.fromEntries(Object.entries(files).map(([path, text]) => [`infra/${path}`, text])));
  if (isWritten)
    noteWritten(
      join(at.folder, 'infra'),
      at.workplace(at.folder, new AbortController().signal, () => {}),
    );
  const decision = await askedOfApply(at);
  expect(decision?.kind === 'confirm' && decision.typed !== undefined).toBe(because !== undefined);
  if (because !== undefined) expect(decision?.reasons.join(' · ')).toMatch(because);
});

test('a plan of a folder whose state was in another place is asked about as that', async () => {
  const known = houseOf({ changes: one });
  const infra = (bucket: string) => ({
    'infra/main.tf': 'resource "aws_vpc" "main" {}\n',
    'infra/.terraform.lock.hcl': '# lock\n',
    'infra/.terraform/terraform.tfstate': s3(bucket),
  });
  plant(known.folder, infra('first'));
  known.says('state', stateOf(7));
  expect(await askedOfApply(known)).toMatchObject({ kind: 'confirm', reasons: expect.not.arrayContaining([expect.stringMatching(/empty/)]) });
  known.says('state', stateOf(0));
  plant(known.folder, infra('second'));
  expect((await askedOfApply(known))?.reasons.join(' · ')).toMatch(
    /was in another place when last seen, with 7 resources: s3 bucket first, key shop, workspace default/,
  );
});

const applyOf = (directory: string): readonly DraftStep[] => [
  { id: 'plan', tool: 'terraform.plan', input: { directory } },
  { id: 'apply', tool: 'terraform.apply', input: { directory, plan: '${steps.plan.output.plan}' } },
];

/** What the person is asked of the apply of a plan of `infra`. */
async function askedOfApply(at: ReturnType<typeof houseOf>): Promise<Decision | undefined> {
  let asked: Decision | undefined;
  const consent: typeof saysYes = (seen, decisions, signal) => {
    const decision = decisions.get('apply');
    if (decision?.kind !== 'later') asked = decision;
    return saysYes(seen, decisions, signal);
  };
  await all(start(at, applyOf('infra'), { consent }));
  return asked;
}

const infracost = JSON.stringify({
  currency: 'USD',
  projects: [{ breakdown: { resources: [{ name: 'aws_db_instance.main', monthlyCost: '1234.50' }] } }],
  diffTotalMonthlyCost: '1234.50',
  timeGenerated: '2026-11-02T10:00:00Z',
  summary: {},
});
const database: ChangeCase = {
  address: 'aws_db_instance.main',
  actions: ['create'],
  after: { engine: 'postgres', instance_class: 'db.t3.micro', allocated_storage: 20 },
};

// What infracost says is what the plan costs, to the person, the ceilings and the text of the plan alike.
test.each([
  ['infracost answers', {}, infracost, { monthlyDelta: 1234.5, asOf: '2026-11-02' }, /1234\.5.*more than 1000|1,?23[45]/],
  ['infracost is left alone', { NIMBUS_PRICES: 'offline' }, infracost, { asOf: pricesAsOf }, undefined],
  ['infracost is not signed in', {}, 'No INFRACOST_API_KEY', { asOf: pricesAsOf }, undefined],
])('what a plan costs where %s', async (_what, env, answer, expected, refused) => {
  const at = houseOf({ changes: [database], env });
  at.says('breakdown', answer);
  plant(at.folder, { 'infra/main.tf': 'resource "aws_db_instance" "main" {}\n', 'infra/.terraform.lock.hcl': '# lock\n' });
  const events = await all(start(at, applyOf('infra'), { consent: saysYes }));
  const cost = events.flatMap(({ event }) => (event.type === 'step-previewed' && event.id === 'apply' ? [event.preview.cost] : []))[0];
  expect(cost).toMatchObject(expected);
  const end = events.at(-1)?.event;
  const why = end?.type === 'run-ended' ? (end.failure?.message ?? '') : '';
  if (refused === undefined) expect(why).not.toMatch(/month/);
  else expect(why).toMatch(refused);
});
