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
