import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { tool } from '../../../domain/tool.ts';
import { connect } from '../connect.ts';
import { limit, repository } from '../inputs.ts';
import { releaseShape } from '../shapes.ts';
import { releaseAsRow, row } from './release.ts';

export const listReleases = tool({
  name: 'github.listReleases',
  effect: 'read',
  summary: 'List the releases of a repository on GitHub, drafts included.',
  input: z.strictObject({ limit, repository }),
  output: z.object({ releases: z.array(row), complete: z.boolean().describe('Nothing was left out.') }),
  onlyWith: ['github', 'gh', 'note', 'download', 'draft'],
  commands: ['gh release list -L|--limit={limit}'],
  says: [
    'list the releases on github',
    'which releases are on github',
    'show the github releases',
    'what releases does this repository have on github',
    'github releases of example/app',
    'what did we release on github',
    'draft releases on github',
    'the latest 5 releases',
    'our newest releases',
  ],
  examples: [{ title: 'List the releases', input: { repository: 'example/shop' } }],
  guessMs: 1_500,

  async run(what, at) {
    const github = await connect(what.repository, at);
    if (!github.ok) return github;
    const doing = { verb: 'list the releases', thing: `repository ${github.value.repository}` };
    const listed = await github.value.list('GET /releases', {}, { shape: releaseShape, limit: what.limit }, doing);
    if (!listed.ok) return listed;
    const { items, complete } = listed.value;
    return {
      ok: true,
      output: { releases: items.map(releaseAsRow), complete },
      summary: `${count(items.length, 'release')} in ${github.value.repository}${complete ? '' : ', and there are more'}.`,
      undo: 'nothing-changed',
    };
  },
});
