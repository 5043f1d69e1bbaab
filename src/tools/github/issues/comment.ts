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
import type { IssueShape } from '../shapes.ts';
import { issueThing, openWorld, readIssue, targetOf, type World } from '../world.ts';

const name = 'github.commentIssue';
const input = z.strictObject({ number: number.describe('Number of the issue.'), body: comment.describe('Text of the comment, in Markdown.'), repository });
type Input = z.output<typeof input>;
const callOf = (what: Input) => ({ tool: name, input: what });

export const commentIssue = tool({
  name,
  effect: 'change',
  summary: 'Comment on an issue.',
  input,
  output: posted,
  says: [
    'comment "fixed in 1.2" on issue 42',
    'reply to issue #7 saying "thanks"',
    'leave a comment on issue 12',
    'write on the issue that it is fixed',
    'tell issue 5 "we are on it"',
  ],
  guessMs: 1_500,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, issue } = seen.value;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, me: world.me, title: issue.title, state: issue.state }),
      summary: `Comment on issue #${what.number} "${shorten(issue.title, 80)}"`,
      files: [],
      undo: commentUndo(world.github, what.number, what.body, { call: callOf(what) }),
      warnings: [
        'whoever follows it is notified at once; deleting the comment later does not take that back',
        ...(issue.state === 'open' ? [] : [`it is ${issue.state}`]),
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

async function look(what: Input, at: Workplace): Promise<Outcome<{ readonly world: World; readonly issue: IssueShape }>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const issue = await readIssue(world.value.github, what.number);
  if (!issue.ok) return issue;
  if (issue.value.locked) return failed(conversationLocked(issueThing(world.value.github, what.number)));
  return ok({ world: world.value, issue: issue.value });
}
