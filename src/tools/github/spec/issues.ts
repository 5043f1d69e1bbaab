import { z } from 'zod';
import { type ToolSpec, toolSpec } from '../../../domain/tool.ts';
import { body, limit, login, number, posted, repository, title } from './fields.ts';

const issue = number.describe('Number of the issue.');
const row = z.object({ number: z.int(), title: z.string(), state: z.string(), author: z.string(), labels: z.array(z.string()), url: z.string() });

const listIssues = toolSpec({
  name: 'github.listIssues',
  effect: 'read',
  summary: 'List the issues of a repository.',
  input: z.strictObject({
    state: z.enum(['open', 'closed', 'all']).default('open').describe('Only issues in this state.'),
    label: z.string().min(1).optional().describe('Only with this label.'),
    assignee: login.optional().describe('Only assigned to this person.'),
    author: login.optional().describe('Only by this author.'),
    limit,
    repository,
  }),
  output: z.object({ issues: z.array(row) }),
  says: ['list the open issues', 'which issues have the label bug', 'show all closed issues', 'what bugs are assigned to octocat', 'what tickets are open'],
  guessMs: 1_500,
});

const showIssue = toolSpec({
  name: 'github.showIssue',
  effect: 'read',
  summary: 'Show one issue with its discussion.',
  input: z.strictObject({ number: issue, repository }),
  output: z.object({ ...row.shape, body: z.string(), comments: z.array(z.object({ author: z.string(), body: z.string() })) }),
  says: ['show issue 42', 'what is issue #42 about', 'read the issue 7', 'details of ticket 12', 'is issue 9 still open'],
  guessMs: 1_000,
});

const createIssue = toolSpec({
  name: 'github.createIssue',
  effect: 'change',
  summary: 'Open an issue.',
  input: z.strictObject({
    title: title.describe('Title of the issue.'),
    body: body.optional().describe('Description of the issue, in Markdown.'),
    labels: z.array(z.string().min(1)).optional().describe('Labels to put on it.'),
    assignees: z.array(login).optional().describe('Assign it to these people.'),
    repository,
  }),
  output: posted,
  says: [
    'open an issue "Login fails"',
    'create an issue titled "Slow start" with label bug',
    'file a bug report',
    'report a bug',
    'raise a ticket called "Update the docs"',
    'new issue',
  ],
  guessMs: 1_500,
});

const commentIssue = toolSpec({
  name: 'github.commentIssue',
  effect: 'change',
  summary: 'Comment on an issue.',
  input: z.strictObject({ number: issue, body: body.min(1).describe('Text of the comment, in Markdown.'), repository }),
  output: posted,
  says: [
    'comment "fixed in 1.2" on issue 42',
    'reply to issue #7 saying "thanks"',
    'leave a comment on issue 12',
    'write on the issue that it is fixed',
    'tell issue 5 "we are on it"',
  ],
  guessMs: 1_500,
});

const closeIssue = toolSpec({
  name: 'github.closeIssue',
  effect: 'change',
  summary: 'Close an issue.',
  input: z.strictObject({
    number: issue,
    reason: z.enum(['completed', 'not planned', 'duplicate']).default('completed').describe('Why it is closed.'),
    comment: body.min(1).optional().describe('Comment that says more.'),
    repository,
  }),
  output: posted,
  says: ['close issue 42', 'close issue #7 as not planned', 'mark issue 12 as completed', 'resolve the ticket 3'],
  guessMs: 1_500,
});

export const issueSpecs: readonly ToolSpec[] = [listIssues, showIssue, createIssue, commentIssue, closeIssue];
