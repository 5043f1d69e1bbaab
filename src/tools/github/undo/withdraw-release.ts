import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { changedOnGithub } from '../../../domain/failure/github.ts';
import { changesNothing, tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { commit, exactRepository, id } from '../inputs.ts';
import { releaseOf, releaseThing, stateOf, tag, tagOf } from '../releases/release.ts';
import { nothing, type ReleaseShape } from '../shapes.ts';
import { openWorld, targetOf, type World } from '../world.ts';

const input = z.strictObject({
  repository: exactRepository,
  tag: tag.describe('Tag of the release.'),
  release: id.optional().describe('The release that was made; absent: the one of this account for that tag.'),
  tagMade: commit.optional().describe('The run made the tag as well, at this commit: it goes too.'),
});
type Input = z.output<typeof input>;

/** The undo of making a release: deletes it, and the tag it made as long as that is where it was made. */
export const withdrawRelease = tool({
  name: 'github.withdrawRelease',
  effect: 'destroy',
  summary: 'Delete a release that a run made, and the tag that came with it.',
  input,
  output: z.object({ tag: z.string() }),
  says: [],
  guessMs: 2_000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, release, dropsTag } = seen.value;
    const { repository } = world.github;
    const same = release === undefined && !dropsTag;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, release: release ?? null, dropsTag }),
      summary: same
        ? `Nothing to take back: there is no release ${what.tag}`
        : `Delete ${release === undefined ? '' : `the ${stateOf(release)} ${what.tag}`}${release !== undefined && dropsTag ? ' and ' : ''}${dropsTag ? `the tag ${what.tag}` : ''} in ${repository}`,
      files: [],
      undo: same ? 'nothing-changed' : { impossible: 'a release that was deleted is gone; it can be made anew' },
      ...changesNothing(same),
      warnings: [
        ...(release?.assets.length ? [`its files go with it: ${release.assets.map((file) => file.name).join(', ')}`] : []),
        ...(release === undefined || release.draft ? [] : ['whoever was told of it stays told']),
      ],
      target: targetOf(world, { tag: what.tag }),
      impacts: [
        ...(release === undefined ? [] : [{ address: `${repository} ${what.tag}`, type: 'release', operation: 'delete', marks: [] } as const]),
        ...(dropsTag ? [{ address: `refs/tags/${what.tag}`, type: 'tag', operation: 'delete', marks: [] } as const] : []),
      ],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, release, dropsTag } = seen.value;
    const { github } = world;
    const output = { tag: what.tag };
    if (release === undefined && !dropsTag) return { ok: true, output, summary: `There is no release ${what.tag}.`, undo: 'nothing-changed' };
    if (release !== undefined) {
      const doing = { verb: `delete the release ${what.tag}`, thing: releaseThing(github, what.tag) };
      const gone = await github.ask('DELETE /releases/{release}', { release: release.id }, nothing, doing);
      if (!gone.ok) return gone;
    }
    const undo = { impossible: 'a release that was deleted is gone; it can be made anew' };
    if (dropsTag) {
      const doing = { verb: `delete the tag ${what.tag}`, thing: `tag ${what.tag}` };
      const gone = await github.ask('DELETE /git/refs/{ref}', { ref: `tags/${what.tag}` }, nothing, doing);
      if (!gone.ok) return { ...gone, undo };
    }
    return { ok: true, output, summary: `The release ${what.tag} is gone${dropsTag ? ', and its tag' : ''}.`, undo };
  },

  async verify(what, _seen, at) {
    const seen = await look(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    const { release, dropsTag } = seen.value;
    const missing = [...(release === undefined ? [] : [`the release ${what.tag} is still there`]), ...(dropsTag ? [`the tag ${what.tag} is still there`] : [])];
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },

  async inspect(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return 'unknown';
    const { release, dropsTag } = seen.value;
    return release === undefined ? (dropsTag ? 'unknown' : 'done') : 'not-started';
  },
});

interface Seen {
  readonly world: World;
  readonly release: ReleaseShape | undefined;
  readonly dropsTag: boolean;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const { github, me } = world.value;
  const found = await releaseOf(github, what.tag);
  if (!found.ok) return found;
  const release = found.value;
  // Somebody else's for the same tag stays.
  if (release !== undefined && (what.release === undefined ? release.author !== me : release.id !== what.release))
    return failed(changedOnGithub(`The release ${what.tag}`));
  const tagged = what.tagMade === undefined ? ok(undefined) : await tagOf(github, what.tag);
  if (!tagged.ok) return tagged;
  return ok({ world: world.value, release, dropsTag: tagged.value !== undefined && tagged.value.sha === what.tagMade });
}
