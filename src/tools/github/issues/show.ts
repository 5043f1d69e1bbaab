import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { tool } from '../../../domain/tool.ts';
import { connect } from '../connect.ts';
import { number, repository } from '../inputs.ts';
import { commentShape } from '../shapes.ts';
import { issueThing, readIssue } from '../world.ts';
import { issueAsRow, row } from './row.ts';

const commentsMax = 300;

export const showIssue = tool({
  name: 'github.showIssue',
  effect: 'read',
  summary: 'Show one issue with its discussion.',
  input: z.strictObject({ number: number.describe('Number of the issue.'), repository }),
  output: z.object({
    ...row.shape,
    reason: z.string().optional().describe('Why it was closed.'),
    body: z.string(),
    comments: z.array(z.object({ author: z.string(), at: z.string(), body: z.string(), url: z.string() })),
    complete: z.boolean().describe('No comment was left out.'),
  }),
  commands: ['gh issue view {number}'],
  says: [
    'show issue 42',
    'what is issue #42 about',
    'read the issue 7',
    'details of ticket 12',
    'is issue 9 still open',
    'show issue 12',
    'what is issue 7 about',
    'read ticket 9',
    'details of bug 3',
    'what did people say on issue 5',
    'tell me about issue 14',
    'what does ticket 8 say',
    'read bug #22',
    'status of issue 4',
    'is ticket 3 closed',
    'issue 12',
    'what is #12 about?',
    'read ticket 12',
    'who commented on issue 12?',
    'what does bug 12 say?',
    'what is the story with issue 12',
    'what is up with issue 12',
    'where are we with issue 12',
    'where are we with #12, the issue',
    'how is issue 12 going',
    'tell me about issue 12',
    'tell me more about ticket 12',
    'what was reported in issue 12',
    'what did people say on issue 12',
    'what do they say in ticket 12',
    'discussion in issue 12',
    'comments on issue 12',
    'read issue 12',
    'let me read ticket 12',
    'look at bug 12',
    'pull up ticket 12',
    'bring up issue 12',
    'open ticket 12',
    'summarise issue 12',
    'summary of bug 12',
    'is bug 12 fixed',
    'is issue 12 still open',
    'was issue 12 closed',
    'who has issue 12',
    'who works on issue 12',
    'who is assigned to issue 12',
    'who reported bug 12',
    'view issue 12',
    'issue 12 in example/app',
    'show issue 318',
    'open up ticket 77 on github',
    "issue 23 details please, it's quoted in the incident report from last week but no one wrote down what it is about",
    'gh issue view 844 --comments',
    'who is assigned to issue 66 of fleet/router ? The customer is on the phone and wants a name and I have none to give',
    'give me the text of bug 912 with all comments, github issue',
    'look into the github issue',
    "Can you bring issue 2044 on screen, the planning call starts now and I've forgotten what we decided there.",
    'what is the last coment on issue 458',
  ],
  examples: [{ title: 'Read an issue', input: { number: 1, repository: 'example/shop' } }],
  guessMs: 1_000,

  async run({ number, repository }, at) {
    const github = await connect(repository, at);
    if (!github.ok) return github;
    const issue = await readIssue(github.value, number);
    if (!issue.ok) return issue;
    const listed = await github.value.list(
      'GET /issues/{number}/comments',
      { number },
      { shape: commentShape, limit: commentsMax },
      { verb: 'read its comments', thing: issueThing(github.value, number) },
    );
    if (!listed.ok) return listed;
    const it = issue.value;
    const { items, complete } = listed.value;
    return {
      ok: true,
      output: {
        ...issueAsRow(it),
        ...(it.state_reason ? { reason: it.state_reason.replaceAll('_', ' ') } : {}),
        body: it.body,
        comments: items.map((comment) => ({ author: comment.user, at: comment.created_at, body: comment.body, url: comment.html_url })),
        complete,
      },
      summary: `#${number} ${it.title}: ${it.state}, by ${it.user}, ${count(items.length, 'comment')}.`,
      undo: 'nothing-changed',
    };
  },
});
