import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { shorten } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { conversationLocked, headMoved, notOpen, ownPullRequest } from '../../../domain/failure/github.ts';
import { tool, type Undo } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { connect, type Github } from '../connect.ts';
import { body, commit, number, posted, repository } from '../inputs.ts';
import { callAt, forgetIntent } from '../intent.ts';
import { notBefore, postOnce, wasPosted } from '../post.ts';
import { type PullShape, type ReviewShape, reviewShape } from '../shapes.ts';
import { login, openWorld, pullThing, readPull, sameText, stateOf, targetOf, type World } from '../world.ts';

const name = 'github.reviewPullRequest';
const input = z
  .strictObject({
    number: number.describe('Number of the pull request.'),
    verdict: z.enum(['approve', 'request changes', 'comment']).describe('Approve it, request changes, or only comment.'),
    body: body.optional().describe('Text of the review, in Markdown; needed unless it is approved.'),
    head: commit.optional().describe('Only when its branch is at this commit.'),
    repository,
  })
  .refine(({ verdict, body }) => verdict === 'approve' || (body !== undefined && /\S/.test(body)), {
    path: ['body'],
    message: 'GitHub wants a text, unless it is an approval',
  });
type Input = z.output<typeof input>;
const callOf = (at: Workplace, what: Input) => callAt(at, name, what);

const events = { approve: 'APPROVE', 'request changes': 'REQUEST_CHANGES', comment: 'COMMENT' } as const;
const states = { approve: 'APPROVED', 'request changes': 'CHANGES_REQUESTED', comment: 'COMMENTED' } as const;

/** The review is of the commit that was looked at. */
export const reviewPullRequest = tool({
  name,
  effect: 'change',
  summary: 'Review a pull request: approve it, request changes, or comment.',
  input,
  output: posted.extend({ review: z.int(), commit: z.string() }),
  commands: ['gh pr review {number} -a|--approve{verdict:approve} -r|--request-changes{verdict:request+changes} -c|--comment{verdict:comment}'],
  says: [
    'approve pull request 42',
    'approve PR #7 with "nice work"',
    'request changes on PR 12 saying "please add tests"',
    'review pull request 9 with the comment "looks fine so far"',
    'give PR 5 an approving review',
    'approve PR 12',
    'request changes on PR 7 saying "tests missing"',
    'give pull request 5 a thumbs up',
    'accept PR 9',
    'sign off on PR 8',
    'LGTM, approve #45',
    'approve the pull request 19',
    'PR 7 is fine, approve it',
    'ask for changes on pull request 23',
    'reject the changes in PR 5 with "not tested"',
    'thumbs up for PR 2',
    'approve 12',
    'lgtm on 12',
    'i approve of pr 12',
    'ask for changes on 12, saying "add tests"',
    'give #12 a thumbs up',
    'mark pr 12 as approved',
    'mark pull request 12 as reviewed, approving it',
    'my approval for pr 12',
    'pr 12 has my approval',
    '+1 on pr 12',
    '+1 for pull request 12',
    'pr 12 looks good, approve it',
    'accept the pull request 12',
    'okay pr 12',
    'give pr 12 the green light',
    'green-light pr 12',
    'block pr 12 with "x"',
    'block pull request 12 because "x"',
    'hold pr 12 back with "x"',
    'request changes on 12 with "x"',
    'review pr 12 with "x", requesting changes',
    'reject pr 12 in review with "x"',
    'pr 12 needs changes: "x"',
    'pr 12 needs work, say "x"',
    'ask the author of pr 12 for changes with "x"',
    'send pr 12 back with "x"',
    'leave a review on pr 12 with "x"',
    'submit a review comment on pr 12 "x"',
    'review 12 and comment "x"',
    'disapprove pr 12 with "x"',
    'pr 12 approved from my side',
    'hand in an approving review for pr 12',
    'pr 12 can\'t go in like this, request changes "x"',
    'approve PR 131',
    'someone wants to sneak a new endpoint in on a friday afternoon without a single check for it, request changes on 87 pls, "tests are missing"',
    'lgtm 552, approve it with "nice cleanup"',
    'stamp 408',
    'Approve PR 93 but only if it is still at commit 4f2c9ab, the author pushes all the time. The commit I looked at is that one and no other.',
    'review of PR 284, which is now at commit b81d02c: changes requested, body "please split this in two"',
    'Pull request 72 of fleet/router should be approved on behalf of the platform team, I went through it this morning.',
    'leave a review',
    'reject 366 as reviewer, needs changes first: drop the wildcard from the iam policy',
    'gh pr review 57 --approve',
    'i finish reading pull request 1290, please put my aproval on it, in repo ingest-core',
  ],
  examples: [{ title: 'Approve a pull request', input: { number: 2, verdict: 'approve', body: 'Nice and small.', repository: 'example/shop' } }],
  guessMs: 1_500,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, pull } = seen.value;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, me: world.me, head: pull.head.sha, state: stateOf(pull) }),
      summary: `${{ approve: 'Approve', 'request changes': 'Request changes on', comment: 'Review' }[what.verdict]} pull request #${what.number} "${shorten(pull.title, 80)}" at ${pull.head.sha.slice(0, 8)}`,
      files: [],
      undo: undoOf(what, world.github, { call: callOf(at, what) }),
      warnings: [
        'whoever follows it is notified at once',
        ...(what.verdict === 'approve' ? ['with it the pull request may be merged, or merge by itself where auto-merge is on'] : []),
      ],
      target: targetOf(world, { branch: pull.base.ref }, what.number),
      impacts: [{ address: `${world.github.repository}#${what.number}`, type: 'review', operation: 'create', marks: [], detail: what.verdict }],
    });
  },

  async run(what, at) {
    await forgetIntent(at, callOf(at, what));
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, pull } = seen.value;
    const { github } = world;
    const made = await postOnce<ReviewShape>(at, github, {
      what: callOf(at, what),
      called: `the review of #${what.number}`,
      send: () =>
        github.ask(
          'POST /pulls/{number}/reviews',
          { number: what.number, commit_id: pull.head.sha, event: events[what.verdict], ...(what.body === undefined ? {} : { body: what.body }) },
          reviewShape,
          { verb: `review #${what.number}`, thing: pullThing(github, what.number) },
        ),
      find: (_github, since) => findReview(github, what, since, world.me),
    });
    if (!made.ok) return made;
    return {
      ok: true,
      output: { number: what.number, url: made.value.html_url, review: made.value.id, commit: pull.head.sha },
      summary: `${{ approve: 'Approved', 'request changes': 'Requested changes on', comment: 'Reviewed' }[what.verdict]} #${what.number}: ${made.value.html_url}`,
      undo: undoOf(what, github, { review: made.value.id }),
    };
  },

  async verify(what, seen, at) {
    const github = await connect(what.repository, at);
    if (!github.ok) return { met: false, missing: [github.failure.message] };
    const there = await readReview(github.value, what.number, seen.review);
    if (!there.ok) return { met: false, missing: [there.failure.message] };
    return there.value.state === states[what.verdict] ? { met: true } : { met: false, missing: [`the review is ${there.value.state.toLowerCase()}`] };
  },

  inspect: (what, at) => wasPosted(what.repository, at, { what: callOf(at, what), find: (github, since) => findReview(github, what, since) }),
});

