import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { type Outcome, ok } from '../../../domain/failure/failure.ts';
import { changesNothing, tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { exactRepository, id, number } from '../inputs.ts';
import { call, intentOf } from '../intent.ts';
import { findReview, readReview } from '../pulls/review.ts';
import { type ReviewShape, reviewShape } from '../shapes.ts';
import { openWorld, targetOf, type World } from '../world.ts';

const input = z.strictObject({
  repository: exactRepository,
  number: number.describe('Number of the pull request.'),
  review: id.optional().describe('Id of the review.'),
  call: call.optional().describe('The call that was cut off: the review it may have given.'),
});
type Input = z.output<typeof input>;

/** The undo of an approval, or of a request for changes: it no longer counts, and stays to be read. */
export const dismissReview = tool({
  name: 'github.dismissReview',
  effect: 'change',
  summary: 'Dismiss a review that a run gave: it no longer counts.',
  input,
  output: z.object({ number: z.int(), dismissed: z.boolean() }),
  says: [],
  guessMs: 1_500,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, review } = seen.value;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, review: review?.id ?? null, state: review?.state ?? null }),
      summary: review === undefined ? `Nothing to dismiss: the review of #${what.number} does not count` : `Dismiss the review of #${what.number}`,
      files: [],
      undo: review === undefined ? 'nothing-changed' : again,
      ...changesNothing(review === undefined),
      warnings: review === undefined ? [] : ['its text stays on the pull request; where only some may dismiss reviews, GitHub refuses it'],
      target: targetOf(world, {}, what.number),
      impacts: review === undefined ? [] : [{ address: review.html_url, type: 'review', operation: 'update', marks: [], detail: 'it no longer counts' }],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, review } = seen.value;
    if (review === undefined)
      return { ok: true, output: { number: what.number, dismissed: false }, summary: 'There is no review to dismiss.', undo: 'nothing-changed' };
    const done = await world.github.ask(
      'PUT /pulls/{number}/reviews/{review}/dismissals',
      { number: what.number, review: review.id, message: 'Taken back by its author.' },
      reviewShape,
      { verb: 'dismiss the review', thing: `review ${review.id} of #${what.number}` },
    );
    if (!done.ok) return done;
    return { ok: true, output: { number: what.number, dismissed: true }, summary: `The review of #${what.number} no longer counts.`, undo: again };
  },

  async verify(what, _seen, at) {
    const seen = await look(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    return seen.value.review === undefined ? { met: true } : { met: false, missing: [`the review of #${what.number} still counts`] };
  },
});

const again = { impossible: 'a dismissed review can only be given again, as a new one' };

async function look(what: Input, at: Workplace): Promise<Outcome<{ readonly world: World; readonly review: ReviewShape | undefined }>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const found = await reviewOf(what, world.value, at);
  if (!found.ok) return found;
  return ok({ world: world.value, review: found.value?.state === 'DISMISSED' ? undefined : found.value });
}

async function reviewOf(what: Input, { github, me }: World, at: Workplace): Promise<Outcome<ReviewShape | undefined>> {
  if (what.review !== undefined) return readReview(github, what.number, what.review);
  const since = what.call === undefined ? undefined : await intentOf(at, what.call);
  if (since === undefined || what.call === undefined) return ok(undefined);
  const given = z.object({ verdict: z.enum(['approve', 'request changes']), body: z.string().optional() }).safeParse(what.call.input);
  return given.success ? findReview(github, { number: what.number, ...given.data }, since, me) : ok(undefined);
}
