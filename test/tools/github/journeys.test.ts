import { describe, expect, test } from 'vitest';
import { nimbus } from '../../real/cli/nimbus.ts';
import { call, inspect, preview, rollBack } from '../../support/drive-tool.ts';
import { githubWorld, startGithub, token } from '../../support/github.ts';
import { picture, pullOf } from '../../support/github-data.ts';
import { journeys, mergeSample, travel } from '../../support/github-journeys.ts';

const repository = 'example/shop';

describe('done, verified, taken back', () => {
  test.each(journeys)('$what', async (journey) => {
    const github = await startGithub();
    await travel(githubWorld(github.url), github, journey);
  });
});

describe('merging', () => {
  test('merges the commit that was approved, says what it touches, and deletes the branch when asked', async () => {
    const github = await startGithub();
    const world = githubWorld(github.url);
    const seen = await preview(world, 'github.mergePullRequest', { number: 2, deleteBranch: true, repository });
    expect(seen).toMatchObject({
      summary: 'Merge #2 "Add login" into main (a merge commit, 2 commits)',
      undo: { impossible: 'the commits become part of main; "Revert" on #2 opens a pull request that takes their changes out again' },
      target: {
        label: 'example/shop as octo',
        facts: { server: 'github.com', repository: 'example/shop', visibility: 'public', account: 'octo', branch: 'main' },
        exclusive: 'github:github.com/example/shop#2',
      },
      impacts: [
        { address: 'refs/heads/main', operation: 'update', marks: ['protected-branch'], detail: 'it is the default branch' },
        { address: 'refs/heads/feature/login', operation: 'delete', marks: [] },
      ],
    });
    const done = await mergeSample(world, github, { method: 'squash', title: 'Add login (#2)', message: 'With tests.', deleteBranch: true });
    expect([done.failure, done.summary, done.verdict]).toEqual([undefined, 'Merged #2 into main as dddddddd; feature/login is gone.', { met: true }]);
    expect(github.requests.find((one) => one.method === 'PUT')?.body).toEqual({
      sha: 'b'.repeat(40),
      merge_method: 'squash',
      commit_title: 'Add login (#2)',
      commit_message: 'With tests.',
    });
    expect(github.data.branches.has('feature/login')).toBe(false);
  });

  const inTheWay: readonly { what: string; input?: object; prepare: (github: Awaited<ReturnType<typeof startGithub>>) => void; says: string }[] = [
    {
      what: 'conflicts',
      prepare: ({ data }) => void Object.assign(pullOf(data, 2).pull, { conflicts: true }),
      says: "github/merge-blocked: #2 can't be merged: it conflicts with main.",
    },
    {
      what: 'a draft',
      prepare: ({ data }) => void Object.assign(pullOf(data, 2).pull, { draft: true }),
      says: "github/merge-blocked: #2 can't be merged: it is a draft.",
    },
    {
      what: 'a failed check',
      prepare: ({ data }) =>
        void data.checks
          .get('b'.repeat(40))
          ?.push({ name: 'lint', status: 'completed', conclusion: 'failure' }, { name: 'e2e', status: 'in_progress', conclusion: null }),
      says: "github/merge-blocked: #2 can't be merged: the check lint ended with failure and the check e2e is not done.",
    },
    {
      what: 'a required check that never ran',
      input: { require: [] },
      prepare: ({ data }) => void data.protection.set('main', ['build', 'security']),
      says: "github/merge-blocked: #2 can't be merged: the required check security has not passed.",
    },
    {
      what: 'a rule of a ruleset',
      prepare: ({ data }) =>
        void data.rules.push({
          type: 'required_status_checks',
          parameters: { required_status_checks: [{ context: 'signed' }], strict_required_status_checks_policy: false },
        }),
      says: "github/merge-blocked: #2 can't be merged: the required check signed has not passed.",
    },
    {
      what: 'nobody’s approval',
      input: { require: ['approval'] },
      prepare: () => {},
      says: "github/merge-blocked: #2 can't be merged: nobody has approved it.",
    },
    {
      what: 'somebody against it, after an approval',
      input: { require: ['approval'] },
      prepare: ({ data }) =>
        void pullOf(data, 2).pull.reviews.push(
          ...['APPROVED', 'CHANGES_REQUESTED'].map((state, id) => ({
            id,
            author: 'anna',
            body: '',
            state,
            commit: 'b'.repeat(40),
            submittedAt: '2026-01-02T00:00:00Z',
          })),
        ),
      says: "github/merge-blocked: #2 can't be merged: anna asks for changes and nobody has approved it.",
    },
    {
      what: 'an old base',
      input: { require: ['up-to-date'] },
      prepare: ({ data }) => void Object.assign(pullOf(data, 2).pull, { behind: true }),
      says: "github/merge-blocked: #2 can't be merged: it does not have all of main.",
    },
    {
      what: 'a method that is off',
      input: { method: 'rebase' },
      prepare: ({ data }) => void Object.assign(data.methods, { rebase: false }),
      says: "github/merge-blocked: #2 can't be merged: this repository does not allow the method rebase.",
    },
    {
      what: 'another commit than the one named',
      input: { head: 'f'.repeat(40) },
      prepare: () => {},
      says: 'github/head-moved: Somebody pushed to #2 since it was looked at, so it was not merged.',
    },
    {
      what: 'an issue',
      input: { number: 1 },
      prepare: () => {},
      says: 'github/not-found: There is no pull request #1 in example/shop on github.com, or you may not see it.',
    },
    {
      what: 'one that was merged',
      prepare: ({ data }) => {
        const one = pullOf(data, 2);
        one.state = 'closed';
        one.pull.merged = 'd'.repeat(40);
      },
      says: 'github/not-open: #2 is merged, so there is nothing to merge.',
    },
  ];
  test.each(inTheWay)('is refused before anything happens: $what', async ({ input = {}, prepare, says }) => {
    const github = await startGithub();
    prepare(github);
    const done = await mergeSample(githubWorld(github.url), github, input);
    expect(`${done.failure?.code}: ${done.failure?.message}`).toBe(says);
    expect(github.requests.filter((one) => one.method !== 'GET')).toEqual([]);
  });

  test('a push after the approval is not merged', async () => {
    const github = await startGithub();
    github.next(/PUT .*merge$/, { status: 409, body: { message: 'Head branch was modified. Review and try the merge again.' } });
    const done = await mergeSample(githubWorld(github.url), github);
    expect(done.failure?.code).toBe('github/head-moved');
  });

  test('a rule that only GitHub knows is told in its words', async () => {
    const github = await startGithub();
    github.next(/PUT .*merge$/, { status: 405, body: { message: 'At least 1 approving review is required by reviewers with write access.' } });
    const done = await mergeSample(githubWorld(github.url), github);
    expect(done.failure?.message).toBe("#2 can't be merged: At least 1 approving review is required by reviewers with write access.");
  });

  test('an answer that never came is looked up, and the merge counts', async () => {
    const github = await startGithub();
    github.next(/PUT .*merge$/, 'hang up', { done: true });
    const done = await mergeSample(githubWorld(github.url), github);
    expect([done.failure, done.summary]).toEqual([undefined, 'Merged #2 into main as dddddddd.']);
    expect(github.lines().filter((line) => line.startsWith('PUT'))).toHaveLength(1);
  });

  test('waits until GitHub knows whether it can be merged', async () => {
    const github = await startGithub();
    pullOf(github.data, 2).pull.looksUntilKnown = 2;
    expect(await preview(githubWorld(github.url), 'github.mergePullRequest', { number: 2, repository })).toMatchObject({
      summary: expect.stringContaining('Merge #2'),
    });
  });
});

