/** What a repository on GitHub holds, as far as a test needs it. */
export interface Data {
  fullName: string;
  private: boolean;
  archived: boolean;
  hasIssues: boolean;
  methods: Record<'merge' | 'squash' | 'rebase', boolean>;
  readonly labels: string[];
  readonly people: string[];
  /** Name → commit. */
  readonly branches: Map<string, string>;
  /** Names of protected branches → the checks they ask for. */
  readonly protection: Map<string, string[]>;
  readonly rules: { type: string; parameters?: object }[];
  readonly issues: Map<number, Issue>;
  /** Commit → its checks. */
  readonly checks: Map<string, { name: string; status: string; conclusion: string | null }[]>;
  readonly statuses: Map<string, { context: string; state: string }[]>;
  /** Commits a branch has that main does not. */
  readonly ahead: Map<string, number>;
  autoMergeAllowed: boolean;
  /** Runs of workflows of GitHub Actions. */
  readonly runs: WorkflowRun[];
  readonly releases: Release[];
  readonly tags: Map<string, Tag>;
  readonly milestones: Milestone[];
  nextId: number;
}

export interface WorkflowRun {
  id: number;
  name: string;
  workflow: number;
  commit: string;
  attempt: number;
  status: string;
  conclusion: string | null;
  startedAt: string;
  jobs: { id: number; name: string; status: string; conclusion: string | null; steps: { name: string; conclusion: string | null }[]; log: string }[];
}

export interface Release {
  id: number;
  tag: string;
  target: string;
  name: string;
  body: string;
  draft: boolean;
  prerelease: boolean;
  author: string;
  files: { name: string; size: number; downloads: number }[];
}

export interface Milestone {
  number: number;
  title: string;
  state: 'open' | 'closed';
  description: string | null;
  due: string | null;
  creator: string;
}

export interface Tag {
  /** Of the tag itself where it is annotated. */
  sha: string;
  commit: string;
  message?: string;
}

export interface Issue {
  number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  reason: string | null;
  author: string;
  labels: string[];
  assignees: string[];
  createdAt: string;
  locked: boolean;
  /** Its number. */
  milestone?: number | undefined;
  readonly comments: Comment[];
  pull?: Pull;
}

export interface Pull {
  base: string;
  head: string;
  draft: boolean;
  merged: string | undefined;
  /** `null`: GitHub is still working it out; then this many looks until it is done. */
  looksUntilKnown: number;
  conflicts: boolean;
  behind: boolean;
  blocked: boolean;
  reviewers: string[];
  teams: string[];
  autoMerge: 'merge' | 'squash' | 'rebase' | undefined;
  readonly reviews: Review[];
  readonly files: string[];
}

export interface Comment {
  id: number;
  author: string;
  body: string;
  createdAt: string;
}

export interface Review {
  id: number;
  author: string;
  body: string;
  state: string;
  commit: string;
  submittedAt: string;
}

const sha = (digit: string): string => digit.repeat(40);

/** A repository with an issue by somebody else (#1), and a pull request from feature/login into main (#2). */
export function sampleData(): Data {
  const issue = (number: number, title: string, more: Partial<Issue> = {}): Issue => ({
    number,
    title,
    body: `About ${title}.`,
    state: 'open',
    reason: null,
    author: 'mona',
    labels: [],
    assignees: [],
    createdAt: '2026-01-01T00:00:00Z',
    locked: false,
    comments: [],
    ...more,
  });
  const pull: Pull = {
    base: 'main',
    head: 'feature/login',
    draft: false,
    merged: undefined,
    looksUntilKnown: 0,
    conflicts: false,
    behind: false,
    blocked: false,
    reviewers: [],
    teams: [],
    autoMerge: undefined,
    reviews: [],
    files: ['src/login.ts'],
  };
  return {
    fullName: 'example/shop',
    private: false,
    archived: false,
    hasIssues: true,
    methods: { merge: true, squash: true, rebase: true },
    labels: ['bug', 'wontfix', 'good first issue'],
    people: ['octo', 'mona', 'anna'],
    branches: new Map([
      ['main', sha('a')],
      ['feature/login', sha('b')],
      ['topic', sha('c')],
      ['same', sha('a')],
    ]),
    protection: new Map(),
    rules: [],
    issues: new Map([
      [1, issue(1, 'Login fails', { labels: ['bug'] })],
      [2, issue(2, 'Add login', { pull })],
    ]),
    checks: new Map([[sha('b'), [{ name: 'build', status: 'completed', conclusion: 'success' }]]]),
    statuses: new Map(),
    ahead: new Map([
      ['feature/login', 2],
      ['topic', 1],
      ['same', 0],
    ]),
    autoMergeAllowed: true,
    runs: [workflowRun(501, sha('c'), 'failure'), workflowRun(500, sha('b'), 'success')],
    releases: [
      {
        id: 70,
        tag: 'v1.0.0',
        target: 'main',
        name: 'First',
        body: 'All of it.',
        draft: false,
        prerelease: false,
        author: 'mona',
        files: [{ name: 'shop.tar.gz', size: 1_200, downloads: 3 }],
      },
    ],
    tags: new Map([
      ['v1.0.0', { sha: sha('a'), commit: sha('a') }],
      ['v1.0.1', { sha: sha('9'), commit: sha('a'), message: 'Fixes the login.\n-----BEGIN PGP SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----\n' }],
    ]),
    milestones: [{ number: 1, title: 'Version 1', state: 'open', description: 'What was promised.', due: '2026-06-30T07:00:00Z', creator: 'mona' }],
    nextId: 1000,
  };
}

