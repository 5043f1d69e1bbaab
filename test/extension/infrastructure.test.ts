import { describe, expect, test } from 'vitest';
import { isLookOnly } from '../../src/domain/effect.ts';
import { forbidden } from '../../src/domain/failure/kubernetes.ts';
import { effectOfCall } from '../../src/domain/tool.ts';
import { aws } from '../../src/extension/infrastructure/aws.ts';
import { type Act, type Ask, AskFailed, type Branch, plainly } from '../../src/extension/infrastructure/branch.ts';
import { forwards } from '../../src/extension/infrastructure/forwards.ts';
import { git } from '../../src/extension/infrastructure/git.ts';
import { github } from '../../src/extension/infrastructure/github.ts';
import { clusters, healthOf, objectLine } from '../../src/extension/infrastructure/kubernetes.ts';
import { terraform, terraformRoots } from '../../src/extension/infrastructure/terraform.ts';
import { infrastructureCommands } from '../../src/extension/manifest/infrastructure.ts';
import { listNames, tableOf } from '../../src/extension/table/lists.ts';
import { branchOfRow } from '../../src/extension/table/rows.ts';
import { allSpecs } from '../../src/host/specs.ts';
import { makePlan } from '../../src/planner/make.ts';
import type { Forward } from '../../src/tools/kubernetes/forward/forwards.ts';

const specs = allSpecs();

