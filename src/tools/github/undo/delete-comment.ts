import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { changedOnGithub } from '../../../domain/failure/github.ts';
import { changesNothing, tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { findComment, readComment } from '../comments.ts';
import { body, exactRepository, id, number } from '../inputs.ts';
import { call, intentOf } from '../intent.ts';
import { type CommentShape, nothing } from '../shapes.ts';
import { openWorld, sameText, targetOf, type World } from '../world.ts';

const input = z.strictObject({
  repository: exactRepository,
  number: number.describe('Issue or pull request it is on.'),
  body: body.describe('What it must say still.'),
  comment: id.optional().describe('Its id.'),
  call: call.optional().describe('The call that was cut off: the comment it may have posted.'),
});
type Input = z.output<typeof input>;

/** The undo of a comment. One that is gone already is fine; one that was edited since is left alone. */
export const deleteComment = tool({
  name: 'github.deleteComment',
  effect: 'destroy',
  summary: 'Delete a comment that a run posted, if nobody edited it since.',
  input,
  output: z.object({ number: z.int(), deleted: z.boolean() }),
  says: [],
  guessMs: 1_500,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, comment } = seen.value;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, comment: comment?.id ?? null }),
      summary: comment === undefined ? `Nothing to delete: the comment on #${what.number} is not there` : `Delete the comment on #${what.number}`,
      files: [],
      undo: comment === undefined ? 'nothing-changed' : gone,
      ...changesNothing(comment === undefined),
      warnings: [],
      target: targetOf(world, {}, what.number),
      impacts: comment === undefined ? [] : [{ address: comment.html_url, type: 'comment', operation: 'delete', marks: [] }],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, comment } = seen.value;
    if (comment === undefined)
      return { ok: true, output: { number: what.number, deleted: false }, summary: `The comment on #${what.number} is not there.`, undo: 'nothing-changed' };
    const done = await world.github.ask('DELETE /issues/comments/{comment}', { comment: comment.id }, nothing, {
      verb: 'delete the comment',
      thing: `comment ${comment.id} in ${world.github.repository}`,
    });
    if (!done.ok && done.failure.code !== 'github/not-found') return done;
    return { ok: true, output: { number: what.number, deleted: true }, summary: `Deleted the comment on #${what.number}.`, undo: gone };
  },

  async verify(what, _seen, at) {
    const seen = await look(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    return seen.value.comment === undefined ? { met: true } : { met: false, missing: [`the comment on #${what.number} is still there`] };
  },

  async inspect(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return 'unknown';
    // Found by its text alone it may be another one like it.
    return seen.value.comment === undefined ? 'done' : what.comment === undefined ? 'unknown' : 'not-started';
  },
});

const gone = { impossible: 'a deleted comment can only be written again, as a new one' };

async function look(what: Input, at: Workplace): Promise<Outcome<{ readonly world: World; readonly comment: CommentShape | undefined }>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const { github } = world.value;
  if (what.comment !== undefined) {
    const found = await readComment(github, what.comment);
    if (!found.ok) return found.failure.code === 'github/not-found' ? ok({ world: world.value, comment: undefined }) : found;
    if (!sameText(found.value.body, what.body)) return failed(changedOnGithub(`The comment on #${what.number}`));
    return ok({ world: world.value, comment: found.value });
  }
  const since = what.call === undefined ? undefined : await intentOf(at, what.call);
  if (since === undefined) return ok({ world: world.value, comment: undefined });
  const found = await findComment(github, what.number, what.body, since, world.value.me);
  return found.ok ? ok({ world: world.value, comment: found.value }) : found;
}