/** A run with two jobs, of which the second ended as told. */
function workflowRun(id: number, commit: string, conclusion: 'success' | 'failure'): WorkflowRun {
  const log = ['##[group]Run npm test', 'npm test', '##[endgroup]', 'expected 3, got 4', '##[error]Process completed with exit code 1.'];
  const step = (name: string, ended: string) => ({ name, conclusion: ended });
  return {
    id,
    name: 'CI',
    workflow: 9,
    commit,
    attempt: 1,
    status: 'completed',
    conclusion,
    startedAt: '2026-01-01T00:00:00Z',
    jobs: [
      { id: id * 10, name: 'build', status: 'completed', conclusion: 'success', steps: [step('Build', 'success')], log: 'built\n' },
      {
        id: id * 10 + 1,
        name: 'test',
        status: 'completed',
        conclusion,
        steps: [step('Set up job', 'success'), step('Run npm test', conclusion)],
        log: log.map((line, i) => `2026-01-01T00:00:0${i}.1234567Z ${line}\n`).join(''),
      },
    ],
  };
}

/** A pull request of the data; throws for a number that is none. */
export function pullOf(data: Data, number: number): Issue & { pull: Pull } {
  const found = data.issues.get(number);
  if (found?.pull === undefined) throw new Error(`#${number} is no pull request`);
  return found as Issue & { pull: Pull };
}

/** All of it as text: two that are the same are the same world. */
export const picture = (data: Data): string =>
  [
    ...[...data.branches].map(([name, commit]) => `${name} ${commit.slice(0, 8)}`).sort(),
    ...[...data.issues.values()].flatMap((one) => [
      `#${one.number} ${one.title} · ${one.state}${one.reason === null ? '' : ` (${one.reason})`} · ${one.labels.join(', ')} · ${one.assignees.join(', ')} · ${one.body}${one.milestone === undefined ? '' : ` · milestone ${one.milestone}`}`,
      ...one.comments.map((comment) => `  ${comment.author}: ${comment.body}`),
      ...(one.pull === undefined ? [] : pullPicture(one.pull)),
      ...(one.pull?.reviews ?? []).map((review) => `  ${review.author} ${review.state}: ${review.body}`),
    ]),
    ...data.runs.filter((run) => run.attempt > 1).map((run) => `run ${run.id} attempt ${run.attempt}`),
    ...data.releases.map(
      (one) => `release ${one.tag} ${one.name} · ${one.draft ? 'draft' : 'published'}${one.prerelease ? ' (pre-release)' : ''} · ${one.target} · ${one.body}`,
    ),
    ...data.milestones.map((one) => `milestone ${one.number} ${one.title} · ${one.state} · ${one.due} · ${one.description}`),
    ...[...data.tags].map(([name, { commit }]) => `tag ${name} ${commit.slice(0, 8)}`).sort(),
  ].join('\n');

const pullPicture = ({ base, draft, reviewers, teams, autoMerge }: Pull): readonly string[] => [
  ...(base === 'main' ? [] : [`  into ${base}`]),
  ...(draft ? ['  draft'] : []),
  ...(autoMerge === undefined ? [] : [`  auto-merge ${autoMerge}`]),
  ...(reviewers.length + teams.length === 0 ? [] : [`  asks ${[...reviewers, ...teams].sort().join(', ')}`]),
];