describe('running checks again', () => {
  test('starts the failed jobs once more, says what cannot be taken back, and is sent once', async () => {
    const github = await startGithub();
    const world = githubWorld(github.url);
    const done = await call(world, 'github.rerunChecks', { ref: 'topic', repository });
    expect([done.failure, done.asked, done.summary, done.verdict]).toEqual([
      undefined,
      'Run 1 failed job of topic at cccccccc once more: test',
      'topic at cccccccc: CI runs again: https://github.com/example/shop/actions/runs/501',
      { met: true },
    ]);
    expect(done.undo).toEqual({
      impossible: 'jobs that ran again did so; the attempt before stays on record, and the new one can be cancelled on GitHub while it runs',
    });
    expect(github.lines().filter((line) => line.startsWith('POST'))).toEqual(['POST /repos/example/shop/actions/runs/501/rerun-failed-jobs']);
    const again = await call(world, 'github.rerunChecks', { ref: 'topic', repository });
    expect(again.failure?.message).toBe('topic at cccccccc: its workflows are still running.');
  });

  test('an answer that never came is looked up, and counts', async () => {
    const github = await startGithub();
    github.next(/POST /, 'hang up', { done: true });
    const done = await call(githubWorld(github.url), 'github.rerunChecks', { run: 500, all: true, repository });
    expect([done.failure, done.asked, done.verdict]).toEqual([undefined, 'Run 2 jobs of run 500 once more: build and test', { met: true }]);
    expect(github.lines().filter((line) => line.startsWith('POST'))).toEqual(['POST /repos/example/shop/actions/runs/500/rerun']);
  });

  test('after a crash it is known whether they run', async () => {
    const github = await startGithub();
    const world = githubWorld(github.url);
    const input = { ref: 'topic', repository };
    expect(await inspect(world, 'github.rerunChecks', input)).toBe('not-started');
    const started = await call(world, 'github.rerunChecks', input);
    expect(await inspect(world, 'github.rerunChecks', input, undefined, started)).toBe('done');
    expect(await inspect(world, 'github.rerunChecks', input, undefined, { runId: 'another' })).toBe('not-started');
  });
});

