import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { githubTools } from '../../../src/tools/github/all.ts';
import { workplace } from '../../support/drive-tool.ts';
import { hostileInputs, hostileTexts } from '../../support/fuzz-input.ts';
import { type FakeGithub, githubWorld, type Request, startGithub } from '../../support/github.ts';
import { sampleData } from '../../support/github-data.ts';

const repository = 'example/shop';
const head = 'b'.repeat(40);
const call = { tool: 'github.commentIssue', input: { body: 'benign', number: 1 } };
/** One input a tool with every text it takes. */
const samples: Readonly<Record<string, object>> = {
  'github.listPullRequests': { author: 'mona', base: 'main', head: 'topic', text: 'benign', label: 'bug', repository },
  'github.showPullRequest': { number: 2, repository },
  'github.createPullRequest': {
    title: 'benign',
    body: 'benign',
    base: 'main',
    head: 'topic',
    labels: ['bug'],
    reviewers: ['anna'],
    assignees: ['anna'],
    repository,
  },
  'github.commentPullRequest': { number: 2, body: 'benign', repository },
  'github.reviewPullRequest': { number: 2, verdict: 'comment', body: 'benign', head, repository },
  'github.mergePullRequest': { number: 2, title: 'benign', message: 'benign', head, repository },
  'github.closePullRequest': { number: 2, comment: 'benign', repository },
  'github.listChecks': { ref: 'main', repository },
  'github.listIssues': { label: 'bug', assignee: 'anna', author: 'mona', text: 'benign', repository },
  'github.showIssue': { number: 1, repository },
  'github.createIssue': { title: 'benign', body: 'benign', labels: ['bug'], assignees: ['anna'], repository },
  'github.editIssue': {
    number: 1,
    title: 'benign',
    body: 'benign',
    addLabels: ['wontfix'],
    removeLabels: ['bug'],
    assign: ['anna'],
    unassign: ['mona'],
    milestone: 'Version 1',
    repository,
  },
  'github.commentIssue': { number: 1, body: 'benign', repository },
  'github.closeIssue': { number: 1, comment: 'benign', repository },
  'github.deleteComment': { number: 1, body: 'benign', comment: 5, call, repository },
  'github.dismissReview': { number: 2, review: 5, call, repository },
  'github.reopen': { number: 1, repository },
  'github.restoreIssue': {
    number: 1,
    to: { title: 'benign', body: 'benign', labels: ['bug'], assignees: ['anna'], milestone: { number: 1, title: 'Version 1' } },
    expect: { title: 'Login fails', body: 'About Login fails.', labels: ['bug'], assignees: ['anna'], milestone: { number: 1, title: 'Version 1' } },
    repository,
  },
  'github.editPullRequest': {
    number: 2,
    title: 'benign',
    body: 'benign',
    base: 'topic',
    addLabels: ['wontfix'],
    removeLabels: ['bug'],
    assign: ['anna'],
    unassign: ['mona'],
    repository,
  },
  'github.requestReview': { number: 2, reviewers: ['anna', 'example/platform'], remove: ['octo'], repository },
  'github.autoMerge': { number: 2, repository },
  'github.rerunChecks': { ref: 'topic', repository },
  'github.showJobLog': { ref: 'topic', job: 'benign', repository },
  'github.listReleases': { repository },
  'github.showRelease': { tag: 'v1.0.0', repository },
  'github.createRelease': { tag: 'v2', title: 'benign', notes: 'benign', target: 'topic', repository },
  'github.listMilestones': { repository },
  'github.createMilestone': { title: 'benign', description: 'benign', due: '2026-12-24', repository },
  'github.closeMilestone': { title: 'Version 1', repository },
  'github.reopenMilestone': { title: 'Version 1', repository },
  'github.withdrawMilestone': { title: 'Version 1', number: 1, repository },
  'github.editRelease': { tag: 'v1.0.0', title: 'benign', notes: 'benign', repository },
  'github.restoreRelease': {
    tag: 'v1.0.0',
    release: 70,
    to: { name: 'benign', body: 'benign' },
    expect: { name: 'First', body: 'All of it.' },
    tagMade: head,
    repository,
  },
  'github.restorePullRequest': {
    number: 2,
    to: { title: 'benign', body: 'benign', labels: ['bug'], assignees: ['anna'], base: 'topic' },
    expect: { title: 'Add login', body: 'About Add login.', labels: ['bug'], assignees: ['anna'], base: 'main' },
    repository,
  },
  'github.withdrawRelease': { tag: 'v1.0.0', tagMade: head, repository },
  'github.withdrawIssue': { number: 1, call, repository },
  'github.withdrawPullRequest': { number: 2, call, repository },
};

