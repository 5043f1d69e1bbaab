import { type Data, type Issue, pullOf } from './github-data.ts';
import { milestone, moreRoutes, outside } from './github-more-routes.ts';

/** A request as it arrived. */
export interface Asked {
  readonly method: string;
  /** Decoded, below the base address. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly me: string;
  /** The server's clock, ISO, whole seconds. */
  readonly now: string;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How a GitHub that holds `data` answers: the shapes are those of its OpenAPI document, which a test checks. */
export function answerTo(data: Data, asked: Asked, base: string): Answer {
  const { method, path } = asked;
  if (`${method} ${path}` === 'GET /user') return { status: 200, body: { ...user(asked.me, base), ...privateUser } };
  const elsewhere = outside(data, asked);
  if (elsewhere !== undefined) return elsewhere;
  const under = `/repos/${data.fullName}`;
  if (path.toLowerCase() !== under.toLowerCase() && !path.toLowerCase().startsWith(`${under.toLowerCase()}/`)) return missing;
  const rest = path.slice(under.length);
  for (const [route, answer] of [...routes, ...moreRoutes]) {
    const [verb, pattern = ''] = route.split(' ');
    const found = verb === method ? new RegExp(`^${pattern}$`).exec(rest) : null;
    if (found !== null) return answer(data, asked, found.slice(1), base);
  }
  return missing;
}

export const missing: Answer = { status: 404, body: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' } };
export const invalid = (message: string, errors: readonly unknown[] = []): Answer => ({
  status: 422,
  body: { message, errors, documentation_url: 'https://docs.github.com/rest', status: '422' },
});

export type Route = (data: Data, asked: Asked, found: readonly string[], base: string) => Answer;

const routes: readonly (readonly [string, Route])[] = [
  ['GET ', (data, _asked, _found, base) => ({ status: 200, body: repository(data, base) })],
  [
    'GET /labels',
    (data, { query }, _f, base) =>
      page(
        data.labels.map((name) => label(name, base)),
        query,
      ),
  ],
  ['GET /assignees/([^/]+)', (data, _a, [who = '']) => (data.people.includes(who) ? { status: 204 } : missing)],
  ['GET /branches/(.+)', (data, _a, [name = ''], base) => (data.branches.has(name) ? { status: 200, body: branch(data, name, base) } : missing)],
  ['GET /rules/branches/(.+)', (data, { query }) => page(data.rules, query)],
  [
    'GET /compare/(.+)\\.\\.\\.(?:[^:]+:)?(.+)',
    (data, _a, [from = '', to = ''], base) => (data.branches.has(from) && data.branches.has(to) ? { status: 200, body: comparison(data, to, base) } : missing),
  ],
  ['DELETE /git/refs/heads/(.+)', (data, _a, [name = '']) => (data.branches.delete(name) ? { status: 204 } : invalid('Reference does not exist'))],
  ['GET /commits/(.+)/check-runs', (data, _a, [ref = ''], base) => checkRuns(data, ref, base)],
  ['GET /commits/(.+)/status', (data, _a, [ref = ''], base) => status(data, ref, base)],
  [
    'GET /issues',
    (data, { query }, _f, base) =>
      page(
        issues(data, query).map((one) => issue(data, one, base)),
        query,
      ),
  ],
  ['POST /issues', (data, asked, _f, base) => ({ status: 201, body: issue(data, addIssue(data, asked), base) })],
  ['GET /issues/(\\d+)', (data, _a, [n], base) => withIssue(data, n, (one) => ({ status: 200, body: issue(data, one, base) }))],
  ['PATCH /issues/(\\d+)', (data, { body }, [n], base) => withIssue(data, n, (one) => ({ status: 200, body: issue(data, edited(one, body), base) }))],
  [
    'GET /issues/(\\d+)/comments',
    (data, { query }, [n], base) =>
      withIssue(data, n, (one) =>
        page(
          one.comments.filter((c) => c.createdAt >= (query.get('since') ?? '')).map((c) => comment(one, c, base)),
          query,
        ),
      ),
  ],
  [
    'POST /issues/(\\d+)/comments',
    (data, { body, me, now }, [n], base) =>
      withIssue(data, n, (one) => {
        const made = { id: data.nextId++, author: me, body: String(body.body), createdAt: now };
        one.comments.push(made);
        return { status: 201, body: comment(one, made, base) };
      }),
  ],
  ['GET /issues/comments/(\\d+)', (data, _a, [id], base) => withComment(data, id, (one, c) => ({ status: 200, body: comment(one, c, base) }))],
  [
    'DELETE /issues/comments/(\\d+)',
    (data, _a, [id]) =>
      withComment(data, id, (one, c) => {
        one.comments.splice(one.comments.indexOf(c), 1);
        return { status: 204 };
      }),
  ],
  [
    'POST /issues/(\\d+)/labels',
    (data, { body }, [n], base) =>
      withIssue(data, n, (one) => {
        one.labels.push(...(body.labels as string[]));
        return { status: 200, body: one.labels.map((name) => label(name, base)) };
      }),
  ],
  [
    'GET /pulls',
    (data, { query }, _f, base) =>
      page(
        pulls(data, query).map((one) => pull(data, one, base, false)),
        query,
      ),
  ],
  ['POST /pulls', (data, asked, _f, base) => addPull(data, asked, base)],
  ['GET /pulls/(\\d+)', (data, _a, [n], base) => withPull(data, n, (one) => ({ status: 200, body: pull(data, one, base, true) }))],
  ['PATCH /pulls/(\\d+)', (data, { body }, [n], base) => withPull(data, n, (one) => ({ status: 200, body: pull(data, edited(one, body), base, true) }))],
  [
    'GET /pulls/(\\d+)/files',
    (data, { query }, [n], base) =>
      withPull(data, n, (one) =>
        page(
          pullOf(data, one.number).pull.files.map((f) => file(f, base)),
          query,
        ),
      ),
  ],
  ['PUT /pulls/(\\d+)/merge', (data, { body }, [n]) => withPull(data, n, (one) => merge(data, one, body))],
  [
    'POST /pulls/(\\d+)/requested_reviewers',
    (data, { body }, [n], base) =>
      withPull(data, n, (one) => {
        const wanted = (body.reviewers as string[] | undefined) ?? [];
        if (wanted.some((who) => !data.people.includes(who)))
          return invalid(
            'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the example/shop repository.',
          );
        pullOf(data, one.number).pull.reviewers.push(...wanted);
        pullOf(data, one.number).pull.teams.push(...((body.team_reviewers as string[] | undefined) ?? []));
        return { status: 201, body: pull(data, one, base, false) };
      }),
  ],
  [
    'GET /pulls/(\\d+)/reviews',
    (data, { query }, [n], base) =>
      withPull(data, n, (one) =>
        page(
          pullOf(data, one.number).pull.reviews.map((r) => review(one, r, base)),
          query,
        ),
      ),
  ],
  [
    'POST /pulls/(\\d+)/reviews',
    (data, { body, me, now }, [n], base) =>
      withPull(data, n, (one) => {
        const state = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED', COMMENT: 'COMMENTED' }[String(body.event)] ?? 'PENDING';
        const made = { id: data.nextId++, author: me, body: String(body.body ?? ''), state, commit: String(body.commit_id), submittedAt: now };
        pullOf(data, one.number).pull.reviews.push(made);
        return { status: 200, body: review(one, made, base) };
      }),
  ],
  ['GET /pulls/(\\d+)/reviews/(\\d+)', (data, _a, [n, id], base) => withReview(data, n, id, (one, r) => ({ status: 200, body: review(one, r, base) }))],
  [
    'PUT /pulls/(\\d+)/reviews/(\\d+)/dismissals',
    (data, _a, [n, id], base) =>
      withReview(data, n, id, (one, r) => {
        r.state = 'DISMISSED';
        return { status: 200, body: review(one, r, base) };
      }),
  ],
];

export function page(items: readonly unknown[], query: URLSearchParams): Answer {
  const size = Number(query.get('per_page') ?? 30);
  const from = (Number(query.get('page') ?? 1) - 1) * size;
  return { status: 200, body: items.slice(from, from + size) };
}

const withIssue = (data: Data, n: string | undefined, then: (one: Issue) => Answer): Answer => {
  const found = data.issues.get(Number(n));
  return found === undefined ? missing : then(found);
};
const withPull = (data: Data, n: string | undefined, then: (one: Issue) => Answer): Answer =>
  withIssue(data, n, (one) => (one.pull === undefined ? missing : then(one)));

function withComment(data: Data, id: string | undefined, then: (one: Issue, comment: Issue['comments'][number]) => Answer): Answer {
  for (const one of data.issues.values()) for (const c of one.comments) if (c.id === Number(id)) return then(one, c);
  return missing;
}

function withReview(
  data: Data,
  n: string | undefined,
  id: string | undefined,
  then: (one: Issue, r: ReturnType<typeof pullOf>['pull']['reviews'][number]) => Answer,
): Answer {
  return withPull(data, n, (one) => {
    const found = pullOf(data, one.number).pull.reviews.find((r) => r.id === Number(id));
    return found === undefined ? missing : then(one, found);
  });
}

const issues = (data: Data, query: URLSearchParams): readonly Issue[] =>
  [...data.issues.values()]
    .filter((one) => (query.get('state') === 'all' || one.state === (query.get('state') ?? 'open')) && one.createdAt >= (query.get('since') ?? ''))
    .filter((one) => !query.get('labels') || one.labels.includes(query.get('labels') ?? ''))
    .filter((one) => !query.get('assignee') || one.assignees.includes(query.get('assignee') ?? ''))
    .filter((one) => !query.get('creator') || one.author === query.get('creator'))
    .reverse();

const pulls = (data: Data, query: URLSearchParams): readonly Issue[] =>
  [...data.issues.values()]
    .filter((one) => one.pull !== undefined && (query.get('state') === 'all' || one.state === (query.get('state') ?? 'open')))
    .filter((one) => !query.get('base') || one.pull?.base === query.get('base'))
    .filter((one) => !query.get('head') || query.get('head') === `${data.fullName.split('/')[0]}:${one.pull?.head}`)
    .reverse();

function addIssue(data: Data, { body, me, now }: Asked): Issue {
  const number = Math.max(0, ...data.issues.keys()) + 1;
  const made: Issue = {
    number,
    title: String(body.title).trim(),
    body: typeof body.body === 'string' ? body.body : null,
    state: 'open',
    reason: null,
    author: me,
    labels: (body.labels as string[] | undefined) ?? [],
    assignees: (body.assignees as string[] | undefined) ?? [],
    createdAt: now,
    locked: false,
    comments: [],
  };
  data.issues.set(number, made);
  return made;
}

function addPull(data: Data, asked: Asked, base: string): Answer {
  const head = String(asked.body.head).replace(/^[^:]+:/, '');
  if (!data.branches.has(head)) return invalid('Validation Failed', [{ resource: 'PullRequest', field: 'head', code: 'invalid' }]);
  const made = addIssue(data, asked);
  made.pull = {
    base: String(asked.body.base),
    head,
    draft: asked.body.draft === true,
    merged: undefined,
    looksUntilKnown: 0,
    conflicts: false,
    behind: false,
    blocked: false,
    reviewers: [],
    teams: [],
    autoMerge: undefined,
    reviews: [],
    files: ['a.txt'],
  };
  return { status: 201, body: pull(data, made, base, true) };
}

function edited(one: Issue, body: Record<string, unknown>): Issue {
  if (body.state === 'closed' || body.state === 'open') {
    if (body.state !== one.state) one.reason = body.state === 'open' ? 'reopened' : one.pull === undefined ? String(body.state_reason ?? 'completed') : null;
    if (body.state === 'open') one.reason = null;
    one.state = body.state;
  }
  if (typeof body.title === 'string') one.title = body.title;
  if (typeof body.body === 'string') one.body = body.body;
  if (Array.isArray(body.labels)) one.labels = body.labels as string[];
  if (Array.isArray(body.assignees)) one.assignees = body.assignees as string[];
  if (body.milestone !== undefined) one.milestone = body.milestone === null ? undefined : Number(body.milestone);
  if (typeof body.base === 'string' && one.pull !== undefined) one.pull.base = body.base;
  return one;
}

function merge(data: Data, one: Issue, body: Record<string, unknown>): Answer {
  const { pull } = pullOf(data, one.number);
  const refuse = (status: number, message: string): Answer => ({
    status,
    body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
  });
  if (body.sha !== data.branches.get(pull.head)) return refuse(409, 'Head branch was modified. Review and try the merge again.');
  if (pull.blocked) return refuse(405, 'At least 1 approving review is required by reviewers with write access.');
  pull.merged = 'd'.repeat(40);
  one.state = 'closed';
  data.branches.set(pull.base, pull.merged);
  return { status: 200, body: { sha: pull.merged, merged: true, message: 'Pull Request successfully merged' } };
}

const privateUser = {
  private_gists: 0,
  total_private_repos: 0,
  owned_private_repos: 0,
  disk_usage: 0,
  collaborators: 0,
  two_factor_authentication: true,
  name: null,
  company: null,
  blog: null,
  location: null,
  email: null,
  hireable: null,
  bio: null,
  public_repos: 0,
  public_gists: 0,
  followers: 0,
  following: 0,
  created_at: '2020-01-01T00:00:00Z',
  updated_at: '2020-01-01T00:00:00Z',
};

export const user = (login: string, base: string) => ({
  login,
  id: 1,
  node_id: 'U_1',
  avatar_url: `${base}/a.png`,
  gravatar_id: '',
  url: `${base}/users/${login}`,
  html_url: `https://github.com/${login}`,
  followers_url: `${base}/u`,
  following_url: `${base}/u`,
  gists_url: `${base}/u`,
  starred_url: `${base}/u`,
  subscriptions_url: `${base}/u`,
  organizations_url: `${base}/u`,
  repos_url: `${base}/u`,
  events_url: `${base}/u`,
  received_events_url: `${base}/u`,
  type: 'User',
  site_admin: false,
});

const label = (name: string, base: string) => ({ id: 1, node_id: 'L_1', url: `${base}/l`, name, description: '', color: 'd73a4a', default: false });

const repository = (data: Data, base: string) => ({
  id: 7,
  full_name: data.fullName,
  name: data.fullName.split('/')[1],
  owner: user(data.fullName.split('/')[0] ?? '', base),
  default_branch: 'main',
  archived: data.archived,
  private: data.private,
  has_issues: data.hasIssues,
  allow_merge_commit: data.methods.merge,
  allow_squash_merge: data.methods.squash,
  allow_rebase_merge: data.methods.rebase,
  allow_auto_merge: data.autoMergeAllowed,
});

const branch = (data: Data, name: string, base: string) => ({
  name,
  commit: { sha: data.branches.get(name), url: `${base}/c` },
  protected: data.protection.has(name),
  protection: { enabled: data.protection.has(name), required_status_checks: { contexts: data.protection.get(name) ?? [] } },
  protection_url: `${base}/p`,
});

const comparison = (data: Data, to: string, base: string) => {
  const ahead = data.ahead.get(to) ?? 1;
  const head = { sha: data.branches.get(to), url: `${base}/c` };
  return {
    status: ahead === 0 ? 'identical' : 'ahead',
    ahead_by: ahead,
    behind_by: 0,
    total_commits: ahead,
    commits: ahead === 0 ? [] : [head],
    merge_base_commit: { sha: data.branches.get('main') },
    files: ahead === 0 ? [] : [{ filename: 'a.txt' }],
  };
};

const checkRuns = (data: Data, ref: string, base: string): Answer => {
  const runs = data.checks.get(data.branches.get(ref) ?? ref) ?? [];
  return { status: 200, body: { total_count: runs.length, check_runs: runs.map((run, i) => ({ id: i, ...run, html_url: `${base}/checks/${i}` })) } };
};

const status = (data: Data, ref: string, base: string): Answer => {
  const statuses = data.statuses.get(data.branches.get(ref) ?? ref) ?? [];
  return {
    status: 200,
    body: { state: 'success', statuses: statuses.map((one) => ({ ...one, target_url: `${base}/s`, description: null })), total_count: statuses.length },
  };
};

const page_ = (data: Data, one: Issue): string => `https://github.com/${data.fullName}/${one.pull === undefined ? 'issues' : 'pull'}/${one.number}`;

const issue = (data: Data, one: Issue, base: string) => ({
  number: one.number,
  title: one.title,
  body: one.body,
  state: one.state,
  state_reason: one.reason,
  user: user(one.author, base),
  labels: one.labels.map((name) => label(name, base)),
  assignees: one.assignees.map((who) => user(who, base)),
  html_url: page_(data, one),
  created_at: one.createdAt,
  locked: one.locked,
  milestone: data.milestones.filter((each) => each.number === one.milestone).map((each) => milestone(data, each, base))[0] ?? null,
  ...(one.pull === undefined ? {} : { pull_request: { url: `${base}/pulls/${one.number}` } }),
});

const comment = (one: Issue, made: Issue['comments'][number], base: string) => ({
  id: made.id,
  user: user(made.author, base),
  body: made.body,
  html_url: `https://github.com/example/shop/issues/${one.number}#issuecomment-${made.id}`,
  created_at: made.createdAt,
});

const review = (one: Issue, made: ReturnType<typeof pullOf>['pull']['reviews'][number], base: string) => ({
  id: made.id,
  user: user(made.author, base),
  body: made.body,
  state: made.state,
  commit_id: made.commit,
  html_url: `https://github.com/example/shop/pull/${one.number}#pullrequestreview-${made.id}`,
  submitted_at: made.submittedAt,
});

const file = (filename: string, base: string) => ({
  sha: null,
  filename,
  status: 'modified',
  additions: 1,
  deletions: 0,
  changes: 1,
  contents_url: `${base}/f`,
});

function pull(data: Data, one: Issue, base: string, whole: boolean) {
  const { pull: it } = pullOf(data, one.number);
  const end = (ref: string) => ({ ref, sha: data.branches.get(ref) ?? 'e'.repeat(40), label: `example:${ref}`, repo: { full_name: data.fullName } });
  const known = it.looksUntilKnown <= 0;
  if (whole) it.looksUntilKnown--;
  return {
    ...issue(data, one, base),
    pull_request: undefined,
    draft: it.draft,
    merged_at: it.merged === undefined ? null : '2026-01-02T00:00:00Z',
    base: end(it.base),
    head: end(it.head),
    node_id: `PR_${one.number}`,
    auto_merge: it.autoMerge === undefined ? null : { enabled_by: user('octo', base), merge_method: it.autoMerge, commit_title: '', commit_message: '' },
    requested_reviewers: it.reviewers.map((who) => user(who, base)),
    requested_teams: it.teams.map((slug) => ({
      id: 1,
      node_id: 'T_1',
      url: `${base}/t`,
      name: slug,
      slug,
      description: '',
      permission: 'push',
      html_url: `${base}/t`,
    })),
    ...(whole
      ? {
          merged: it.merged !== undefined,
          merge_commit_sha: it.merged ?? null,
          mergeable: known ? !it.conflicts : null,
          mergeable_state: !known ? 'unknown' : it.conflicts ? 'dirty' : it.draft ? 'draft' : it.blocked ? 'blocked' : it.behind ? 'behind' : 'clean',
          comments: one.comments.length,
          commits: 2,
          changed_files: it.files.length,
          additions: 3,
          deletions: 1,
        }
      : {}),
  };
}
