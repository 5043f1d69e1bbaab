import { expect } from 'vitest';
import { type Called, call, rollBack, type World } from './drive-tool.ts';
import type { FakeGithub } from './github.ts';
import { picture, pullOf } from './github-data.ts';

/** Run, verified, taken back, and the world as it was: for every change that can be taken back. */
export interface Journey {
  readonly what: string;
  readonly tool: string;
  readonly input: object;
  /** What the approval shows. */
  readonly asks: string;
  readonly says: string;
  /** What is left on GitHub, where it is not quite as before. */
  readonly leaves?: (before: string) => string;
  readonly prepare?: (github: FakeGithub) => void;
}

const repository = 'example/shop';
const closedPull = (before: string, assigned = ''): string => `${before}\n#3 A topic · closed · bug · ${assigned} · Why.`;

export const journeys: readonly Journey[] = [
  {
    what: 'a comment on a pull request',
    tool: 'github.commentPullRequest',
    input: { number: 2, body: 'Looks good', repository },
    asks: 'Comment on pull request #2 "Add login"',
    says: 'Commented on #2: https://github.com/example/shop/issues/2#issuecomment-1000',
  },
  {
    what: 'a comment on an issue',
    tool: 'github.commentIssue',
    input: { number: 1, body: 'Fixed in 1.2', repository },
    asks: 'Comment on issue #1 "Login fails"',
    says: 'Commented on #1: https://github.com/example/shop/issues/1#issuecomment-1000',
  },
  {
    what: 'a pull request',
    tool: 'github.createPullRequest',
    input: { title: 'A topic', body: 'Why.', head: 'topic', labels: ['Bug'], reviewers: ['@anna'], assignees: ['anna'], repository },
    asks: 'Open a pull request from topic into main: "A topic"',
    says: 'Opened #3, topic into main: https://github.com/example/shop/pull/3',
    // A pull request stays, closed.
    leaves: (before) => closedPull(before, 'anna').replace('closed · bug', 'closed · Bug'),
  },
  {
    what: 'an approval',
    tool: 'github.reviewPullRequest',
    input: { number: 2, verdict: 'approve', body: 'Nice', repository },
    asks: 'Approve pull request #2 "Add login" at bbbbbbbb',
    says: 'Approved #2: https://github.com/example/shop/pull/2#pullrequestreview-1000',
    leaves: (before) => `${before}\n  octo DISMISSED: Nice`,
  },
  {
    what: 'a request for changes',
    tool: 'github.reviewPullRequest',
    input: { number: 2, verdict: 'request changes', body: 'Add tests', repository },
    asks: 'Request changes on pull request #2 "Add login" at bbbbbbbb',
    says: 'Requested changes on #2: https://github.com/example/shop/pull/2#pullrequestreview-1000',
    leaves: (before) => `${before}\n  octo DISMISSED: Add tests`,
  },
  {
    what: 'closing a pull request with a comment',
    tool: 'github.closePullRequest',
    input: { number: 2, comment: 'Not now', repository },
    asks: 'Close pull request #2 "Add login" without merging it',
    says: 'Closed #2 without merging it: https://github.com/example/shop/pull/2',
  },
  {
    what: 'an issue',
    tool: 'github.createIssue',
    input: { title: 'Slow start', body: 'It is slow.', labels: ['bug'], assignees: ['anna'], repository },
    asks: 'Open an issue in example/shop: "Slow start"',
    says: 'Opened #3: https://github.com/example/shop/issues/3',
    leaves: (before) => `${before}\n#3 Slow start · closed (not_planned) · bug · anna · It is slow.`,
  },
  {
    what: 'an edit',
    tool: 'github.editIssue',
    input: { number: 1, title: 'Login fails on Safari', addLabels: ['wontfix'], removeLabels: ['bug'], assign: ['anna'], repository },
    asks: 'Change title, labels and assignees of issue #1',
    says: 'Changed title, labels and assignees of #1: https://github.com/example/shop/issues/1',
  },
  {
    what: 'closing an issue as not planned, with a comment',
    tool: 'github.closeIssue',
    input: { number: 1, reason: 'not planned', comment: 'Works here', repository },
    asks: 'Close issue #1 "Login fails" as not planned',
    says: 'Closed #1 as not planned: https://github.com/example/shop/issues/1',
  },
];

/** Runs one and proves it: verified, taken back, and the world as it was but for what it says it leaves. */
export async function travel(world: World, github: FakeGithub, { tool, input, asks, says, leaves = (same) => same, prepare }: Journey): Promise<Called> {
  prepare?.(github);
  const before = picture(github.data);
  const done = await call(world, tool, input);
  expect([done.failure, done.asked, done.summary, done.verdict]).toEqual([undefined, asks, says, { met: true }]);
  expect(picture(github.data)).not.toBe(before);
  expect(await rollBack(world, done)).toBe('succeeded');
  expect(picture(github.data)).toBe(leaves(before));
  return done;
}

/** Merges the sample's pull request, and looks at what became of it. */
export async function mergeSample(world: World, github: FakeGithub, more: object = {}): Promise<Called> {
  const done = await call(world, 'github.mergePullRequest', { number: 2, repository, ...more });
  if (done.failure === undefined) expect(pullOf(github.data, 2).pull.merged).toBeDefined();
  return done;
}
