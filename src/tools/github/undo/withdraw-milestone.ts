import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { changedOnGithub } from '../../../domain/failure/github.ts';
import { changesNothing, tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { exactRepository, number, title } from '../inputs.ts';
import { milestonesOf, milestoneThing, named } from '../milestones/milestone.ts';
import { type MilestoneShape, nothing } from '../shapes.ts';
import { openWorld, targetOf, type World } from '../world.ts';

const input = z.strictObject({
  repository: exactRepository,
  title: title.describe('Title of the milestone.'),
  number: number.optional().describe('The milestone that was made; absent: the one of that title, which this account made.'),
});
type Input = z.output<typeof input>;

/** The undo of making a milestone: deletes it, as long as nothing was put into it. */
export const withdrawMilestone = tool({
  name: 'github.withdrawMilestone',
  effect: 'destroy',
  summary: 'Delete a milestone that a run made, if it holds nothing.',
  input,
  output: z.object({ title: z.string() }),
  says: [],
  guessMs: 1_500,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, one } = seen.value;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, number: one?.number ?? null }),
      summary:
        one === undefined ? `Nothing to delete: there is no milestone ${what.title}` : `Delete the milestone ${what.title} in ${world.github.repository}`,
      files: [],
      undo: one === undefined ? 'nothing-changed' : notTakenBack,
      ...changesNothing(one === undefined),
      warnings: [],
      target: targetOf(world),
      impacts: one === undefined ? [] : [{ address: `${world.github.repository} ${what.title}`, type: 'milestone', operation: 'delete', marks: [] }],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, one } = seen.value;
    const output = { title: what.title };
    if (one === undefined) return { ok: true, output, summary: `There is no milestone ${what.title}.`, undo: 'nothing-changed' };
    const doing = { verb: `delete the milestone ${what.title}`, thing: milestoneThing(world.github, what.title) };
    const gone = await world.github.ask('DELETE /milestones/{number}', { number: one.number }, nothing, doing);
    if (!gone.ok) return gone;
    return { ok: true, output, summary: `The milestone ${what.title} is gone.`, undo: notTakenBack };
  },

  async verify(what, _seen, at) {
    const seen = await look(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    return seen.value.one === undefined ? { met: true } : { met: false, missing: [`the milestone ${what.title} is still there`] };
  },
});

const notTakenBack = { impossible: 'a milestone that was deleted is gone; it can be made anew, under another number' } as const;

async function look(what: Input, at: Workplace): Promise<Outcome<{ readonly world: World; readonly one: MilestoneShape | undefined }>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const all = await milestonesOf(world.value.github);
  if (!all.ok) return all;
  const one = what.number === undefined ? named(all.value, what.title) : all.value.find((each) => each.number === what.number);
  const isOurs = one === undefined || (what.number === undefined ? one.creator === world.value.me : named([one], what.title) !== undefined);
  if (!isOurs || (one !== undefined && one.open_issues + one.closed_issues > 0)) return failed(changedOnGithub(`The milestone ${what.title}`));
  return ok({ world: world.value, one });
}