const undoOf = ({ verdict, number }: Input, { repository }: Github, which: object): Undo =>
  verdict === 'comment'
    ? { impossible: 'GitHub keeps a submitted review; its text can be edited there' }
    : { steps: [{ tool: 'github.dismissReview', input: { repository, number, ...which } }] };

async function look(what: Input, at: Workplace): Promise<Outcome<{ readonly world: World; readonly pull: PullShape }>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const pull = await readPull(world.value.github, what.number);
  if (!pull.ok) return pull;
  if (pull.value.state !== 'open') return failed(notOpen(`#${what.number}`, stateOf(pull.value), 'review'));
  if (pull.value.locked) return failed(conversationLocked(pullThing(world.value.github, what.number)));
  if (what.head !== undefined && what.head !== pull.value.head.sha) return failed(headMoved(what.number));
  if (what.verdict !== 'comment' && pull.value.user === world.value.me) return failed(ownPullRequest(what.number));
  return ok({ world: world.value, pull: pull.value });
}

export const readReview = (github: Github, number: number, review: number): Promise<Outcome<ReviewShape>> =>
  github.ask('GET /pulls/{number}/reviews/{review}', { number, review }, reviewShape, { verb: 'read the review', thing: `review ${review} of #${number}` });

/** The newest review of this kind and text by this account since then. */
export async function findReview(
  github: Github,
  what: Pick<Input, 'number' | 'verdict' | 'body'>,
  since: string,
  me?: string,
): Promise<Outcome<ReviewShape | undefined>> {
  const who = me === undefined ? await login(github) : ok(me);
  if (!who.ok) return who;
  const listed = await github.list(
    'GET /pulls/{number}/reviews',
    { number: what.number },
    {
      shape: reviewShape,
      limit: 1_000,
      keep: (one) =>
        (who.value === undefined || one.user === who.value) &&
        one.state === states[what.verdict] &&
        notBefore(one.submitted_at, since) &&
        sameText(one.body, what.body ?? ''),
    },
    { verb: 'read the reviews', thing: pullThing(github, what.number) },
  );
  return listed.ok ? ok(listed.value.items.at(-1)) : listed;
}
