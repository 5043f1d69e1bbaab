import { z } from 'zod';
import { type ToolSpec, toolSpec } from '../../../domain/tool.ts';
import { body, branch, limit, login, number, posted, repository, state, title } from './fields.ts';

const pr = number.describe('Number of the pull request.');
const row = z.object({
  number: z.int(),
  title: z.string(),
  state: z.string(),
  author: z.string(),
  base: z.string(),
  head: z.string(),
  draft: z.boolean(),
  url: z.string(),
});

const listPullRequests = toolSpec({
  name: 'github.listPullRequests',
  effect: 'read',
  summary: 'List the pull requests of a repository.',
  input: z.strictObject({
    state: state.describe('Only pull requests in this state.'),
    author: login.optional().describe('Only by this author.'),
    base: branch.optional().describe('Only into this branch.'),
    label: z.string().min(1).optional().describe('Only with this label.'),
    limit,
    repository,
  }),
  output: z.object({ pullRequests: z.array(row) }),
  says: ['list the open pull requests', 'which pull requests are waiting for review', 'show all PRs by octocat', 'what pull requests are there against main'],
  guessMs: 1_500,
});

const showPullRequest = toolSpec({
  name: 'github.showPullRequest',
  effect: 'read',
  summary: 'Show one pull request: description, state, reviews, changed files.',
  input: z.strictObject({ number: pr, repository }),
  output: z.object({
    ...row.shape,
    body: z.string(),
    mergeable: z.boolean().optional(),
    files: z.array(z.string()),
    reviews: z.array(z.object({ author: z.string(), state: z.string() })),
  }),
  says: ['show pull request 42', 'what is PR #42 about', 'is pull request 7 merged', 'details of PR 12', 'who approved pull request 9'],
  guessMs: 1_000,
});

const createPullRequest = toolSpec({
  name: 'github.createPullRequest',
  effect: 'change',
  summary: 'Open a pull request from one branch into another.',
  input: z.strictObject({
    title: title.describe('Title of the pull request.'),
    body: body.optional().describe('Description of the pull request, in Markdown.'),
    base: branch.optional().describe('Branch it is to be merged into; default: the default branch of the repository.'),
    head: branch.optional().describe('Branch with the changes; default: the current one.'),
    draft: z.boolean().default(false).describe('Draft: as a draft, not ready for review.'),
    labels: z.array(z.string().min(1)).optional().describe('Labels to put on it.'),
    reviewers: z.array(login).optional().describe('Reviewers to ask for a review.'),
    repository,
  }),
  output: posted.extend({ base: z.string(), head: z.string() }),
  says: [
    'open a pull request against main',
    'create a PR from feature/login into develop titled "Add login"',
    'make a draft pull request',
    'raise a PR',
    'submit a pull request for this branch',
    'propose the changes as a pull request',
  ],
  guessMs: 2_500,
});

const commentPullRequest = toolSpec({
  name: 'github.commentPullRequest',
  effect: 'change',
  summary: 'Comment on a pull request.',
  input: z.strictObject({ number: pr, body: body.min(1).describe('Text of the comment, in Markdown.'), repository }),
  output: posted,
  says: [
    'comment "looks good" on pull request 42',
    'reply to PR 7 saying "thanks"',
    'leave a comment on PR #12',
    'write on the pull request that the tests fail',
  ],
  guessMs: 1_500,
});

const mergePullRequest = toolSpec({
  name: 'github.mergePullRequest',
  effect: 'change',
  summary: 'Merge a pull request.',
  input: z.strictObject({
    number: pr,
    method: z.enum(['merge', 'squash', 'rebase']).default('merge').describe('How: a merge commit, squash into one commit, or rebase.'),
    deleteBranch: z.boolean().default(false).describe('Delete the branch of the pull request afterwards.'),
    repository,
  }),
  output: z.object({ number: z.int(), commit: z.string() }),
  says: ['merge pull request 42', 'squash and merge PR 7', 'merge PR #12 with rebase and delete the branch', 'land the pull request'],
  guessMs: 2_000,
});

const closePullRequest = toolSpec({
  name: 'github.closePullRequest',
  effect: 'change',
  summary: 'Close a pull request without merging it.',
  input: z.strictObject({ number: pr, comment: body.min(1).optional().describe('Comment that says why.'), repository }),
  output: posted,
  says: ['close pull request 42', 'close PR #7 without merging', 'reject pull request 12', 'abandon the PR', 'decline PR 3'],
  guessMs: 1_500,
});

const listChecks = toolSpec({
  name: 'github.listChecks',
  effect: 'read',
  summary: 'List the CI checks of a pull request, branch or commit, with their results.',
  input: z.strictObject({
    number: pr.optional(),
    ref: branch.optional().describe('Branch, tag or commit, where it is not a pull request; default: the current branch.'),
    repository,
  }),
  output: z.object({
    checks: z.array(z.object({ name: z.string(), status: z.string(), conclusion: z.string().optional(), url: z.string() })),
    passed: z.boolean(),
  }),
  says: [
    'list the checks of pull request 42',
    'show the checks for PR 5',
    'did CI pass on PR #7',
    'is the build of main green',
    'which checks failed on this branch',
    'status of the pipeline for PR 12',
    'are the tests passing on PR 9',
  ],
  guessMs: 1_500,
});

export const pullRequestSpecs: readonly ToolSpec[] = [
  listPullRequests,
  showPullRequest,
  createPullRequest,
  commentPullRequest,
  mergePullRequest,
  closePullRequest,
  listChecks,
];
