import type { Data, Milestone, Release, WorkflowRun } from './github-data.ts';
import { pullOf } from './github-data.ts';
import { type Answer, type Asked, invalid, missing, page, type Route, user } from './github-routes.ts';

const storage = /^\/storage\/logs\/(\d+)$/;

/** What is not below a repository: GraphQL, and the storage that logs are in. */
export function outside(data: Data, { method, path, body, headers }: Asked): Answer | undefined {
  const job = storage.exec(path)?.[1];
  if (method === 'GET' && job !== undefined)
    return headers.authorization === undefined
      ? { status: 200, body: jobs(data).find((one) => one.id === Number(job))?.log ?? '' }
      : { status: 401, body: 'The storage takes no token.' };
  return `${method} ${path}` === 'POST /graphql' ? graphql(data, body) : undefined;
}

/** The four mutations the tools know; a test holds their text to GitHub's own schema. */
function graphql(data: Data, { query, variables }: Record<string, unknown>): Answer {
  const { id, method, head } = variables as { id: string; method?: string; head?: string };
  const error = (type: string, message: string): Answer => ({ status: 200, body: { data: null, errors: [{ type, message }] } });
  const number = Number(/^PR_(\d+)$/.exec(id)?.[1]);
  if (data.issues.get(number)?.pull === undefined) return error('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'.`);
  const { pull } = pullOf(data, number);
  const name = /\b(\w+)\(input:/.exec(String(query))?.[1] ?? '';
  if (name === 'convertPullRequestToDraft' || name === 'markPullRequestReadyForReview') pull.draft = name === 'convertPullRequestToDraft';
  else if (name === 'disablePullRequestAutoMerge') pull.autoMerge = undefined;
  else if (name === 'enablePullRequestAutoMerge') {
    if (head !== data.branches.get(pull.head)) return error('UNPROCESSABLE', 'Head branch is out of date');
    pull.autoMerge = String(method).toLowerCase() as 'squash';
  } else return error('undefinedField', `Field '${name}' doesn't exist on type 'Mutation'`);
  return { status: 200, body: { data: { [name]: { pullRequest: { number, isDraft: pull.draft } } } } };
}

const jobs = (data: Data) => data.runs.flatMap((run) => run.jobs);

/** Below a repository. */
export const moreRoutes: readonly (readonly [string, Route])[] = [
  [
    'DELETE /pulls/(\\d+)/requested_reviewers',
    (data, { body }, [n]) => {
      const { pull } = pullOf(data, Number(n));
      const gone = [...((body.reviewers as string[] | undefined) ?? []), ...((body.team_reviewers as string[] | undefined) ?? [])];
      pull.reviewers = pull.reviewers.filter((one) => !gone.includes(one));
      pull.teams = pull.teams.filter((one) => !gone.includes(one));
      return { status: 200, body: {} };
    },
  ],
  [
    'GET /actions/runs',
    (data, { query }, _f, base) => {
      const found = data.runs.filter((run) => run.commit === query.get('head_sha')).map((run) => workflowRun(run, base));
      return { status: 200, body: { total_count: found.length, workflow_runs: (page(found, query).body as unknown[]) ?? [] } };
    },
  ],
  ['GET /actions/runs/(\\d+)', (data, _a, [id], base) => withRun(data, id, (run) => ({ status: 200, body: workflowRun(run, base) }))],
  [
    'GET /actions/runs/(\\d+)/jobs',
    (data, { query }, [id], base) =>
      withRun(data, id, (run) => ({
        status: 200,
        body: {
          total_count: run.jobs.length,
          jobs: page(
            run.jobs.map(({ log: _log, steps, ...job }) => ({
              ...job,
              run_id: run.id,
              html_url: `${base}/job/${job.id}`,
              steps: steps.map((one, i) => ({ ...one, status: 'completed', number: i + 1 })),
            })),
            query,
          ).body,
        },
      })),
  ],
  [
    'GET /actions/jobs/(\\d+)/logs',
    (data, _a, [id], base) =>
      jobs(data).some((job) => job.id === Number(id)) ? { status: 302, headers: { location: `${base}/storage/logs/${id}` } } : missing,
  ],
  ['POST /actions/runs/(\\d+)/rerun(-failed-jobs)?', (data, { now }, [id]) => withRun(data, id, (run) => again(run, now))],
  [
    'GET /releases',
    (data, { query }, _f, base) =>
      page(
        data.releases.map((one) => release(one, base)),
        query,
      ),
  ],
  [
    'GET /releases/latest',
    (data, _a, _f, base) => {
      const found = data.releases.find((one) => !one.draft && !one.prerelease);
      return found === undefined ? missing : { status: 200, body: release(found, base) };
    },
  ],
  [
    'GET /releases/tags/(.+)',
    (data, _a, [tag], base) => {
      const found = data.releases.find((one) => !one.draft && one.tag === tag);
      return found === undefined ? missing : { status: 200, body: release(found, base) };
    },
  ],
  [
    'POST /releases/generate-notes',
    (_d, { body }) => ({
      status: 200,
      body: { name: body.tag_name, body: `## What's Changed\n* Add login by @mona\n\n**Full Changelog**: v1.0.0...${body.tag_name}` },
    }),
  ],
  [
    'POST /releases',
    (data, { body, me }, _f, base) => {
      const tag = String(body.tag_name);
      if (data.releases.some((one) => one.tag === tag && !one.draft))
        return invalid('Validation Failed', [{ resource: 'Release', field: 'tag_name', code: 'already_exists' }]);
      const made: Release = {
        id: data.nextId++,
        tag,
        target: String(body.target_commitish ?? 'main'),
        name: String(body.name),
        body: String(body.body ?? ''),
        draft: body.draft === true,
        prerelease: body.prerelease === true,
        author: me,
        files: [],
      };
      data.releases.unshift(made);
      if (!made.draft && !data.tags.has(tag)) data.tags.set(tag, { sha: made.target, commit: made.target });
      return { status: 201, body: release(made, base) };
    },
  ],
  [
    'PATCH /releases/(\\d+)',
    (data, { body }, [id], base) => {
      const found = data.releases.find((one) => one.id === Number(id));
      if (found === undefined) return missing;
      for (const name of ['name', 'body'] as const) if (body[name] !== undefined) found[name] = String(body[name]);
      for (const name of ['draft', 'prerelease'] as const) if (body[name] !== undefined) found[name] = body[name] === true;
      if (!found.draft && !data.tags.has(found.tag)) {
        const commit = String(body.target_commitish ?? found.target);
        data.tags.set(found.tag, { sha: commit, commit });
      }
      return { status: 200, body: release(found, base) };
    },
  ],
  [
    'DELETE /releases/(\\d+)',
    (data, _a, [id]) => {
      const at = data.releases.findIndex((one) => one.id === Number(id));
      if (at < 0) return missing;
      data.releases.splice(at, 1);
      return { status: 204 };
    },
  ],
  [
    'GET /milestones',
    (data, { query }, _f, base) => {
      const state = query.get('state') ?? 'open';
      return page(
        data.milestones.filter((one) => state === 'all' || one.state === state).map((one) => milestone(data, one, base)),
        query,
      );
    },
  ],
  [
    'POST /milestones',
    (data, { body, me }, _f, base) => {
      if (data.milestones.some((one) => one.title === body.title))
        return invalid('Validation Failed', [{ resource: 'Milestone', field: 'title', code: 'already_exists' }]);
      const made: Milestone = {
        number: Math.max(0, ...data.milestones.map((one) => one.number)) + 1,
        title: String(body.title),
        state: 'open',
        description: typeof body.description === 'string' ? body.description : null,
        // GitHub keeps midnight of that day in California.
        due: typeof body.due_on === 'string' ? `${body.due_on.slice(0, 10)}T08:00:00Z` : null,
        creator: me,
      };
      data.milestones.push(made);
      return { status: 201, body: milestone(data, made, base) };
    },
  ],
  [
    'PATCH /milestones/(\\d+)',
    (data, { body }, [n], base) => {
      const found = data.milestones.find((one) => one.number === Number(n));
      if (found === undefined) return missing;
      if (body.state === 'open' || body.state === 'closed') found.state = body.state;
      return { status: 200, body: milestone(data, found, base) };
    },
  ],
  [
    'DELETE /milestones/(\\d+)',
    (data, _a, [n]) => {
      const at = data.milestones.findIndex((one) => one.number === Number(n));
      if (at < 0) return missing;
      data.milestones.splice(at, 1);
      return { status: 204 };
    },
  ],
  [
    'GET /git/ref/tags/(.+)',
    (data, _a, [name = ''], base) => {
      const found = data.tags.get(name);
      if (found === undefined) return missing;
      const object = { type: found.message === undefined ? 'commit' : 'tag', sha: found.sha, url: `${base}/o` };
      return { status: 200, body: { ref: `refs/tags/${name}`, node_id: 'R_1', url: `${base}/r`, object } };
    },
  ],
  [
    'GET /git/tags/([0-9a-f]+)',
    (data, _a, [sha], base) => {
      const [name, found] = [...data.tags].find(([, one]) => one.sha === sha) ?? [];
      if (found?.message === undefined) return missing;
      const tagger = { date: '2026-01-01T00:00:00Z', email: 'mona@example.com', name: 'mona' };
      return {
        status: 200,
        body: {
          node_id: 'T_1',
          tag: name,
          sha,
          url: `${base}/t`,
          message: found.message,
          tagger,
          object: { type: 'commit', sha: found.commit, url: `${base}/c` },
        },
      };
    },
  ],
  ['DELETE /git/refs/tags/(.+)', (data, _a, [name = '']) => (data.tags.delete(name) ? { status: 204 } : invalid('Reference does not exist'))],
  [
    'GET /commits/([^/]+|tags/.+)',
    (data, _a, [ref = ''], base) => {
      const sha = ref.startsWith('tags/')
        ? data.tags.get(ref.slice('tags/'.length))?.commit
        : (data.branches.get(ref) ?? [...data.branches.values()].find((one) => one === ref));
      return sha === undefined
        ? { status: 422, body: { message: `No commit found for SHA: ${ref}`, documentation_url: 'https://docs.github.com/rest', status: '422' } }
        : { status: 200, body: { sha, url: `${base}/c`, node_id: 'C_1' } };
    },
  ],
];

const withRun = (data: Data, id: string | undefined, then: (run: WorkflowRun) => Answer): Answer => {
  const found = data.runs.find((run) => run.id === Number(id));
  return found === undefined ? missing : then(found);
};

function again(run: WorkflowRun, now: string): Answer {
  if (run.status !== 'completed')
    return { status: 403, body: { message: 'This workflow is already running', documentation_url: 'https://docs.github.com/rest', status: '403' } };
  Object.assign(run, { attempt: run.attempt + 1, status: 'queued', conclusion: null, startedAt: now });
  return { status: 201, body: {} };
}

const workflowRun = (run: WorkflowRun, base: string) => ({
  id: run.id,
  name: run.name,
  node_id: 'W_1',
  workflow_id: run.workflow,
  event: 'push',
  head_branch: 'topic',
  head_sha: run.commit,
  run_number: 1,
  run_attempt: run.attempt,
  status: run.status,
  conclusion: run.conclusion,
  html_url: `https://github.com/example/shop/actions/runs/${run.id}`,
  url: `${base}/runs/${run.id}`,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  run_started_at: run.startedAt,
});

export function milestone(data: Data, one: Milestone, base: string) {
  const inside = [...data.issues.values()].filter((issue) => issue.milestone === one.number);
  return {
    ...{ id: one.number, node_id: 'MI_1', number: one.number, title: one.title, state: one.state, description: one.description, due_on: one.due },
    open_issues: inside.filter((issue) => issue.state === 'open').length,
    closed_issues: inside.filter((issue) => issue.state === 'closed').length,
    creator: user(one.creator, base),
    url: `${base}/milestones/${one.number}`,
    labels_url: `${base}/milestones/${one.number}/labels`,
    html_url: `https://github.com/${data.fullName}/milestone/${one.number}`,
    ...{ created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z', closed_at: null },
  };
}

const release = (one: Release, base: string) => ({
  id: one.id,
  node_id: 'RE_1',
  tag_name: one.tag,
  target_commitish: one.target,
  name: one.name,
  body: one.body,
  draft: one.draft,
  prerelease: one.prerelease,
  url: `${base}/releases/${one.id}`,
  html_url: `https://github.com/example/shop/releases/tag/${one.tag}`,
  author: user(one.author, base),
  created_at: '2026-01-01T00:00:00Z',
  published_at: one.draft ? null : '2026-01-02T00:00:00Z',
  assets: one.files.map((file, i) => ({
    id: i,
    name: file.name,
    size: file.size,
    download_count: file.downloads,
    browser_download_url: `https://github.com/example/shop/releases/download/${one.tag}/${file.name}`,
  })),
});
