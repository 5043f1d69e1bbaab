import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { shorten } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { milestoneExists } from '../../../domain/failure/github.ts';
import { tool, type Undo } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { body, repository, title } from '../inputs.ts';
import { postOnce } from '../post.ts';
import { type MilestoneShape, milestoneShape } from '../shapes.ts';
import { openWorld, sameText, targetOf, type World } from '../world.ts';
import { milestonesOf, named } from './milestone.ts';

const name = 'github.createMilestone';
const input = z.strictObject({
  title: title.describe('Title of the milestone.'),
  description: body.optional().describe('Description of the milestone.'),
  due: z.iso.date().optional().describe('Due on this day, as 2026-12-24.'),
  repository,
});
type Input = z.output<typeof input>;

export const createMilestone = tool({
  name,
  effect: 'change',
  summary: 'Create a milestone in a repository on GitHub.',
  input,
  output: z.object({ title: z.string(), number: z.int(), url: z.string() }),
  onlyWith: ['milestone'],
  says: [
    'create a milestone "Version 2"',
    'create the milestone v2.0',
    'new milestone "Spring"',
    'add a milestone "Version 2" due on 2026-12-24',
    'new milestone "Q4 cleanup", due 2025-12-19',
    "set up milestone 'Sprint 41' with the description 'Mostly bug fixes'",
    'I need a milestone for the spring release, name it Spring 2026 and make it due on 2026-04-30',
    'milestone "GA" in fleet/core',
    'can you make us a milestone Kubernetes 1.31 upgrade ? The provider switches off the old version in autumn and we should collect the work somewhere',
    'Phase 1 went live yesterday and the backlog for what follows is already forty issues long, so please start a milestone on github named Phase 2',
    'we start planning next week and have nothing to put the issues under, so open a milestone called "Search rewrite"',
    'new github milestone pls, something that we can hang the issues of the coming quarter on before the planning on Wednesday starts',
    'could you set a milestone named Cost savings with text "save 20 percent on the cloud bill"',
    "i would like to have the milestone 'Pilot customers' created in kiosk/shop",
    'give us a milestone for Tech debt',
    'I want a GitHub milestone Winter freeze due by 2025-12-12 in acme/ops',
    'github milestone: "Observability", nothing else needed for now, we will think about the date when we know how many people stay in the team',
    'open up a milestone 1.15 for orders-service',
    'Would you kindly create the milestone "Accessibility" so that the designers can attach their issues to it from tomorrow on?',
    'we need a milestone on the repo fleet/billing named "Zero downtime", description "no more maintenance windows", due 2026-03-01',
  ],
  examples: [{ title: 'Plan a version', input: { title: 'Version 2', due: '2026-12-24', repository: 'example/shop' } }],
  guessMs: 1_500,

  async preview(what, at) {
    const world = await look(what, at);
    if (!world.ok) return world;
    const { github, repository: there } = world.value;
    return ok({
      digest: digestOf({ what, repository: there.full_name, me: world.value.me }),
      summary: `Create the milestone "${shorten(what.title.trim(), 100)}" in ${github.repository}`,
      files: [],
      undo: undoOf(what, world.value),
      warnings: there.private ? [] : ['the repository is public: everybody can read it'],
      target: targetOf(world.value),
      impacts: [{ address: `${github.repository} ${what.title.trim()}`, type: 'milestone', operation: 'create', marks: [] }],
    });
  },

  async run(what, at) {
    const world = await look(what, at);
    if (!world.ok) return world;
    const { github } = world.value;
    const done = await postOnce<MilestoneShape>(at, github, {
      what: { tool: name, input: what },
      called: `the milestone ${what.title}`,
      send: () =>
        github.ask(
          'POST /milestones',
          {
            title: what.title.trim(),
            ...(what.description === undefined ? {} : { description: what.description }),
            // GitHub keeps the day as it is in California: noon there is the same day wherever it is looked at.
            ...(what.due === undefined ? {} : { due_on: `${what.due}T12:00:00Z` }),
          },
          milestoneShape,
          { verb: 'create a milestone', thing: `repository ${github.repository}` },
        ),
      find: async () => {
        const all = await milestonesOf(github);
        return all.ok ? ok(named(all.value, what.title)) : all;
      },
    });
    if (!done.ok) return done;
    const { number, html_url } = done.value;
    return {
      ok: true,
      output: { title: what.title.trim(), number, url: html_url },
      summary: `Created the milestone ${what.title.trim()}: ${html_url}`,
      undo: undoOf(what, world.value, number),
    };
  },

  async verify(what, _seen, at) {
    const found = await find(what, at);
    if (!found.ok) return { met: false, missing: [found.failure.message] };
    const one = found.value;
    if (one === undefined) return { met: false, missing: [`there is no milestone ${what.title}`] };
    const missing = [
      ...(what.description === undefined || sameText(one.description, what.description) ? [] : [`the description of ${what.title} is another`]),
      ...(what.due === undefined || one.due_on?.startsWith(what.due) ? [] : [`${what.title} is due on ${one.due_on?.slice(0, 10) ?? 'no day'}`]),
    ];
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },

  // That there was none was looked at right before: one that is there is this one.
  async inspect(what, at) {
    const found = await find(what, at);
    return found.ok ? (found.value === undefined ? 'not-started' : 'done') : 'unknown';
  },
});

async function look(what: Input, at: Workplace): Promise<Outcome<World>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const all = await milestonesOf(world.value.github);
  if (!all.ok) return all;
  const there = named(all.value, what.title);
  return there === undefined ? world : failed(milestoneExists(there.title, there.state));
}

async function find(what: Input, at: Workplace): Promise<Outcome<MilestoneShape | undefined>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const all = await milestonesOf(world.value.github);
  return all.ok ? ok(named(all.value, what.title)) : all;
}

const undoOf = ({ title: called }: Input, { github }: World, number?: number): Undo => ({
  steps: [{ tool: 'github.withdrawMilestone', input: { repository: github.repository, title: called.trim(), ...(number === undefined ? {} : { number }) } }],
});
