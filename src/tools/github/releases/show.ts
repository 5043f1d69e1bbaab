import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { failed } from '../../../domain/failure/failure.ts';
import { githubNotFound } from '../../../domain/failure/github.ts';
import { tool } from '../../../domain/tool.ts';
import { connect } from '../connect.ts';
import { repository } from '../inputs.ts';
import { releaseShape } from '../shapes.ts';
import { releaseAsRow, releaseOf, releaseThing, row, tag } from './release.ts';

export const showRelease = tool({
  name: 'github.showRelease',
  effect: 'read',
  summary: 'Show one release on GitHub with its notes and files.',
  input: z.strictObject({ tag: tag.optional().describe('Tag of the release; default: the latest one.'), repository }),
  output: row.extend({
    notes: z.string(),
    files: z.array(z.object({ name: z.string(), bytes: z.int(), downloads: z.int(), url: z.string() })),
  }),
  onlyWith: ['github', 'gh', 'note', 'download', 'draft'],
  commands: ['gh release view {tag?}'],
  says: [
    'show the latest release on github',
    'show the github release v1.2.0',
    'what is in the github release v1.2.0',
    'notes of release v1.2.0',
    'release notes of v1.2.0',
    'what did we release last on github',
    'how often was release v1.2.0 downloaded',
    'latest github release of example/app',
    'show the GitHub release v2.4.0',
    'release notes of v1.9.3? I believe we announced the removal of the old login there, but nobody in the team can remember it',
    'gh release view v0.12.0',
    'I need the changelog text of the release tagged 2024.11 on GitHub.',
    'the release page for tag charts-0.8',
    'does the github release v5.5.0 have a checksum file?',
    'latest release of ingest-worker on github, what is it',
    'show release hotfix-31 in github for billing/engine',
    "what's the current GitHub release of search/ui",
  ],
  examples: [{ title: 'Read the latest release', input: { repository: 'example/shop' } }],
  guessMs: 1_000,

  async run(what, at) {
    const connected = await connect(what.repository, at);
    if (!connected.ok) return connected;
    const github = connected.value;
    const found =
      what.tag === undefined
        ? await github.ask('GET /releases/latest', {}, releaseShape, { verb: 'read the releases', thing: `release in ${github.repository}` })
        : await releaseOf(github, what.tag);
    if (!found.ok) return found;
    const one = found.value;
    if (one === undefined) return failed(githubNotFound(releaseThing(github, what.tag ?? ''), github.place.host));
    const shown = releaseAsRow(one);
    return {
      ok: true,
      output: {
        ...shown,
        notes: one.body,
        files: one.assets.map((file) => ({ name: file.name, bytes: file.size, downloads: file.download_count, url: file.browser_download_url })),
      },
      summary: `${shown.title}: ${shown.state} of ${shown.tag}, by ${shown.author}, ${count(one.assets.length, 'file')}.`,
      undo: 'nothing-changed',
    };
  },
});
