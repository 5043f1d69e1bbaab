import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { ok } from '../../../domain/failure/failure.ts';
import { tool } from '../../../domain/tool.ts';
import { connect } from '../connect.ts';
import { number, repository } from '../inputs.ts';
import { type CommentShape, commentShape, type ReviewShape, reviewShape } from '../shapes.ts';
import { headOf, pullThing, readPull, stateOf } from '../world.ts';
import { pullAsRow, row } from './row.ts';

const filesMax = 300;
const commentsMax = 300;

export const showPullRequest = tool({
  name: 'github.showPullRequest',
  effect: 'read',
  summary: 'Show one pull request: description, state, reviews, comments, changed files.',
  input: z.strictObject({ number: number.describe('Number of the pull request.'), repository }),
  output: z.object({
    ...row.shape,
    body: z.string(),
    mergeable: z.boolean().optional().describe('Whether it can be merged without conflicts; absent while GitHub works it out.'),
    mergeState: z.string().describe('clean, blocked, behind, dirty, unstable, draft or unknown.'),
    commit: z.string().describe('Head of its branch.'),
    added: z.int(),
    removed: z.int(),
    files: z.array(z.string()),
    reviewers: z.array(z.string()).describe('Asked for a review, and not given one yet.'),
    reviews: z.array(z.object({ author: z.string(), state: z.string(), body: z.string() })),
    comments: z
      .array(z.object({ author: z.string(), at: z.string(), body: z.string(), url: z.string() }))
      .describe(
        `What was said on it, the newest last: the first ${commentsMax} comments, and the texts of as many reviews; none of those at lines of its files.`,
      ),
    complete: z.boolean().describe('No comment and no review was left out.'),
  }),
  commands: ['gh pr view {number}'],
  says: [
    'show pull request 42',
    'what is PR #42 about',
    'is pull request 7 merged',
    'details of PR 12',
    'who approved pull request 9',
    'show PR 12',
    'what is pull request 5 about',
    'details of #7 pull request',
    'who reviewed PR 9',
    'what files does PR 12 change',
    'is PR 3 merged yet',
    'what does pull request 12 change',
    'state of PR 5',
    'has PR 9 been merged',
    'summary of pull request #8',
    'pr 12',
    'what does pull request 12 change?',
    'who reviewed pr 12?',
    'is 12 approved?',
    'summary of pr 12',
    'what is the status of pr 12',
    'status of pull request 12',
    'what state is #12 in',
    'look at pr 12',
    'open up pr 12',
    'let me see pull request 12',
    'tell me about pr 12',
    'tell me more about pull request 12',
    'describe pr 12',
    'explain pr 12',
    'what is in pr 12',
    'what is going on with pr 12',
    'what is up with pr 12',
    'where are we with pr 12',
    'did pr 12 get merged',
    'was #12 merged',
    'is pr 12 still open',
    'is pr 12 a draft',
    'which files are touched by pr 12',
    'who opened pr 12',
    'read pr 12',
    'i want to read through pull request 12',
    'info on pr 12',
    'pull request 12 in example/app',
    'view pr 12',
    'who has to review pr 12',
    'has anyone reviewed pr 12',
    'what has pr 12 got in it',
    'fetch the details of pr 12',
    'who is the author of pr 12',
    'can pr 12 be merged',
    'can #12 be merged yet',
    'is pr 12 mergeable',
    'is pull request 12 ready to be merged',
    'may pr 12 be merged',
    'who approved pull request 12',
    'the approvals given on PR 12',
    'what did reviewers think of PR 12',
    'show PR 412',
    'is PR 903 approved yet?',
    'give me the details on pull 17 in fleet-agent',
    'The customer calls in five minutes and wants to know whether his fix is there: what state is pr 9 in, merged or still open',
  ],
  examples: [{ title: 'Look at a pull request', input: { number: 2, repository: 'example/shop' } }],
  guessMs: 1_000,

  async run({ number, repository }, at) {
    const github = await connect(repository, at);
    if (!github.ok) return github;
    const thing = pullThing(github.value, number);
    const pull = await readPull(github.value, number);
    if (!pull.ok) return pull;
    const [files, reviews, comments] = await Promise.all([
      github.value.list(
        'GET /pulls/{number}/files',
        { number },
        { shape: z.object({ filename: z.string() }), limit: filesMax },
        { verb: 'list its files', thing },
      ),
      github.value.list('GET /pulls/{number}/reviews', { number }, { shape: reviewShape, limit: commentsMax }, { verb: 'list its reviews', thing }),
      pull.value.comments === 0
        ? ok({ items: [], complete: true })
        : github.value.list('GET /issues/{number}/comments', { number }, { shape: commentShape, limit: commentsMax }, { verb: 'read its comments', thing }),
    ]);
    if (!files.ok) return files;
    if (!reviews.ok) return reviews;
    if (!comments.ok) return comments;
    const said = inOrder(comments.value.items, reviews.value.items);
    const it = pull.value;
    return {
      ok: true,
      output: {
        ...pullAsRow(it),
        body: it.body,
        ...(it.mergeable === null || it.mergeable === undefined ? {} : { mergeable: it.mergeable }),
        mergeState: it.mergeable_state,
        commit: it.head.sha,
        added: it.additions,
        removed: it.deletions,
        files: files.value.items.map((file) => file.filename),
        reviewers: it.requested_reviewers,
        reviews: reviews.value.items.map((review) => ({ author: review.user, state: reviewState(review.state), body: review.body })),
        comments: [...said],
        complete: comments.value.complete && reviews.value.complete,
      },
      summary: `#${number} ${it.title}: ${stateOf(it)}, ${headOf(it)} into ${it.base.ref}, ${count(it.changed_files, 'file')} +${it.additions} −${it.deletions}, ${count(said.length, 'comment')}.`,
      undo: 'nothing-changed',
    };
  },
});

/** `APPROVED` → `approved`, `CHANGES_REQUESTED` → `changes requested`. */
const reviewState = (state: string): string => state.toLowerCase().replaceAll('_', ' ');

interface Said {
  readonly author: string;
  /** ISO. */
  readonly at: string;
  readonly body: string;
  readonly url: string;
}

/** Comments, and reviews that say something, the newest last. A review that is still being written has no time: only its author sees it. */
function inOrder(comments: readonly CommentShape[], reviews: readonly ReviewShape[]): readonly Said[] {
  const said = ({ user, body, html_url }: CommentShape | ReviewShape, at: string): Said => ({ author: user, at, body, url: html_url });
  return [
    ...comments.map((one) => said(one, one.created_at)),
    ...reviews.flatMap((one) => (one.submitted_at && /\S/.test(one.body) ? [said(one, one.submitted_at)] : [])),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
