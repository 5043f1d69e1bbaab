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

/** The picture with one more line behind the last issue. */
export const withIssue = (before: string, line: string): string => before.replace('\nrelease ', `\n${line}\nrelease `);

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
    leaves: (before) => withIssue(before, `#3 A topic · closed · Bug · anna · Why.\n  asks anna`),
  },
  {
    what: 'an approval',
    tool: 'github.reviewPullRequest',
    input: { number: 2, verdict: 'approve', body: 'Nice', repository },
    asks: 'Approve pull request #2 "Add login" at bbbbbbbb',
    says: 'Approved #2: https://github.com/example/shop/pull/2#pullrequestreview-1000',
    leaves: (before) => withIssue(before, '  octo DISMISSED: Nice'),
  },
  {
    what: 'a request for changes',
    tool: 'github.reviewPullRequest',
    input: { number: 2, verdict: 'request changes', body: 'Add tests', repository },
    asks: 'Request changes on pull request #2 "Add login" at bbbbbbbb',
    says: 'Requested changes on #2: https://github.com/example/shop/pull/2#pullrequestreview-1000',
    leaves: (before) => withIssue(before, '  octo DISMISSED: Add tests'),
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
    leaves: (before) => withIssue(before, '#3 Slow start · closed (not_planned) · bug · anna · It is slow.'),
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
  {
    what: 'an edit of a pull request, in all three requests',
    tool: 'github.editPullRequest',
    input: { number: 2, title: 'Add login by mail', body: 'By mail.', base: 'topic', state: 'draft', addLabels: ['bug'], assign: ['@anna'], repository },
    asks: 'Change title, description, labels, assignees, base and draft state of pull request #2 "Add login"',
    says: 'Changed title, description, labels, assignees, base and draft state of #2: https://github.com/example/shop/pull/2',
  },
  {
    what: 'a draft made ready',
    tool: 'github.editPullRequest',
    input: { number: 2, state: 'ready', repository },
    prepare: ({ data }) => void Object.assign(pullOf(data, 2).pull, { draft: true }),
    asks: 'Change draft state of pull request #2 "Add login"',
    says: 'Changed draft state of #2: https://github.com/example/shop/pull/2',
  },
  {
    what: 'reviewers, a person and a team for another',
    tool: 'github.requestReview',
    input: { number: 2, reviewers: ['@anna', 'example/platform'], remove: ['octo', 'nobody'], repository },
    prepare: ({ data }) => void pullOf(data, 2).pull.reviewers.push('octo'),
    asks: 'Ask anna and example/platform for a review of and no longer ask octo for one of #2 "Add login"',
    says: '#2: anna and example/platform asked for a review; octo no longer asked.',
  },
  {
    what: 'auto-merge',
    tool: 'github.autoMerge',
    input: { number: 2, method: 'squash', repository },
    prepare: ({ data }) => void Object.assign(pullOf(data, 2).pull, { blocked: true }),
    asks: 'Let GitHub merge #2 "Add login" into main by itself (squash)',
    says: '#2: GitHub merges it into main once what that branch asks for is met (squash).',
  },
  {
    what: 'another way to auto-merge',
    tool: 'github.autoMerge',
    input: { number: 2, method: 'rebase', repository },
    prepare: ({ data }) => void Object.assign(pullOf(data, 2).pull, { blocked: true, autoMerge: 'merge' }),
    asks: 'Let GitHub merge #2 "Add login" into main by itself (rebase)',
    says: '#2: GitHub merges it into main once what that branch asks for is met (rebase).',
  },
  {
    what: 'auto-merge switched off',
    tool: 'github.autoMerge',
    input: { number: 2, mode: 'off', repository },
    prepare: ({ data }) => void Object.assign(pullOf(data, 2).pull, { blocked: true, autoMerge: 'squash' }),
    asks: 'No longer let GitHub merge #2 "Add login" by itself',
    says: '#2 is no longer merged by itself.',
  },
  {
    what: 'a release with a tag of its own and notes from the changes',
    tool: 'github.createRelease',
    input: { tag: 'v1.1.0', title: 'Search', notesFrom: 'changes', repository },
    asks: 'Publish a release v1.1.0 "Search" in example/shop',
    says: 'Published v1.1.0: https://github.com/example/shop/releases/tag/v1.1.0',
  },
  {
    what: 'a draft of a release of a tag, with its message for notes',
    tool: 'github.createRelease',
    input: { tag: 'v1.0.1', notesFrom: 'tag', draft: true, prerelease: true, repository },
    asks: 'Draft a pre-release v1.0.1 in example/shop',
    says: 'Drafted v1.0.1: https://github.com/example/shop/releases/tag/v1.0.1',
  },
  {
    what: 'a milestone with a day',
    tool: 'github.createMilestone',
    input: { title: 'Version 2', description: 'Search.', due: '2026-12-24', repository },
    asks: 'Create the milestone "Version 2" in example/shop',
    says: 'Created the milestone Version 2: https://github.com/example/shop/milestone/2',
  },
  {
    what: 'a milestone that is reached',
    tool: 'github.closeMilestone',
    input: { title: 'version 1', repository },
    asks: 'Close the milestone Version 1',
    says: 'The milestone Version 1 is closed: https://github.com/example/shop/milestone/1',
  },
  {
    what: 'an issue that goes into a milestone',
    tool: 'github.editIssue',
    input: { number: 1, milestone: 'Version 1', repository },
    asks: 'Change milestone of issue #1',
    says: 'Changed milestone of #1: https://github.com/example/shop/issues/1',
  },
  {
    what: 'an issue that is taken out of its milestone',
    tool: 'github.editIssue',
    input: { number: 1, removeMilestone: true, repository },
    asks: 'Change milestone of issue #1',
    says: 'Changed milestone of #1: https://github.com/example/shop/issues/1',
    prepare: ({ data }) => {
      for (const one of data.issues.values()) if (one.number === 1) one.milestone = 1;
    },
  },
  {
    what: 'a release whose notes were wrong',
    tool: 'github.editRelease',
    input: { tag: 'v1.0.0', notes: 'All of it, and more.', prerelease: true, repository },
    asks: 'Change notes and pre-release of the release v1.0.0 in example/shop',
    says: 'Changed notes and pre-release of v1.0.0: https://github.com/example/shop/releases/tag/v1.0.0',
  },
  {
    what: 'a draft that is published, with its tag',
    tool: 'github.editRelease',
    input: { tag: 'v1.2.0', title: 'Search', publish: true, repository },
    asks: 'Publish and change title of the draft v1.2.0 in example/shop',
    says: 'Published v1.2.0: https://github.com/example/shop/releases/tag/v1.2.0',
    prepare: (github) => addDraft(github),
  },
];

/** A draft of a release. */
export function addDraft({ data }: FakeGithub, tag = 'v1.2.0'): void {
  data.releases.unshift({ ...{ id: 71, tag, target: 'main', name: tag, body: 'Search.' }, draft: true, prerelease: false, author: 'octo', files: [] });
}

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
