import { describe, expect, test } from 'vitest';
import { isLookOnly } from '../../src/domain/effect.ts';
import { effectOfCall } from '../../src/domain/tool.ts';
import { aws } from '../../src/extension/infrastructure/aws.ts';
import type { Act, Ask, Branch } from '../../src/extension/infrastructure/branch.ts';
import { git } from '../../src/extension/infrastructure/git.ts';
import { github } from '../../src/extension/infrastructure/github.ts';
import { clusters, healthOf } from '../../src/extension/infrastructure/kubernetes.ts';
import { terraform, terraformRoots } from '../../src/extension/infrastructure/terraform.ts';
import { infrastructureCommands } from '../../src/extension/manifest/infrastructure.ts';
import { allSpecs } from '../../src/host/specs.ts';
import { makePlan } from '../../src/planner/make.ts';

const specs = allSpecs();

/** What the tools would say; checked against what they promise to say, so that it can't drift from them. */
const answers: Readonly<Record<string, (input: Record<string, unknown>) => unknown>> = {
  'terraform.stateList': () => ({
    directory: 'infra',
    workspace: 'default',
    serial: 3,
    addresses: ['aws_vpc.main', 'data.aws_region.here', 'module.db.aws_db_instance.main', 'module.db.module.sg.aws_security_group.this["a.b"]'],
  }),
  'kubernetes.get': ({ kind }) => ({
    kind,
    context: 'kind-dev',
    columns: kind === 'deployment' ? ['Name', 'Ready', 'Age'] : kind === 'pod' ? ['Name', 'Ready', 'Status'] : ['Name', 'Status'],
    objects:
      kind === 'namespace'
        ? [{ kind, name: 'shop', status: 'Active', cells: ['shop', 'Active'] }]
        : kind === 'deployment'
          ? [{ kind, name: 'web', namespace: 'shop', cells: ['web', '1/3', '2d'] }]
          : kind === 'pod'
            ? [{ kind, name: 'web-1', namespace: 'shop', status: 'CrashLoopBackOff', cells: ['web-1', '0/1', 'CrashLoopBackOff'] }]
            : [],
    truncated: false,
  }),
  'helm.list': () => ({
    releases: [{ name: 'shop', namespace: 'shop', revision: 3, status: 'deployed', chart: 'shop-1.2.0', updated: '2026-01-01T00:00:00Z', appVersion: '1.0' }],
  }),
  'aws.sts.getIdentity': () => ({ account: '123456789012', arn: 'arn:aws:iam::123456789012:user/deploy', userId: 'AIDA' }),
  'aws.ec2.listInstances': () => ({
    instances: [
      { instanceId: 'i-0123456789abcdef0', name: 'web', state: 'running', type: 't3.micro', zone: 'eu-central-1a' },
      { instanceId: 'i-0123456789abcdef1', state: 'stopped', type: 't3.micro', zone: 'eu-central-1a' },
    ],
  }),
  'aws.s3.listBuckets': () => ({ buckets: [{ bucket: 'logs-example', region: 'eu-central-1', createdAt: '2026-01-01T00:00:00Z' }] }),
  'aws.rds.listInstances': () => ({ instances: [{ instance: 'main', engine: 'postgres', version: '17', status: 'available', class: 'db.t4g.micro' }] }),
  'aws.eks.listClusters': () => ({ clusters: ['shop'] }),
  'git.status': () => ({
    root: '/w',
    branch: { name: 'main', commit: 'a'.repeat(40), upstream: 'origin/main', upstreamGone: false, ahead: 1, behind: 0 },
    worktree: false,
    changed: [],
    conflicts: [],
    untracked: ['new.txt'],
    ignored: [],
    counts: { staged: 0, unstaged: 0, conflicts: 0, untracked: 1, stashes: 2 },
    clean: false,
    truncated: false,
  }),
  'github.listPullRequests': () => ({
    pullRequests: [
      {
        number: 7,
        title: 'Add a bucket',
        state: 'open',
        author: 'octocat',
        base: 'main',
        head: 'bucket',
        draft: false,
        labels: [],
        url: 'https://github.com/example/shop/pull/7',
      },
    ],
    complete: true,
  }),
  'github.listIssues': () => ({
    issues: [
      { number: 8, title: 'It is slow', state: 'open', author: 'octocat', labels: ['bug'], assignees: [], url: 'https://github.com/example/shop/issues/8' },
    ],
    complete: true,
  }),
};

const ask: Ask = async (tool, input) => {
  const spec = specs.get(tool);
  expect(spec?.input.safeParse(input).error?.message, `${tool} ${JSON.stringify(input)}`).toBeUndefined();
  const answer = answers[tool]?.(input);
  // A spec whose adapter is not there may still grow fields.
  if (answer === undefined) throw new Error(`nobody answers ${tool}`);
  expect(spec?.output.safeParse(answer).error?.message, tool).toBeUndefined();
  return answer;
};