describe('what stands in the way is said before anything happens', () => {
  const refusals: readonly { tool: string; input: object; prepare?: (github: Awaited<ReturnType<typeof startGithub>>) => void; says: string }[] = [
    { tool: 'github.editPullRequest', input: { number: 2 }, says: 'github/nothing-to-edit: No change to pull request #2 was named.' },
    {
      tool: 'github.editPullRequest',
      input: { number: 2, base: 'nowhere' },
      says: 'github/branch-not-there: There is no branch nowhere in example/shop.',
    },
    {
      tool: 'github.editPullRequest',
      input: { number: 2, state: 'draft' },
      prepare: ({ data }) => void Object.assign(pullOf(data, 2), { state: 'closed' }),
      says: 'github/not-open: #2 is closed, so there is nothing to make ready or a draft.',
    },
    {
      tool: 'github.requestReview',
      input: { number: 2, reviewers: ['Mona'] },
      says: 'github/own-pull-request: #2 is by mona: GitHub asks nobody for a review of their own.',
    },
    {
      tool: 'github.autoMerge',
      input: { number: 2 },
      says: 'github/nothing-to-wait-for: Nothing stands in the way of #2, so there is nothing to wait for.',
    },
    {
      tool: 'github.autoMerge',
      input: { number: 2 },
      prepare: ({ data }) => void Object.assign(data, { autoMergeAllowed: false }),
      says: 'github/auto-merge-off: example/shop does not allow auto-merge.',
    },
    {
      tool: 'github.autoMerge',
      input: { number: 2 },
      prepare: ({ data }) => void Object.assign(pullOf(data, 2).pull, { draft: true }),
      says: "github/merge-blocked: #2 can't be merged: it is a draft.",
    },
    { tool: 'github.rerunChecks', input: { number: 2 }, says: 'github/no-runs: #2 at bbbbbbbb: none of its workflows failed.' },
    {
      tool: 'github.rerunChecks',
      input: { ref: 'main' },
      says: 'github/no-runs: main at aaaaaaaa: no workflow of GitHub Actions ran for it.',
    },
    { tool: 'github.showJobLog', input: { ref: 'topic', job: 'deploy' }, says: 'github/no-runs: topic at cccccccc: no job is called deploy.' },
    { tool: 'github.createRelease', input: { tag: 'v1.0.0' }, says: 'github/release-exists: There is a release v1.0.0 already.' },
    {
      tool: 'github.createRelease',
      input: { tag: 'v2', notesFrom: 'tag' },
      says: "github/no-tag-message: The notes can't come from the tag v2: it is not there.",
    },
    {
      tool: 'github.showRelease',
      input: { tag: 'v9' },
      says: 'github/not-found: There is no release v9 in example/shop on github.com, or you may not see it.',
    },
  ];
  test.each(refusals)('$tool $input: $says', async ({ tool, input, prepare = () => {}, says }) => {
    const github = await startGithub();
    prepare(github);
    const done = await call(githubWorld(github.url), tool, { ...input, repository });
    expect(`${done.failure?.code}: ${done.failure?.message}`).toBe(says);
    expect(github.requests.filter((one) => one.method !== 'GET')).toEqual([]);
  });

  test('a refusal of the GraphQL API is told in its words, and what was done before it is taken back', async () => {
    const github = await startGithub();
    const world = githubWorld(github.url);
    const before = picture(github.data);
    github.next(/POST \/graphql/, { status: 200, body: { data: null, errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }] } });
    const done = await call(world, 'github.editPullRequest', { number: 2, title: 'Another', state: 'draft', repository });
    expect(`${done.failure?.code}: ${done.failure?.message}`).toBe(
      'github/forbidden: GitHub does not let you edit #2: Resource not accessible by integration. title was changed before that.',
    );
    expect(pullOf(github.data, 2).title).toBe('Another');
    expect(await rollBack(world, done)).toBe('succeeded');
    expect(picture(github.data)).toBe(before);
  });

  test('a release that somebody changed since, or made of the same tag, stays', async () => {
    const github = await startGithub();
    const world = githubWorld(github.url);
    const done = await call(world, 'github.createRelease', { tag: 'v3', repository });
    const [made] = github.data.releases;
    if (made === undefined) throw new Error('no release');
    made.id = 4_711;
    expect(await rollBack(world, done)).not.toBe('succeeded');
    expect([github.data.releases[0]?.tag, github.data.tags.has('v3')]).toEqual(['v3', true]);
  });
});

