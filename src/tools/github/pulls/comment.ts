import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { shorten } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { conversationLocked } from '../../../domain/failure/github.ts';
import { tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { commentIsThere, commentUndo, findComment, postComment } from '../comments.ts';
import { connect } from '../connect.ts';
import { comment, number, posted, repository } from '../inputs.ts';
import { forgetIntent } from '../intent.ts';
import { wasPosted } from '../post.ts';
import type { PullShape } from '../shapes.ts';
import { openWorld, pullThing, readPull, stateOf, targetOf, type World } from '../world.ts';

const name = 'github.commentPullRequest';
const input = z.strictObject({
  number: number.describe('Number of the pull request.'),
  body: comment.describe('Text of the comment, in Markdown.'),
  repository,
});
type Input = z.output<typeof input>;
const callOf = (what: Input) => ({ tool: name, input: what });

export const commentPullRequest = tool({
  name,
  effect: 'change',
  summary: 'Comment on a pull request.',
  input,
  output: posted,
  says: [
    'comment "looks good" on pull request 42',
    'reply to PR 7 saying "thanks"',
    'leave a comment on PR #12',
    'write on the pull request that the tests fail',
  ],
  guessMs: 1_500,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, pull } = seen.value;
    const state = stateOf(pull);
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, me: world.me, title: pull.title, state }),
      summary: `Comment on pull request #${what.number} "${shorten(pull.title, 80)}"`,
      files: [],
      undo: commentUndo(world.github, what.number, what.body, { call: callOf(what) }),
      warnings: [
        'whoever follows it is notified at once; deleting the comment later does not take that back',
        ...(state === 'open' || state === 'draft' ? [] : [`it is ${state}`]),
      ],
      target: targetOf(world, {}, what.number),
      impacts: [{ address: `${world.github.repository}#${what.number}`, type: 'comment', operation: 'create', marks: [] }],
    });
  },

  async run(what, at) {
    await forgetIntent(at, callOf(what));
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world } = seen.value;
    const made = await postComment(at, world, what.number, what.body, callOf(what));
    if (!made.ok) return made;
    return {
      ok: true,
      output: { number: what.number, url: made.value.html_url },
      summary: `Commented on #${what.number}: ${made.value.html_url}`,
      undo: commentUndo(world.github, what.number, what.body, { comment: made.value.id }),
    };
  },

  async verify(what, seen, at) {
    const github = await connect(what.repository, at);
    if (!github.ok) return { met: false, missing: [github.failure.message] };
    const missing = await commentIsThere(github.value, seen.url, what.body);
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },

  inspect: (what, at) => wasPosted(what.repository, at, { what: callOf(what), find: (github, since) => findComment(github, what.number, what.body, since) }),
});

async function look(what: Input, at: Workplace): Promise<Outcome<{ readonly world: World; readonly pull: PullShape }>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const pull = await readPull(world.value.github, what.number);
  if (!pull.ok) return pull;
  if (pull.value.locked) return failed(conversationLocked(pullThing(world.value.github, what.number)));
  return ok({ world: world.value, pull: pull.value });
}
