import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { count } from '../../../base/say.ts';
import { type Outcome, ok } from '../../../domain/failure/failure.ts';
import { changesNothing, type Tool, tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { exactRepository, repository, title } from '../inputs.ts';
import { type MilestoneShape, milestoneShape } from '../shapes.ts';
import { openWorld, targetOf, type World } from '../world.ts';
import { milestoneThing, requireMilestone } from './milestone.ts';

const output = z.object({ title: z.string(), number: z.int(), url: z.string() });
const closing = z.strictObject({ title: title.describe('Title of the milestone.'), repository });
const opening = z.strictObject({ title: title.describe('Title of the milestone.'), repository: exactRepository });
type Input = z.output<typeof closing>;

/** What closing a milestone and opening it again have in common; each is the undo of the other. */
const turning = (to: 'closed' | 'open') => ({
  effect: 'change' as const,
  output,
  guessMs: 1_500,

  async preview(what: Input, at: Workplace) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, one } = seen.value;
    const same = one.state === to;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, number: one.number, state: one.state, open: one.open_issues }),
      summary: same
        ? `Nothing to do: the milestone ${one.title} is ${to}`
        : `${to === 'closed' ? 'Close' : 'Open'} the milestone ${one.title}${to === 'closed' ? '' : ' again'}`,
      files: [],
      undo: same ? ('nothing-changed' as const) : back(one, world),
      ...changesNothing(same),
      warnings:
        to === 'closed' && one.open_issues > 0
          ? [`${count(one.open_issues, 'issue')} in it ${one.open_issues === 1 ? 'is' : 'are'} still open, and stay so`]
          : [],
      target: targetOf(world),
      impacts: same ? [] : [{ address: `${world.github.repository} ${one.title}`, type: 'milestone', operation: 'update' as const, marks: [], detail: to }],
    });
  },

  async run(what: Input, at: Workplace) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, one } = seen.value;
    const seenAs = { title: one.title, number: one.number, url: one.html_url };
    if (one.state === to) return { ok: true as const, output: seenAs, summary: `The milestone ${one.title} is ${to}.`, undo: 'nothing-changed' as const };
    const doing = { verb: `${to === 'closed' ? 'close' : 'open'} the milestone ${one.title}`, thing: milestoneThing(world.github, one.title) };
    const done = await world.github.ask('PATCH /milestones/{number}', { number: one.number, state: to }, milestoneShape, doing);
    if (!done.ok) return done;
    return { ok: true as const, output: seenAs, summary: `The milestone ${one.title} is ${to}: ${one.html_url}`, undo: back(one, world) };
  },

  async verify(what: Input, _seen: unknown, at: Workplace) {
    const seen = await look(what, at);
    if (!seen.ok) return { met: false as const, missing: [seen.failure.message] };
    return seen.value.one.state === to ? { met: true as const } : { met: false as const, missing: [`the milestone ${what.title} is ${seen.value.one.state}`] };
  },

  async inspect(what: Input, at: Workplace) {
    const seen = await look(what, at);
    return seen.ok ? (seen.value.one.state === to ? ('done' as const) : ('not-started' as const)) : ('unknown' as const);
  },
});

const back = ({ title: called, state }: MilestoneShape, { github }: World) => ({
  steps: [{ tool: state === 'open' ? 'github.reopenMilestone' : 'github.closeMilestone', input: { repository: github.repository, title: called } }],
});

export const closeMilestone = tool({
  ...turning('closed'),
  name: 'github.closeMilestone',
  summary: 'Close a milestone on GitHub; its issues stay as they are.',
  input: closing,
  says: [
    'close the milestone "Version 2"',
    'close milestone v2.0',
    'finish the milestone "Launch"',
    'the milestone "Q2 cleanup" is done, close it',
    'Please close the milestone Beta launch in acme/portal.',
    'milestone GA should be closed since the launch was two weeks ago, even though some small things in it were never finished',
    'wrap up milestone 3.0 in fleet/core',
    'Let\'s call milestone "Search rewrite" finished; what is still open there stays open and moves along later.',
    "close out the october milestone, it's called October 2025",
    'could you end the milestone Cost savings, please',
    'close milstone 0.8 in search-index',
    'put milestone "Offline mode" to bed',
    'we delivered it on friday, so milestone Migration wave 1 can be closed now',
    'closing time for the "blue" milestone, the project was stopped by the board yesterday and no one will ever work on it again',
    'get the old milestone "1.14" closed for orders-service',
    "milestone 'Tech debt 2024' is history, close please",
  ],
  examples: [{ title: 'Close what is reached', input: { title: 'Version 1', repository: 'example/shop' } }],
});

/** The undo of closing one. */
export const reopenMilestone: Tool<typeof opening, typeof output> = tool({
  ...turning('open'),
  name: 'github.reopenMilestone',
  summary: 'Open a milestone again that a run closed.',
  input: opening,
  says: [],
});

async function look(what: Input, at: Workplace): Promise<Outcome<{ readonly world: World; readonly one: MilestoneShape }>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const one = await requireMilestone(world.value.github, what.title);
  return one.ok ? ok({ world: world.value, one: one.value }) : one;
}
