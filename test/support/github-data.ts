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
  nextId: number;
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
    nextId: 1000,
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
      `#${one.number} ${one.title} · ${one.state}${one.reason === null ? '' : ` (${one.reason})`} · ${one.labels.join(', ')} · ${one.assignees.join(', ')} · ${one.body}`,
      ...one.comments.map((comment) => `  ${comment.author}: ${comment.body}`),
      ...(one.pull?.reviews ?? []).map((review) => `  ${review.author} ${review.state}: ${review.body}`),
    ]),
  ].join('\n');
