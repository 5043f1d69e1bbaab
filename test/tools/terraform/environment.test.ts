import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { EnvironmentName } from '../../../src/domain/environment.ts';
import { ok } from '../../../src/domain/failure/failure.ts';
import type { Decision } from '../../../src/domain/plan.ts';
import { profilesIn } from '../../../src/host/profiles.ts';
import type { House } from '../../../src/session/start.ts';
import { terraformTools } from '../../../src/tools/terraform/all.ts';
import { type ChangeCase, documentOf } from '../../domain/terraform/plan.ts';
import { saysYes } from '../../support/drive-tool.ts';
import { all, start, testHouse } from '../../support/house.ts';
import { plant } from '../../support/tree.ts';

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
  /** The name; default: of the workspace. */
  readonly typed?: string;
}

/** A house whose Terraform plans what it is told to, and applies nothing. */
function houseOf({ changes = [bucket({})], variables = {} }: Case): House & { readonly folder: string; readonly data: string } {
  const house = testHouse(terraformTools);
  const said: Record<string, string> = {
    version: '{"terraform_version":"1.11.4","terraform_outdated":false}',
    plan: '{"type":"change_summary","changes":{"add":1,"change":0,"remove":0,"import":0}}',
    show: JSON.stringify(documentOf(changes, { variables })),
    state: '{"version":4,"serial":3,"lineage":"11111111-2222-4333-8444-555555555555","resources":[]}',
  };
  return {
    ...house,
    workplace: (folder, signal, progress) => ({
      ...house.workplace(folder, signal, progress),
      env: { PATH: process.env.PATH },
      exec: async (_program, args) => {
        const out = args.find((arg) => arg.startsWith('-out='))?.slice(5);
        if (out !== undefined) writeFileSync(out, 'plan');
        return ok({ code: 0, stdout: said[args[0] ?? ''] ?? '', stderr: '', truncated: false });
      },
    }),
  };
}

/** A plan and its apply, or a destroy, in one run through the real gate: what the person is asked of the apply. */
async function check(one: Case): Promise<void> {
  const at = houseOf(one);
  const { directory = 'infra', files = [], input = {}, profile, by, production, typed = 'default' } = one;
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
