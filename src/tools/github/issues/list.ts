import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { tool } from '../../../domain/tool.ts';
import { connect } from '../connect.ts';
import { bare, hasInTitle, inTitle, label, limit, login, repository } from '../inputs.ts';
import { issueShape } from '../shapes.ts';
import { issueAsRow, row } from './row.ts';

export const listIssues = tool({
  name: 'github.listIssues',
  effect: 'read',
  summary: 'List the issues of a repository.',
  input: z.strictObject({
    state: z.enum(['open', 'closed', 'all']).default('open').describe('Only issues in this state.'),
    label: label.optional().describe('Only with this label.'),
    assignee: login.optional().describe('Only assigned to this person.'),
    author: login.optional().describe('Only by this author.'),
    text: inTitle,
    limit,
    repository,
  }),
  output: z.object({ issues: z.array(row), complete: z.boolean().describe('Nothing was left out.') }),
  commands: ['gh issue list --label|-l={label} -a={assignee} -A={author}'],
  says: [
    'search the issues for "timeout"',
    'list the open issues',
    'which issues have the label bug',
    'show all closed issues',
    'what bugs are assigned to octocat',
    'what tickets are open',
    'open bugs',
    'which issues are labelled bug',
    'closed issues by octocat',
    'what tickets are assigned to me',
    'show issues with label docs',
    'what is on our issue list',
    'tickets labelled urgent',
    'issues alice reported',
    'show closed bugs',
    'bugs',
    'open tickets',
    'what is kim working on in the issues?',
    'issues by lee',
    'closed issues labelled docs',
    'what is assigned to me@kim?',
    'what is in the backlog',
    'show the backlog',
    'our backlog',
    'which bugs are open',
    'which tickets did kim file',
    'tickets kim reported',
    'issues that kim opened',
    "kim's issues",
    'issues by kim',
    'bugs reported by kim',
    'what is kim working on',
    "what is on kim's plate",
    'issues for kim',
    'tickets assigned to kim',
    'what is assigned to kim',
    'open and closed issues',
    'all issues whatever their state',
    'closed tickets',
    'the ten newest issues',
    'latest issues',
    'how many bugs do we have',
    'everything labelled bug',
    'give me the bugs, that is everything labelled bug',
    'issues tagged urgent',
    'issues with the label backend',
    'what problems were reported',
    'known issues',
    'any new issues',
    'issues of example/app',
    'list the tickets in example/app',
    'open issues please, all of this repository, I just took over as the maintainer and want to see what I got myself into',
    'which bugs are open in acme/checkout? label bug',
    'issues assigned to me, my user is kowalski',
    'Show me the closed issues of fleet/mobile, at most 30.',
    'what has jana reported so far, all states please, she tests for us since March and I have to write her a reference letter',
    'give me the github issues with label good first issue',
    "whats on pedro's plate, issues on github",
    'unresolved issues in the kiosk repo by user field-ops',
  ],
  examples: [{ title: 'List the open bugs', input: { label: 'bug', repository: 'example/shop' } }],
  guessMs: 1_500,

  async run(what, at) {
    const github = await connect(what.repository, at);
    if (!github.ok) return github;
    const listed = await github.value.list(
      'GET /issues',
      {
        state: what.state,
        ...(what.label === undefined ? {} : { labels: what.label }),
        ...(what.assignee === undefined ? {} : { assignee: bare(what.assignee) }),
        ...(what.author === undefined ? {} : { creator: bare(what.author) }),
      },
      // GitHub counts pull requests among the issues.
      { shape: issueShape, limit: what.limit, keep: (one) => (one.pull_request === undefined || one.pull_request === null) && hasInTitle(what.text, one) },
      { verb: 'list the issues', thing: `repository ${github.value.repository}` },
    );
    if (!listed.ok) return listed;
    const { items, complete } = listed.value;
    return {
      ok: true,
      output: { issues: items.map(issueAsRow), complete },
      summary: `${count(items.length, `${what.state === 'all' ? '' : `${what.state} `}issue`)} in ${github.value.repository}${complete ? '' : ', and there are more'}.`,
      undo: 'nothing-changed',
    };
  },
});
