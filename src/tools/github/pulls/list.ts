import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { tool } from '../../../domain/tool.ts';
import { connect } from '../connect.ts';
import { bare, branch, hasInTitle, inTitle, label, limit, login, repository } from '../inputs.ts';
import { pullRow } from '../shapes.ts';
import { pullAsRow, row } from './row.ts';

export const listPullRequests = tool({
  name: 'github.listPullRequests',
  effect: 'read',
  summary: 'List the pull requests of a repository.',
  input: z.strictObject({
    state: z.enum(['open', 'closed', 'merged', 'all']).default('open').describe('Only pull requests in this state.'),
    author: login.optional().describe('Only by this author.'),
    base: branch.optional().describe('Only into this branch.'),
    head: branch.optional().describe('Only from this branch, of whatever fork.'),
    draft: z.boolean().optional().describe('Only drafts; false: only what is ready for review.'),
    text: inTitle,
    label: label.optional().describe('Only with this label.'),
    limit,
    repository,
  }),
  output: z.object({ pullRequests: z.array(row), complete: z.boolean().describe('Nothing was left out.') }),
  commands: ['gh pr list --label={label} -A={author} -d|--draft{draft:true}'],
  says: [
    'list the open pull requests',
    'which pull requests are waiting for review',
    'show all PRs by octocat',
    'what pull requests are there against main',
    "show my team's open PRs",
    'merged pull requests into main',
    'which PRs need review',
    'pull requests with the label backend',
    'any open pull requests',
    'PRs against main',
    'what is waiting for review',
    'my pull requests',
    'pull requests alice opened',
    'prs',
    'open prs',
    'what waits for review?',
    'pull requests by kim',
    'prs into develop',
    'what was merged lately?',
    'closed pull requests',
    'what is in the review queue',
    'what is open for review',
    'review queue',
    'which prs did kim open',
    'prs that kim opened',
    "kim's pull requests",
    'all pull requests, open and closed',
    'every pull request whatever its state',
    'the 5 newest pull requests',
    'latest pull requests',
    'how many prs are open',
    'are there prs to review',
    'what needs my review',
    'any prs for develop',
    'pull requests that go into release/2',
    'drafts and open prs',
    'prs labelled bug',
    'prs marked with backend',
    'closed prs',
    'prs that were merged',
    'recently merged prs',
    'which pull requests are still open',
    'open merge requests',
    'what is up for merging',
    'pending pull requests',
    'anything waiting to be merged',
    'prs in example/app',
    'list prs of example/app',
    'anything open against release/2',
    'is anything open against main',
    'which prs are waiting for me',
    'prs carrying the label bug',
    'prs authored by kim',
    'provide the merged pull requests into main as evidence',
    'which PRs are still open?',
    'Could you show me everything that dana-k has up for merging at the moment?',
    'merged PRs, last 20',
    'Requesting a list of closed pull requests for atlas/fleet-manager, ten at most.',
    'is there a PR yet from branch fix/kiosk-timeouts, or did our colleague only push it and forget about opening one before he left?',
    'draft PRs that mention "retry budget", I know somebody began on it in spring and I don\'t want to write the whole thing twice',
    'I come back from vacation and need to know what pull requests are waiting into release/2.8, open ones only please',
    'who has something waiting to be merged into develop on acme/web?, because I would like to freeze that branch at five and nobody should be surprised',
    'list PRs',
    "let's see the five newest open pull requests, standup is in two minutes and I have nothing to say",
    'pull requets about terraform upgrade in platform-infra',
  ],
  examples: [{ title: 'List what is open', input: { repository: 'example/shop' } }],
  guessMs: 1_500,

  async run(what, at) {
    const github = await connect(what.repository, at);
    if (!github.ok) return github;
    const by = what.author === undefined ? undefined : bare(what.author).toLowerCase();
    const label = what.label?.toLowerCase();
    const listed = await github.value.list(
      'GET /pulls',
      { state: what.state === 'merged' ? 'closed' : what.state, sort: 'created', direction: 'desc', ...(what.base === undefined ? {} : { base: what.base }) },
      {
        shape: pullRow,
        limit: what.limit,
        keep: (one) =>
          (what.state !== 'merged' || Boolean(one.merged_at)) &&
          (what.head === undefined || one.head.ref === what.head) &&
          (what.draft === undefined || one.draft === what.draft) &&
          hasInTitle(what.text, one) &&
          (by === undefined || one.user.toLowerCase() === by) &&
          (label === undefined || one.labels.some((l) => l.toLowerCase() === label)),
      },
      { verb: 'list the pull requests', thing: `repository ${github.value.repository}` },
    );
    if (!listed.ok) return listed;
    const { items, complete } = listed.value;
    return {
      ok: true,
      output: { pullRequests: items.map(pullAsRow), complete },
      summary: `${count(items.length, `${what.state === 'all' ? '' : `${what.state} `}pull request`)} in ${github.value.repository}${complete ? '' : ', and there are more'}.`,
      undo: 'nothing-changed',
    };
  },
});
