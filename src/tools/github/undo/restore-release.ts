import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { list } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { changedOnGithub } from '../../../domain/failure/github.ts';
import { changesNothing, tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { commit, exactRepository, id } from '../inputs.ts';
import { called, differing, fieldsOf, type ReleaseField, type ReleaseFields } from '../releases/fields.ts';
import { releaseOf, releaseThing, tag, tagOf } from '../releases/release.ts';
import { nothing, releaseShape } from '../shapes.ts';
import { openWorld, targetOf, type World } from '../world.ts';

const fields = z.strictObject({
  name: z.string().max(1000).optional(),
  body: z.string().max(300_000).optional(),
  prerelease: z.boolean().optional(),
  draft: z.boolean().optional(),
});
const input = z.strictObject({
  repository: exactRepository,
  tag: tag.describe('Tag of the release.'),
  release: id.describe('The release that was edited.'),
  to: fields.describe('What was there.'),
  expect: fields.describe('What the run left: anything else there stops this.'),
  tagMade: commit.optional().describe('The run made the tag as well, at this commit: it goes again.'),
});
type Input = z.output<typeof input>;

/** The undo of an edit of a release: puts the fields back, and takes the tag away that publishing made, unless somebody changed them since. */
export const restoreRelease = tool({
  name: 'github.restoreRelease',
  effect: 'change',
  summary: 'Put fields of a release back to what they were before a run edited or published it.',
  input,
  output: z.object({ tag: z.string() }),
  says: [],
  guessMs: 2_000,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, now, changed, dropsTag } = seen.value;
    const same = changed.length === 0 && !dropsTag;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, now, dropsTag }),
      summary: same
        ? `Nothing to put back: the release ${what.tag} is as it was`
        : `Put ${list(changed.map(called)) || 'the tag'} of the release ${what.tag} back`,
      files: [],
      undo: same ? 'nothing-changed' : again(what),
      ...changesNothing(same),
      warnings: changed.includes('draft') ? ['whoever was told of it stays told'] : [],
      target: targetOf(world, { tag: what.tag }),
      impacts: [
        ...(changed.length === 0 ? [] : [{ address: `${world.github.repository} ${what.tag}`, type: 'release', operation: 'update', marks: [] } as const]),
        ...(dropsTag ? [{ address: `refs/tags/${what.tag}`, type: 'tag', operation: 'delete', marks: [] } as const] : []),
      ],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, changed, dropsTag } = seen.value;
    const output = { tag: what.tag };
    const { github } = world;
    if (changed.length > 0) {
      const doing = { verb: `edit the release ${what.tag}`, thing: releaseThing(github, what.tag) };
      const done = await github.ask('PATCH /releases/{release}', { release: what.release, ...what.to }, releaseShape, doing);
      if (!done.ok) return done;
    }
    if (dropsTag) {
      const doing = { verb: `delete the tag ${what.tag}`, thing: `tag ${what.tag}` };
      const gone = await github.ask('DELETE /git/refs/{ref}', { ref: `tags/${what.tag}` }, nothing, doing);
      if (!gone.ok) return { ...gone, undo: again(what) };
    }
    return {
      ok: true,
      output,
      summary: `The release ${what.tag} is as it was.`,
      undo: changed.length === 0 && !dropsTag ? 'nothing-changed' : again(what),
    };
  },

  async verify(what, _seen, at) {
    const seen = await look(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    const { changed, dropsTag } = seen.value;
    const missing = [
      ...changed.map((field) => `${called(field)} of ${what.tag} is not as it was`),
      ...(dropsTag ? [`the tag ${what.tag} is still there`] : []),
    ];
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },
});

const again = ({ tagMade: _, ...what }: Input) => ({ steps: [{ tool: 'github.restoreRelease', input: { ...what, to: what.expect, expect: what.to } }] });

interface Seen {
  readonly world: World;
  readonly now: ReleaseFields;
  readonly changed: readonly ReleaseField[];
  readonly dropsTag: boolean;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const { github } = world.value;
  const found = await releaseOf(github, what.tag);
  if (!found.ok) return found;
  if (found.value?.id !== what.release) return failed(changedOnGithub(`The release ${what.tag}`));
  const now = fieldsOf(found.value);
  const changed = differing(now, whole(now, what.to));
  if (changed.length > 0 && differing(now, whole(now, what.expect)).length > 0) return failed(changedOnGithub(`The release ${what.tag}`));
  const tagged = what.tagMade === undefined ? ok(undefined) : await tagOf(github, what.tag);
  if (!tagged.ok) return tagged;
  return ok({ world: world.value, now, changed, dropsTag: tagged.value !== undefined && tagged.value.sha === what.tagMade });
}

/** The release as it is, with these fields instead. */
const whole = (now: ReleaseFields, { name, body, prerelease, draft }: Input['to']): ReleaseFields => ({
  name: name ?? now.name,
  body: body ?? now.body,
  prerelease: prerelease ?? now.prerelease,
  draft: draft ?? now.draft,
});