/** What the tools would say; checked against what they promise to say, so that it can't drift from them. */
const answers: Readonly<Record<string, (input: Record<string, unknown>) => unknown>> = {
  'terraform.stateList': () => ({
    directory: 'infra',
    workspace: 'default',
    serial: 3,
    addresses: ['aws_vpc.main', 'data.aws_region.here', 'module.db.aws_db_instance.main', 'module.db.module.sg.aws_security_group.this["a.b"]'],
  }),
  'kubernetes.get': ({ kind, name }) => ({
    kind,
    context: 'kind-dev',
    ...(name === undefined ? {} : { name, offers: { containers: ['web'], ports: [], selector: 'app=web' } }),
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
  'aws.ec2.listSecurityGroups': () => ({ groups: [{ groupId: 'sg-0123456789abcdef0', name: 'web', ingress: [], egress: [] }] }),
  'aws.ec2.listImages': () => ({ images: [{ imageId: 'ami-0123456789abcdef0', name: 'base', createdAt: '2026-01-01T00:00:00Z', architecture: 'arm64' }] }),
  'aws.s3.listObjects': () => ({ bucket: 'logs-example', objects: [{ key: '2026/a.log', bytes: 1_200, modifiedAt: '2026-01-01T00:00:00Z' }], more: false }),
  'aws.iam.listRoles': () => ({ roles: [{ role: 'deploy', arn: 'arn:aws:iam::123456789012:role/deploy', createdAt: '2026-01-01T00:00:00Z' }] }),
  'aws.iam.listUsers': () => ({ users: [{ name: 'ops', arn: 'arn:aws:iam::123456789012:user/ops', createdAt: '2026-01-01T00:00:00Z' }] }),
  'aws.iam.listPolicies': () => ({ policies: [{ name: 'logs', arn: 'arn:aws:iam::123456789012:policy/logs', attachments: 1 }] }),
  'git.status': () => ({
    root: '/w',
    branch: { name: 'main', commit: 'a'.repeat(40), upstreamGone: false, ahead: 1, behind: 0 },
    operation: 'merge',
    worktree: false,
    changed: [
      { path: 'main.tf', unstaged: 'modified' },
      { path: 'done.tf', staged: 'modified' },
      { path: 'both.tf', staged: 'added', unstaged: 'modified' },
    ],
    conflicts: [{ path: 'ours.tf', kind: 'both-changed' }],
    untracked: ['new.txt', 'docs/'],
    ignored: [],
    counts: { staged: 2, unstaged: 2, conflicts: 1, untracked: 2, stashes: 1 },
    clean: false,
    truncated: false,
  }),
  'git.branch': () => ({
    branches: [
      { name: 'main', commit: 'a'.repeat(40), upstream: 'origin/main', subject: 'Add a bucket', current: true },
      { name: 'feature/search', commit: 'b'.repeat(40), subject: 'Search', current: false },
      { name: 'origin/main', commit: 'a'.repeat(40), subject: 'Add a bucket', current: false },
    ],
  }),
  'git.stash': () => ({ stashes: [{ index: 0, commit: 'c'.repeat(40), message: 'half of the search', madeAt: '2026-01-01T00:00:00Z' }], files: [] }),
  'git.log': () => ({
    commits: ['a', 'b'].map((letter, i) => ({
      commit: letter.repeat(40),
      parents: i === 0 ? ['b'.repeat(40)] : [],
      author: { name: 'A. Person', email: 'a@example.com' },
      authoredAt: '2026-01-01T00:00:00Z',
      committer: { name: 'A. Person', email: 'a@example.com' },
      committedAt: '2026-01-01T00:00:00Z',
      refs: i === 0 ? ['main'] : [],
      subject: 'Add a bucket',
      body: '',
    })),
    more: false,
    shallow: false,
  }),
  'git.diff': () => ({ files: [{ path: 'main.tf', change: 'modified', added: 3, removed: 1, binary: false }], patch: '', truncated: false }),
  'github.listChecks': () => ({ checks: [{ name: 'build', status: 'completed', conclusion: 'success', url: 'https://example.com/build' }], passed: true }),
  'helm.history': () => ({
    release: 'shop',
    revisions: [
      { revision: 1, status: 'superseded', chart: 'shop-1.1.0', updated: '2026-01-01T00:00:00Z', description: 'Install complete' },
      { revision: 2, status: 'deployed', chart: 'shop-1.2.0', updated: '2026-01-02T00:00:00Z', description: 'Upgrade complete' },
    ],
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

const openForward: Forward = {
  ...{ id: 'forward-1', name: 'Service/shop/web', namespace: 'shop', context: 'kind-dev', localPort: 8080, url: 'http://127.0.0.1:8080', since: 0 },
  asked: { kind: 'service', name: 'web', remotePort: 80 },
  pod: () => 'web-1',
  remotePort: () => 8080,
  connections: () => 0,
  problem: () => 'its pod is gone',
};

const roots = (): readonly Branch[] =>
  [
    terraform('t', ['infra/main.tf', 'modules/db/main.tf', 'README.md']),
    clusters('k', [{ name: 'kind-dev', isCurrent: true }]),
    forwards(
      'p',
      () => [openForward],
      () => openForward.since,
    ),
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
              web-1  (0/1 · CrashLoopBackOff)
          Stateful Sets
            No stateful sets in shop
          Daemon Sets
            No daemon sets in shop
          Pods
            web-1  (0/1 · CrashLoopBackOff)
          Jobs
            No jobs in shop
          Cron Jobs
            No cron jobs in shop
          Services
            No services in shop
          Ingresses
            No ingresses in shop
          Config Maps
            No config maps in shop
          Helm Releases
            shop  (revision 3 · shop-1.2.0)
              Revision 2  (deployed · shop-1.2.0 · Upgrade complete)
              Revision 1  (superseded · shop-1.1.0 · Install complete)
    Port Forwards  (1)
      127.0.0.1:8080  (broken: its pod is gone · Service/shop/web:80 · just now)
    AWS  (staging)
      Account 123456789012  (deploy)
      EC2 Instances
        web  (running · t3.micro · i-0123456789abcdef0)
        i-0123456789abcdef1  (stopped · t3.micro)
      Security Groups
      Machine Images
      S3 Buckets
        logs-example  (eu-central-1)
      RDS Databases
        main  (available)
      EKS Clusters
        shop
      IAM Roles
        deploy
      IAM Users
      IAM Policies
    Git
      main  (1 ahead · merge)
      ours.tf  (conflict: both-changed)
      main.tf  (changed)
      done.tf  (staged: modified)
      both.tf  (staged: added, and changed since)
      new.txt  (new)
      docs/  (new)
      Branches
        main  (current · origin/main · Add a bucket)
        feature/search  (Search)
        origin/main  (Add a bucket)
      1 stashed
        half of the search  (stash 0)
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

/** Offered above a file, or where something could not be asked. */
const elsewhere = new Set(['nimbus.infrastructure.explain', 'nimbus.kubernetes.diff', 'nimbus.kubernetes.apply', 'nimbus.helm.template', 'nimbus.helm.lint']);

/** The rows of a table are lines too: the same things can be done with them. */
async function rowsOf(branch: Branch): Promise<readonly Branch[]> {
  const tables = Object.values(branch.actions ?? {}).filter((act) => 'table' in act);
  const below = await Promise.all(
    tables.map(async ({ tool, input }) => {
      const output = await ask(tool, input);
      const spec = specs.get(tool);
      if (spec === undefined) return [];
      const [first] = listNames(spec, output);
      const { records } = tableOf(spec, output, first?.id ?? '');
      return records.flatMap((record) => branchOfRow({ tool, list: first?.id ?? '', input }, record, output) ?? []);
    }),
  );
  return below.flat();
}

describe('every action of the menus', async () => {
  const lines = (await all()).map(({ branch }) => branch);
  const rows = (await Promise.all(lines.map(rowsOf))).flat();
  const acts = [...lines, ...rows, ...(await Promise.all(rows.map(rowsOf))).flat()].flatMap(
    (branch) => Object.entries(branch.actions ?? {}) as [string, Act][],
  );
  test('is offered by some line', () => {
    const offered = new Set(acts.map(([action]) => action));
    expect(Object.keys(infrastructureCommands).filter((action) => !offered.has(action) && !elsewhere.has(action))).toEqual([]);
  });
  test('makes a plan that can be run, or asks a tool that only looks', () => {
    for (const [action, act] of acts) {
      if ('do' in act) continue;
      if ('link' in act) {
        expect(act.link).toMatch(/^https:|^http:\/\/127\.0\.0\.1:/);
        continue;
      }
      if ('show' in act || 'table' in act) {
        const spec = specs.get(act.tool);
        const parsed = spec?.input.safeParse(act.input);
        expect(parsed?.error?.message, `${action}: ${act.tool}`).toBeUndefined();
        expect(spec !== undefined && isLookOnly(effectOfCall(spec, parsed?.data)), `${action}: ${act.tool} only looks`).toBe(true);
        continue;
      }
      if (!('plan' in act || 'question' in act || 'questions' in act)) continue;
      for (const { plan, steps } of plansOf(act)) {
        const made = makePlan({ goal: plan, steps }, specs);
        expect(made.ok ? 'fine' : made.failure.message, `${action}: ${plan}`).toBe('fine');
      }
    }
  });
});

/** With each choice taken once, and with all that may be left empty left empty and said. */
function plansOf(act: Extract<Act, { plan: string } | { question: string } | { questions: unknown }>) {
  if ('plan' in act) return [act];
  if ('question' in act) return [act.make('3')];
  const most = Math.max(...act.questions.map(({ options = [] }) => options.length), 1);
  const said = ({ id, value, place, options }: (typeof act.questions)[number], i: number): string =>
    options?.[i % options.length]?.value ?? value ?? (place === 'folder' ? 'site' : place === 'file' ? 'site/index.html' : (texts[id] ?? 'text'));
  const all = Array.from({ length: most }, (_, i) => Object.fromEntries(act.questions.map((question) => [question.id, said(question, i)])));
  const least = Object.fromEntries(act.questions.flatMap((question) => (question.optional ? [] : [[question.id, said(question, 0)]])));
  return [...all, least].map((answers) => act.planOf(answers));
}

/** What people would answer where not any text will do. */
const texts: Readonly<Record<string, string>> = {
  region: 'eu-central-1',
  bucket: 'logs-example',
  chart: 'charts/shop',
  version: '1.2.3',
  valuesFile: 'values/staging.yaml, values/secret.yaml',
  trusts: 'lambda.amazonaws.com',
  policy: 'ReadOnlyAccess',
  policies: 'ReadOnlyAccess, arn:aws:iam::123456789012:policy/logs',
};

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

describe('of a cluster', () => {
  const only = clusters('k', [{ name: 'kind-dev', isCurrent: true, namespace: 'shop' }]);
  const below = async (branch: Branch | undefined, asked: Ask): Promise<readonly Branch[]> => (await branch?.children?.(asked)) ?? [];
  const open = async (asked: Ask, ...labels: readonly string[]): Promise<readonly Branch[]> => {
    let lines = await below(only, asked);
    for (const label of labels)
      lines = await below(
        lines.find((line) => line.label === label),
        asked,
      );
    return lines;
  };
  const pods =
    (count: number): Ask =>
    async (tool, input) => {
      const answer = (await ask(tool, input)) as { columns: string[]; objects: object[] };
      if (input.kind !== 'pod') return answer;
      return {
        ...answer,
        objects: Array.from({ length: count }, (_, i) => ({
          kind: 'pod',
          name: `web-${i}`,
          namespace: 'shop',
          status: 'Running',
          cells: [`web-${i}`, '1/1', 'Running'],
        })),
      };
    };

  test('who may not list namespaces still gets to the one of the context', async () => {
    const refusing: Ask = async (tool, input) => {
      if (input.kind === 'namespace') throw new AskFailed(forbidden('namespaces is forbidden'));
      return ask(tool, input);
    };
    expect((await open(refusing, 'kind-dev')).map(({ label, description }) => `${label} (${description})`)).toEqual([
      'shop (of this context; others may not be listed)',
    ]);
    expect((await open(refusing, 'kind-dev', 'shop', 'Deployments')).map(({ label }) => label)).toEqual(['web']);
  });
  test('what else goes wrong is told', async () => {
    const gone: Ask = async () => {
      throw new AskFailed({ ...forbidden('gone'), code: 'kubernetes/unreachable' });
    };
    await expect(open(gone, 'kind-dev')).rejects.toThrow(AskFailed);
  });
  test('thousands of pods are a table; the tree shows the first of them', async () => {
    const lines = await open(pods(5_000), 'kind-dev', 'shop', 'Pods');
    expect(lines).toHaveLength(251);
    expect(lines.at(-1)).toMatchObject({
      label: '4,750 more',
      click: 'nimbus.table.of',
      actions: { 'nimbus.table.of': { table: 'Pods in shop', tool: 'kubernetes.get', input: { kind: 'pod', namespace: 'shop', context: 'kind-dev' } } },
    });
    expect(await open(pods(250), 'kind-dev', 'shop', 'Pods')).toHaveLength(250);
  });
  test('every plan and question says in which namespace of which context', async () => {
    const lines = [
      ...(await open(ask, 'kind-dev', 'shop', 'Deployments')),
      ...(await open(ask, 'kind-dev', 'shop', 'Pods')),
      ...(await open(ask, 'kind-dev', 'shop', 'Helm Releases')),
    ];
    const acts = lines.flatMap((line) => Object.values(line.actions ?? {}));
    const said = acts.flatMap((act) => [
      ...('question' in act ? [act.question] : []),
      ...('plan' in act || 'question' in act || 'questions' in act ? plansOf(act).map(({ plan }) => plan) : []),
    ]);
    expect(said.length).toBeGreaterThan(9);
    expect(said.filter((text) => !text.includes('shop (context kind-dev)'))).toEqual([]);
  });
});

test('what comes from servers is never formatted, linked or fetched in a tooltip', () => {
  const bad = '![x](https://example.com/pixel.png) <img src=x> **bold** [go](command:x) `code` &lt; a_b';
  const text = plainly(bad);
  expect(text.replaceAll('\\', '')).toBe(bad);
  expect(text.match(/(?<!\\)[`*_{}[\]()<>!&|~]/g)).toBeNull();
  const line = objectLine('x', { kind: 'pod', namespace: 'shop', context: bad }, { name: 'web', cells: [bad] }, [bad]);
  expect(line.tooltip?.replaceAll('**', '').match(/(?<!\\)[`*_{}[\]()<>!&|~]/g)).toBeNull();
});
