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
    "I'm writing the change report for this half year and need every version we put out, so please list the github releases",
    'last 5 releases on GitHub',
    'One of the shops still runs something ancient and asks how far behind they are; which versions did we publish on github for the kiosk repo',
    'Is there still a draft release lying around on GitHub in fleet/cli?',
    'gh release list --limit 3',
    'just the newest entry from the list of GitHub releases, drafts count as well, I want to know where the numbering stands',
    'Requesting an overview of all releases of repository acme/terraform-network on GitHub.',
    'how many github releases did we do so far?',
    'give me the release history on github of ingest/collector, I would like to see how regularly we managed to ship since the team was split',
    "has v3 been published as a github release already? list what's there",
    'I have to tell the customers which versions exist, can you look at the releases on GitHub for portal-api',
    'github releases, only the last two please, I have to compare when they came out because the gap looks much too long',
    'i search the github releases for repository web/shop, maximum 15',
    'GitHub: releases of this project, newest 8',
    'what have we shipped lately on github, just the releases with their tags, I need it for the monthly report to the board',
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