describe('looking', () => {
  const looks: readonly { tool: string; input: object; says: string; output: object }[] = [
    {
      tool: 'github.listPullRequests',
      input: {},
      says: '1 open pull request in example/shop.',
      output: { complete: true, pullRequests: [{ number: 2, state: 'open', head: 'feature/login', base: 'main', author: 'mona' }] },
    },
    {
      tool: 'github.listPullRequests',
      input: { state: 'merged', author: '@mona' },
      says: '0 merged pull requests in example/shop.',
      output: { pullRequests: [] },
    },
    {
      tool: 'github.listPullRequests',
      input: { text: 'LOGIN', head: 'feature/login', draft: false },
      says: '1 open pull request in example/shop.',
      output: {},
    },
    { tool: 'github.listPullRequests', input: { text: 'log in' }, says: '0 open pull requests in example/shop.', output: {} },
    { tool: 'github.listPullRequests', input: { head: 'topic' }, says: '0 open pull requests in example/shop.', output: {} },
    { tool: 'github.listPullRequests', input: { draft: true }, says: '0 open pull requests in example/shop.', output: {} },
    { tool: 'github.listIssues', input: { text: 'fails' }, says: '1 open issue in example/shop.', output: {} },
    { tool: 'github.listIssues', input: { text: 'works' }, says: '0 open issues in example/shop.', output: {} },
    { tool: 'github.listPullRequests', input: { author: 'anna' }, says: '0 open pull requests in example/shop.', output: { pullRequests: [] } },
    {
      tool: 'github.showPullRequest',
      input: { number: 2 },
      says: '#2 Add login: open, feature/login into main, 1 file +3 −1, 0 comments.',
      output: { files: ['src/login.ts'], mergeable: true, mergeState: 'clean', comments: [], complete: true },
    },
    { tool: 'github.listChecks', input: { number: 2 }, says: '#2 at bbbbbbbb: 1 of 1 check passed.', output: { passed: true } },
    { tool: 'github.listChecks', input: { ref: 'main' }, says: 'main: no check ran.', output: { passed: false, checks: [] } },
    { tool: 'github.listIssues', input: {}, says: '1 open issue in example/shop.', output: { issues: [{ number: 1, labels: ['bug'] }] } },
    { tool: 'github.listIssues', input: { label: 'bug', author: 'octo' }, says: '0 open issues in example/shop.', output: { issues: [] } },
    {
      tool: 'github.showIssue',
      input: { number: 1 },
      says: '#1 Login fails: open, by mona, 0 comments.',
      output: { body: 'About Login fails.', comments: [] },
    },
    {
      tool: 'github.showJobLog',
      input: { ref: 'topic' },
      says: 'topic at cccccccc: test failure in the step "Run npm test".',
      output: {
        jobs: [
          { name: 'test', workflow: 'CI', step: 'Run npm test', complete: true, log: expect.stringMatching(/^##\[group\]Run npm test\n[\s\S]*exit code 1\.$/) },
        ],
        more: 0,
      },
    },
    {
      tool: 'github.showJobLog',
      input: { number: 2, job: 'BUILD' },
      says: '#2 at bbbbbbbb: build success.',
      output: { jobs: [{ name: 'build', log: 'built', complete: true }] },
    },
    { tool: 'github.listReleases', input: {}, says: '1 release in example/shop.', output: { releases: [{ tag: 'v1.0.0', state: 'release' }], complete: true } },
    {
      tool: 'github.showRelease',
      input: {},
      says: 'First: release of v1.0.0, by mona, 1 file.',
      output: { notes: 'All of it.', files: [{ name: 'shop.tar.gz', bytes: 1_200, downloads: 3 }] },
    },
  ];
  test.each(looks)('$tool $input', async ({ tool, input, says, output }) => {
    const github = await startGithub();
    const done = await call(githubWorld(github.url), tool, { ...input, repository });
    expect([done.failure, done.summary]).toEqual([undefined, says]);
    expect(done.output).toMatchObject(output);
  });

  test('a long log shows its end, and no token goes where it is kept', async () => {
    const github = await startGithub();
    const job = github.data.runs[0]?.jobs[1];
    if (job === undefined) throw new Error('no job');
    job.log = Array.from({ length: 20_000 }, (_, i) => `2026-01-01T00:00:00.0000000Z line ${i} ü\n`).join('');
    const done = await call(githubWorld(github.url), 'github.showJobLog', { run: 501, lines: 2, repository });
    expect([done.failure, done.output.jobs[0].log, done.output.jobs[0].complete]).toEqual([undefined, 'line 19998 ü\nline 19999 ü', false]);
    expect(github.requests.filter((one) => one.path.startsWith('/storage/')).map((one) => one.headers.authorization)).toEqual([undefined]);
  });

  test('what was said on a pull request is its comments and the texts of its reviews, the newest last', async () => {
    const github = await startGithub();
    const show = () => call(githubWorld(github.url), 'github.showPullRequest', { number: 2, repository });
    await show();
    // GitHub says how many comments there are: none are not asked for.
    expect(github.lines().filter((line) => line.endsWith('/comments'))).toEqual([]);
    const at = (day: number): string => `2026-02-${String(day).padStart(2, '0')}T08:00:00Z`;
    const { comments, pull } = pullOf(github.data, 2);
    comments.push({ id: 11, author: 'mona', body: 'Is it ready?', createdAt: at(1) }, { id: 12, author: 'octo', body: '<b>Yes</b>', createdAt: at(3) });
    const review = { author: 'anna', commit: 'b'.repeat(40) };
    pull.reviews.push({ ...review, id: 21, body: 'Not yet.', state: 'CHANGES_REQUESTED', submittedAt: at(2) });
    pull.reviews.push({ ...review, id: 22, body: '', state: 'APPROVED', submittedAt: at(4) });
    const done = await show();
    expect(done.summary).toMatch(/, 3 comments\.$/);
    expect(done.output.comments.map((one: { author: string; at: string; body: string }) => `${one.at.slice(8, 10)} ${one.author}: ${one.body}`)).toEqual([
      '01 mona: Is it ready?',
      '02 anna: Not yet.',
      '03 octo: <b>Yes</b>',
    ]);
    expect(done.output.comments[1].url).toMatch(/#pullrequestreview-21$/);
    expect(done.output.reviews).toHaveLength(2);
    expect(done.output.complete).toBe(true);

    for (let id = 100; id < 400; id++) comments.push({ id, author: 'mona', body: 'Bump.', createdAt: at(5) });
    const long = await show();
    expect([long.output.comments.length, long.output.complete]).toEqual([301, false]);
  });

  test('a list of 250 comes page by page, and says when it was cut', async () => {
    const github = await startGithub();
    const [first] = github.data.issues.values();
    for (let number = 10; number < 260; number++) if (first !== undefined) github.data.issues.set(number, { ...first, number });
    const all = await call(githubWorld(github.url), 'github.listIssues', { limit: 1000, repository });
    expect(all.summary).toBe('251 open issues in example/shop.');
    const some = await call(githubWorld(github.url), 'github.listIssues', { limit: 5, repository });
    expect(some.summary).toBe('5 open issues in example/shop, and there are more.');
  });
});

test('the built command line reads an issue, and comments on none without a yes', async () => {
  const github = await startGithub();
  const { run } = await nimbus();
  const env = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_API_URL: github.url, GH_TOKEN: token };
  const show = await run(['github', 'show-issue', '--number', '1', '--repository', repository, '--json'], { env });
  expect([show.code, show.stderr]).toEqual([0, '']);
  expect(JSON.stringify(show.document)).toContain('Login fails');
  const before = picture(github.data);
  const refused = await run(['github', 'comment-issue', '--number', '1', '--body', 'Thanks.', '--repository', repository, '--json'], { env });
  expect([refused.code, refused.document.failure?.code]).toEqual([4, 'safety/needs-approval']);
  expect(picture(github.data)).toBe(before);
});
