import { githubTools } from '../../src/tools/github/all.ts';
import { githubWorld, startGithub } from '../support/github.ts';
import { picture, pullOf } from '../support/github-data.ts';
import { addDraft, withIssue } from '../support/github-journeys.ts';
import { makeExamples, type Stage } from './example.ts';

/** What GitHub itself never takes away again: a pull request or an issue that was opened stays, closed; a review stays, dismissed. */
const leftover: Readonly<Record<string, Stage['leaves']>> = {
  'github.createPullRequest': {
    says: 'the pull request is left, closed',
    picture: (before) => withIssue(before, '#3 Remember the last search · closed ·  ·  · Kept for a day.\n  asks anna'),
  },
  'github.reviewPullRequest': { says: 'the review is left, dismissed', picture: (before) => withIssue(before, '  octo DISMISSED: Nice and small.') },
  'github.createIssue': {
    says: 'the issue is left, closed as not planned',
    picture: (before) => withIssue(before, '#3 Search forgets the filter · closed (not_planned) · bug ·  · Going back loses it.'),
  },
};

makeExamples('github', githubTools, async (tool) => {
  const github = await startGithub();
  // There is nothing to wait for otherwise.
  if (tool === 'github.autoMerge') pullOf(github.data, 2).pull.blocked = true;
  if (tool === 'github.editRelease') addDraft(github, 'v1.0.1');
  return { world: githubWorld(github.url), picture: () => picture(github.data), leaves: leftover[tool], names: { 'https://api.github.com': github.url } };
});
