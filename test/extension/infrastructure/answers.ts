import { expect } from 'vitest';
import type { Act, Ask } from '../../../src/extension/infrastructure/branch.ts';
import { allSpecs } from '../../../src/host/specs.ts';

export const specs = allSpecs();

/** What the tools would say; checked against what they promise to say, so that it can't drift from them. */
const answers: Readonly<Record<string, (input: Record<string, unknown>) => unknown>> = {
  'terraform.stateList': ({ workspace = 'default' }) => ({
    directory: 'infra',
    workspace,
    serial: 3,
    addresses:
      workspace === 'staging'
        ? ['aws_vpc.main']
        : ['aws_vpc.main', 'data.aws_region.here', 'module.db.aws_db_instance.main', 'module.db.module.sg.aws_security_group.this["a.b"]'],
  }),
  'terraform.workspace': () => ({ workspaces: ['default', 'staging'], selected: 'default' }),
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
            : kind === 'node'
              ? [
                  { kind: 'Node', name: 'node-1', status: 'Ready', cells: ['node-1', 'Ready'] },
                  { kind: 'Node', name: 'node-2', status: 'Ready,SchedulingDisabled', cells: ['node-2', 'Ready,SchedulingDisabled'] },
                  { kind: 'Node', name: 'node-3', status: 'NotReady', cells: ['node-3', 'NotReady'] },
                ]
              : kind === 'cronjob'
                ? [{ kind, name: 'nightly', namespace: 'shop', cells: ['nightly', '0 3 * * *'] }]
                : [],
    truncated: false,
  }),
  'kubernetes.top': ({ kind }) => ({
    context: 'kind-dev',
    usage: [
      kind === 'node'
        ? { name: 'node-1', cpu: '500m', memory: '2Gi', cpuMillicores: 500, memoryBytes: 2 ** 31, cpuPercent: 12, memoryPercent: 25 }
        : { name: 'web-1', namespace: 'shop', cpu: '250m', memory: '64Mi', cpuMillicores: 250, memoryBytes: 2 ** 26 },
    ],
  }),
  'helm.repo': () => ({ repositories: [{ name: 'example', url: 'https://charts.example.com' }] }),
  'helm.search': () => ({ charts: [{ name: 'example/web', version: '1.1.0', appVersion: '1.26', description: 'A web server' }] }),
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
  'aws.s3.listVersions': () => ({
    bucket: 'logs-example',
    versions: [
      { key: 'a.log', versionId: 'v3', latest: true, deleted: true, bytes: 0, modifiedAt: '2026-01-03T00:00:00Z' },
      { key: 'a.log', versionId: 'v2', latest: false, deleted: false, bytes: 1_200, modifiedAt: '2026-01-02T00:00:00Z' },
    ],
  }),
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
  'git.tag': () => ({
    tags: [{ name: 'v1.0.0', commit: 'a'.repeat(40), object: 'a'.repeat(40), annotated: false, subject: 'Add a bucket', madeAt: '2026-01-01T00:00:00Z' }],
    more: false,
  }),
  'git.remote': () => ({ remotes: [{ name: 'origin', url: 'https://example.com/team/app.git' }] }),
  'git.blame': () => ({
    parts: [{ line: 1, lines: 3, commit: 'a'.repeat(40), author: 'A. Person', authoredAt: '2026-01-01T00:00:00Z', subject: 'Add a bucket' }],
    lines: 3,
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
      {
        number: 9,
        title: 'Try it',
        state: 'draft',
        author: 'octocat',
        base: 'main',
        head: 'try',
        draft: true,
        labels: ['bug'],
        url: 'https://github.com/example/shop/pull/9',
      },
    ],
    complete: true,
  }),
  'github.listMilestones': () => ({
    milestones: [
      {
        ...{ title: 'Version 2', number: 2, state: 'open', due: '2026-12-24', open: 3, closed: 1, description: '' },
        url: 'https://github.com/example/shop/milestone/2',
      },
    ],
    complete: true,
  }),
  'github.listReleases': () => ({
    releases: [
      {
        tag: 'v1.1.0',
        title: 'Second',
        state: 'draft',
        author: 'octocat',
        url: 'https://github.com/example/shop/releases/tag/v1.1.0',
      },
      {
        tag: 'v1.0.0',
        title: 'First',
        state: 'release',
        author: 'octocat',
        published: '2026-01-01T00:00:00Z',
        url: 'https://github.com/example/shop/releases/tag/v1.0.0',
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

/** Answers as the tools would, and fails a test that asks for what no tool takes. */
export const ask: Ask = async (tool, input) => {
  const spec = specs.get(tool);
  expect(spec?.input.safeParse(input).error?.message, `${tool} ${JSON.stringify(input)}`).toBeUndefined();
  const answer = answers[tool]?.(input);
  // A spec whose adapter is not there may still grow fields.
  if (answer === undefined) throw new Error(`nobody answers ${tool}`);
  expect(spec?.output.safeParse(answer).error?.message, tool).toBeUndefined();
  return answer;
};

/** With each choice taken once, and with all that may be left empty left empty and said. */
export function plansOf(act: Extract<Act, { plan: string } | { question: string } | { questions: unknown }>) {
  if ('plan' in act) return [act];
  if ('question' in act) return [act.make('3')];
  const most = Math.max(...act.questions.map(({ options = [] }) => options.length), 1);
  const said = ({ id, value, place, options }: (typeof act.questions)[number], i: number): string =>
    options?.[i % options.length]?.value ?? value ?? (place === 'folder' ? 'site' : place === 'file' ? 'site/index.html' : (texts[id] ?? 'text'));
  const all = Array.from({ length: most }, (_, i) => Object.fromEntries(act.questions.map((question) => [question.id, said(question, i)])));
  const least = Object.fromEntries(act.questions.flatMap((question) => (question.optional ? [] : [[question.id, said(question, 0)]])));
  // Only what is asked, after what was answered before it, is answered.
  const asked = (answers: Readonly<Record<string, string>>) => {
    const kept: Record<string, string> = {};
    for (const { id, when } of act.questions) if (when?.(kept) !== false && answers[id] !== undefined) kept[id] = answers[id];
    return kept;
  };
  return [...all, least].map((answers) => act.planOf(asked(answers)));
}

/** What people would answer where not any text will do. */
const texts: Readonly<Record<string, string>> = {
  address: 'aws_s3_bucket.logs',
  region: 'eu-central-1',
  url: 'https://charts.example.com',
  bucket: 'logs-example',
  chart: 'charts/shop',
  version: '1.2.3',
  valuesFile: 'values/staging.yaml, values/secret.yaml',
  trusts: 'lambda.amazonaws.com',
  policy: 'ReadOnlyAccess',
  due: '2026-12-24',
  policies: 'ReadOnlyAccess, arn:aws:iam::123456789012:policy/logs',
};
