import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { tool } from '../../../domain/tool.ts';
import { connect } from '../connect.ts';
import { limit, repository } from '../inputs.ts';
import { milestoneShape } from '../shapes.ts';
import { milestoneAsRow, row } from './milestone.ts';

export const listMilestones = tool({
  name: 'github.listMilestones',
  effect: 'read',
  summary: 'List the milestones of a repository on GitHub, with how much of each is done.',
  input: z.strictObject({ state: z.enum(['open', 'closed', 'all']).default('open').describe('Only milestones in this state.'), limit, repository }),
  output: z.object({ milestones: z.array(row), complete: z.boolean().describe('Nothing was left out.') }),
  onlyWith: ['milestone'],
  says: [
    'list the milestones',
    'which milestones are there',
    'show the open milestones',
    'show the closed milestones',
    'milestones of example/app',
    'what milestones does the repository have',
    'when are the milestones due',
    'all milestones',
    'list the milestones please, I was asked in the hallway when the next big thing is due and had no idea what to say',
    'milestones of acme/portal',
    'how far along are we with the milestones in fleet/app',
    'closed milestones, the last 5',
    "what's left on our github milestones, the steering committee meets at two and I need percentages",
    'which milestone is next due on github, the external testers have to be booked three weeks ahead and I may be late already',
    'i would like to see milestones with their progress for kiosk/backlog',
    "milestone overview please, there is a slide in my deck about where each one stands and last month's figures are still on it",
    'can you look up which milestones exist in search-ui',
    'look at github and tell how complete the open milestones are',
    'our planning milestones on GitHub, give me a list',
    'milestone completion numbers for platform/base',
    'show milstones progress',
    'I forgot what we named the milestone for spring, can you list what milestones there are, old ones too',
    'pull the list of github milestones for the weekly report, with how many issues are still open in each',
    "do we have milestones in atlas/mobile? The new project lead wants to plan with them and I don't know if anybody set some up.",
  ],
  examples: [{ title: 'List the milestones', input: { repository: 'example/shop' } }],
  guessMs: 1_000,

  async run(what, at) {
    const github = await connect(what.repository, at);
    if (!github.ok) return github;
    const doing = { verb: 'list the milestones', thing: `repository ${github.value.repository}` };
    const listed = await github.value.list('GET /milestones', { state: what.state }, { shape: milestoneShape, limit: what.limit }, doing);
    if (!listed.ok) return listed;
    const { items, complete } = listed.value;
    return {
      ok: true,
      output: { milestones: items.map(milestoneAsRow), complete },
      summary: `${count(items.length, `${what.state === 'all' ? '' : `${what.state} `}milestone`)} in ${github.value.repository}${complete ? '' : ', and there are more'}.`,
      undo: 'nothing-changed',
    };
  },
});
