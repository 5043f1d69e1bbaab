import { beforeAll, describe, expect, test } from 'vitest';
import { githubTools } from '../../../src/tools/github/all.ts';
import { call } from '../../support/drive-tool.ts';
import { githubWorld, startGithub } from '../../support/github.ts';
import { type GithubDocument, readGithubDocument } from '../../support/github-document.ts';
import { journeys, mergeSample, travel } from '../../support/github-journeys.ts';

let document: GithubDocument;
beforeAll(async () => {
  document = await readGithubDocument();
});

const repository = 'example/shop';
const reads: readonly (readonly [string, object])[] = [
  ['github.listPullRequests', { state: 'merged', base: 'main', head: 'feature/login', draft: false, text: 'login', author: 'mona', label: 'bug' }],
  ['github.showPullRequest', { number: 2 }],
  ['github.listChecks', { number: 2 }],
  ['github.listChecks', { ref: 'feature/login' }],
  ['github.listIssues', { state: 'all', label: 'good first issue', assignee: 'anna', author: 'octo' }],
  ['github.showIssue', { number: 1 }],
  ['github.showJobLog', { ref: 'topic', job: 'build' }],
  ['github.listReleases', {}],
  ['github.listMilestones', {}],
  ['github.showRelease', {}],
  ['github.showRelease', { tag: 'v1.0.0' }],
];

describe('every request is one that GitHub’s own document allows, and our server answers as it says', () => {
  test.each(journeys)('$what', async (journey) => {
    const problems: string[] = [];
    const github = await startGithub({ judge: document.judge, problems });
    await travel(githubWorld(github.url, { GITHUB_API_URL: github.url }), github, journey);
    expect([...new Set(problems)]).toEqual([]);
  });

  test('running failed jobs again', async () => {
    const problems: string[] = [];
    const github = await startGithub({ judge: document.judge, problems });
    const done = await call(githubWorld(github.url, { GITHUB_API_URL: github.url }), 'github.rerunChecks', { ref: 'topic', repository });
    expect([done.failure, [...new Set(problems)]]).toEqual([undefined, []]);
  });

  test('merging, and deleting the branch', async () => {
    const problems: string[] = [];
    const github = await startGithub({ judge: document.judge, problems });
    const done = await mergeSample(githubWorld(github.url, { GITHUB_API_URL: github.url }), github, { deleteBranch: true, require: ['checks', 'up-to-date'] });
    expect([done.failure, [...new Set(problems)]]).toEqual([undefined, []]);
  });

  test.each(reads)('%s %j', async (tool, input) => {
    const problems: string[] = [];
    const github = await startGithub({ judge: document.judge, problems });
    const done = await call(githubWorld(github.url, { GITHUB_API_URL: github.url }), tool, { ...input, repository });
    expect([done.failure, [...new Set(problems)]]).toEqual([undefined, []]);
  });

  test('the judge finds what is wrong', () => {
    const asked = (method: string, path: string, body?: object) => document.requestProblems({ method, url: `/repos/example/shop${path}`, body });
    expect(asked('POST', '/issues', { titel: 'x' }).join()).toContain('titel');
    expect(asked('GET', '/pulls?state=weird').join()).toContain('state');
    expect(asked('GET', '/pulls?author=mona').join()).toContain('the query author is unknown');
    expect(asked('PUT', '/pulls/1/merge', { merge_method: 'fast-forward' }).join()).toContain('merge_method');
    expect(asked('GET', '/nowhere').join()).toContain('no such request');
    expect(document.graphqlProblems({ query: 'mutation($id: ID!) { mergeNothing(input: { pullRequestId: $id }) { x } }' }).join()).toContain('mergeNothing');
  });
});

describe('the document’s own examples are understood', () => {
  test('by every tool that looks', async () => {
    const prism = await document.serve();
    try {
      const world = githubWorld(prism.url, { GITHUB_API_URL: prism.url });
      const failures: string[] = [];
      // Prism answers a log with an address that leads nowhere.
      for (const [tool, input] of reads.filter(([name]) => name !== 'github.showJobLog')) {
        const done = await call(world, tool, { ...input, repository: 'octocat/Hello-World' });
        if (done.failure !== undefined) failures.push(`${tool}: ${done.failure.code} ${done.failure.message} ${done.failure.details ?? ''}`);
      }
      // Its example of an issue is a pull request.
      expect(failures).toEqual(['github.showIssue: github/is-pull-request #1 is a pull request, not an issue. ']);
    } finally {
      await prism.close();
    }
  });

  test('every tool is on one of these roads', () => {
    const taken = new Set([...journeys.map((one) => one.tool), ...reads.map(([tool]) => tool), 'github.mergePullRequest', 'github.rerunChecks']);
    expect(githubTools.filter((one) => one.says.length > 0 && !taken.has(one.name)).map((one) => one.name)).toEqual([]);
  });
});