const roots = (): readonly Branch[] =>
  [
    terraform('t', ['infra/main.tf', 'modules/db/main.tf', 'README.md']),
    clusters('k', [{ name: 'kind-dev', isCurrent: true }]),
    aws('a', 'staging'),
    git('g'),
    github('h'),
  ].filter((root) => root !== undefined);

/** The whole tree as lines, and every line of it. */
async function walk(branch: Branch, depth = 0): Promise<readonly { readonly branch: Branch; readonly text: string }[]> {
  const below = (await branch.children?.(ask)) ?? [];
  const text = `${'  '.repeat(depth)}${branch.label}${branch.description ? `  (${branch.description})` : ''}`;
  return [{ branch, text }, ...(await Promise.all(below.map((child) => walk(child, depth + 1)))).flat()];
}
const all = async () => (await Promise.all(roots().map((root) => walk(root)))).flat();

test('the tree, line by line', async () => {
  expect((await all()).map((line) => line.text).join('\n')).toMatchInlineSnapshot(`
    "Terraform  (infra)
      infra
        aws_vpc.main
        data.aws_region.here
        module.db  (2)
          aws_db_instance.main
          aws_security_group.this["a.b"]
    Clusters  (kind-dev)
      kind-dev  (current)
        shop
          Deployments
            web  (1/3)
          Stateful Sets
          Daemon Sets
          Cron Jobs
          Jobs
          Services
          Ingresses
          Config Maps
          Pods
            web-1  (0/1 · CrashLoopBackOff)
          Helm Releases
            shop  (revision 3 · shop-1.2.0)
    AWS  (staging)
      Account 123456789012  (deploy)
      EC2 Instances
        web  (running · t3.micro · i-0123456789abcdef0)
        i-0123456789abcdef1  (stopped · t3.micro)
      S3 Buckets
        logs-example  (eu-central-1)
      RDS Databases
        main  (available)
      EKS Clusters
        shop
    Git
      main  (1 ahead · origin/main)
      new.txt  (new)
      2 stashed
    GitHub
      Pull Requests
        #7 Add a bucket  (octocat · bucket → main)
      Issues
        #8 It is slow  (octocat · bug)"
  `);
});

test('every line has an id of its own, and a click does something it can', async () => {
  const lines = (await all()).map((line) => line.branch);
  expect(new Set(lines.map((line) => line.id)).size).toBe(lines.length);
  expect(lines.filter((line) => line.click !== undefined && line.actions?.[line.click] === undefined).map((line) => line.id)).toEqual([]);
});

/** Offered above a file. */
const byLens = new Set(['nimbus.kubernetes.diff', 'nimbus.kubernetes.apply']);

describe('every action of the menus', async () => {
  const acts = (await all()).flatMap(({ branch }) => Object.entries(branch.actions ?? {}) as [string, Act][]);
  test('is offered by some line', () => {
    const offered = new Set(acts.map(([action]) => action));
    expect(Object.keys(infrastructureCommands).filter((action) => !offered.has(action) && !byLens.has(action))).toEqual([]);
  });
  test('makes a plan that can be run, or asks a tool that only looks', () => {
    for (const [action, act] of acts) {
      if ('link' in act) {
        expect(act.link).toMatch(/^https:/);
        continue;
      }
      if ('show' in act) {
        const spec = specs.get(act.tool);
        const parsed = spec?.input.safeParse(act.input);
        expect(parsed?.error?.message, `${action}: ${act.tool}`).toBeUndefined();
        expect(spec !== undefined && isLookOnly(effectOfCall(spec, parsed?.data)), `${action}: ${act.tool} only looks`).toBe(true);
        continue;
      }
      const { plan, steps } = 'question' in act ? act.make('3') : act;
      const made = makePlan({ goal: plan, steps }, specs);
      expect(made.ok ? 'fine' : made.failure.message, `${action}: ${plan}`).toBe('fine');
    }
  });
});

test.each([
  ['Running', '1/1', 'pass'],
  ['CrashLoopBackOff', '0/1', 'error'],
  ['ImagePullBackOff', '0/1', 'error'],
  ['Pending', '0/1', 'loading'],
  [undefined, '1/3', 'warning'],
  [undefined, '3/3', 'pass'],
  ['Completed', '0/1', 'pass'],
  [undefined, undefined, 'symbol-object'],
])('%s %s looks like %s', (status, ready, icon) => expect(healthOf(status, ready).icon).toBe(icon));

test('modules are no roots', () => {
  expect(terraformRoots(['a/main.tf', 'a/modules/x/main.tf', 'modules/y/main.tf', 'main.tf', 'a/b.tf'])).toEqual(['.', 'a']);
});