/** All that may be asked for, as it stands on the wire: one segment is one segment. */
const roads = [
  '/user',
  '/repos/O/N',
  '/repos/O/N/(?:labels|issues|pulls)',
  '/repos/O/N/(?:assignees|branches|rules/branches|compare)/[^/]+',
  '/repos/O/N/commits/[^/]+/(?:check-runs|status)',
  '/graphql',
  '/storage/logs/\\d+',
  '/repos/O/N/git/refs?/(?:heads|tags)%2F[^/]+',
  '/repos/O/N/milestones(?:/\\d+)?',
  '/repos/O/N/git/tags/[0-9a-f]{40}',
  '/repos/O/N/commits/[^/]+',
  '/repos/O/N/actions/runs(?:/\\d+(?:/(?:jobs|rerun|rerun-failed-jobs))?)?',
  '/repos/O/N/actions/jobs/\\d+/logs',
  '/repos/O/N/releases(?:/(?:latest|generate-notes|\\d+|tags/[^/]+))?',
  '/repos/O/N/(?:issues|pulls)/\\d+(?:/(?:comments|labels|files|reviews|merge|requested_reviewers))?',
  '/repos/O/N/issues/comments/\\d+',
  '/repos/O/N/pulls/\\d+/reviews/\\d+(?:/dismissals)?',
];
const queries = new Set(['state', 'sort', 'direction', 'base', 'head', 'per_page', 'page', 'labels', 'assignee', 'creator', 'since', 'filter', 'head_sha']);

function strays({ url, method }: Request, place: string): readonly string[] {
  const [path = '', query = ''] = url.replace(/^\/case-\d+/, '').split('?');
  const [owner = '', name = ''] = place.split('/').slice(-2).map(encodeURIComponent);
  const fits = roads.some((road) => new RegExp(`^${road.replace('O', () => owner).replace('N', () => name)}$`).test(path));
  const dots = path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
  const unknown = [...new URLSearchParams(query).keys()].filter((key) => !queries.has(key));
  return fits && !dots && unknown.length === 0 ? [] : [`${method} ${url}`];
}

test('no text of any input gets out of its place in a request', { timeout: 500_000 }, async () => {
  const problems: string[] = [];
  const github = await startGithub();
  const world = githubWorld(github.url);
  const plainHeaders = new Set([
    'accept',
    'accept-encoding',
    'accept-language',
    'authorization',
    'connection',
    'content-length',
    'content-type',
    'host',
    'sec-fetch-mode',
    'user-agent',
    'x-github-api-version',
  ]);
  let cases = 0;
  let reached = 0;
  const texts = new Set(hostileTexts);
  for (const [first, tool] of githubTools.entries()) {
    const sample = samples[tool.name];
    if (sample === undefined) throw new Error(`no sample for ${tool.name}`);
    // Another one is the first for each tool, so that all of them are tried.
    let n = first;
    for (const { input, value, place } of hostileInputs(tool.input, sample)) {
      cases++;
      const parsed = tool.input.safeParse(input);
      if (!parsed.success) continue;
      // Nearly every text is a good body, title or comment: some of those are enough. What becomes part of an address is tried most.
      const free = /body|title|comment|^to|^expect|^call/.test(place.name);
      if (n++ % (free ? 300 : texts.has(value) ? 4 : 40) !== 0) continue;
      reached++;
      const from = github.requests.length;
      reset(github);
      await (free || tool.effect === 'read' ? tool.run(parsed.data, workplace(world)) : tool.preview?.(parsed.data, workplace(world)));
      const asked = (parsed.data as { repository?: string }).repository ?? '';
      for (const request of github.requests.slice(from)) {
        problems.push(...strays(request, asked).map((stray) => `${tool.name} ${place.name} ${JSON.stringify(value)}: ${stray}`));
        for (const header of Object.keys(request.headers)) if (!plainHeaders.has(header)) problems.push(`${tool.name}: header ${header}`);
      }
    }
  }
  console.log(`${cases} cases, ${reached} of them taken by a tool, ${github.requests.length} requests, ${problems.length} escapes`);
  expect(cases).toBeGreaterThan(5_000);
  expect(problems).toEqual([]);
  expect(existsSync(join(world.folder, 'nimbus-escaped'))).toBe(false);
});

/** Each case finds the world as it was. */
function reset({ data }: FakeGithub): void {
  const fresh = sampleData();
  for (const name of ['issues', 'branches'] as const) {
    data[name].clear();
    for (const [key, value] of fresh[name]) (data[name] as Map<unknown, unknown>).set(key, value);
  }
}
