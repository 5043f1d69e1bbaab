import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { list } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { githubNotFound, nothingToEdit } from '../../../domain/failure/github.ts';
import { changesNothing, tool, type Undo } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { body, repository, title } from '../inputs.ts';
import { commitShape, type ReleaseShape, releaseShape } from '../shapes.ts';
import { openWorld, targetOf, type World } from '../world.ts';
import { called, described, differing, fieldsOf, type ReleaseField, type ReleaseFields } from './fields.ts';
import { releaseOf, releaseThing, stateOf, tag, tagOf } from './release.ts';

const input = z.strictObject({
  tag: tag.describe('Tag of the release, or of its draft.'),
  title: title.optional().describe('New title.'),
  notes: body.optional().describe('New release notes, in Markdown: replace the old ones.'),
  publish: z.boolean().default(false).describe('Publish it, where it is a draft.'),
  prerelease: z.boolean().optional().describe('Whether it is a pre-release.'),
  repository,
});
type Input = z.output<typeof input>;

export const editRelease = tool({
  name: 'github.editRelease',
  effect: 'change',
  summary: 'Edit a release on GitHub, or publish its draft: title, notes, pre-release.',
  input,
  output: z.object({ tag: z.string(), url: z.string(), state: z.string().describe('draft, pre-release or release.'), changed: z.array(z.string()) }),
  onlyWith: ['github', 'gh', 'draft', 'release', 'note', 'prerelease'],
  commands: ['gh release edit {tag} -t|--title={title} -n|--notes={notes} -p|--prerelease{prerelease:true} --draft=false{publish:true}'],
  says: [
    'publish the draft release v1.2.0',
    'publish the draft v1.2.0 on github',
    'publish the draft of the github release v1.2.0',
    'edit the github release v1.2.0',
    'change the title of the github release v1.2.0 to "Search"',
    'change the notes of release v1.2.0 to "Fixes the search"',
    'replace the release notes of v1.2.0 with "Fixes the search"',
    'rename the github release v1.2.0 to "Search"',
    'mark the github release v1.2.0 as a prerelease',
    'take the github release v1.2.0 out of draft',
    'make the draft release v1.2.0 public',
    'Legal, marketing and support have all looked at the text and there are no objections left, so publish the draft release v2.0.0 on github',
    'change the notes of release v1.7.2 to "Security fixes only."',
    'Could you correct the title of release 2.9.0 on GitHub? It should be Data Export 2.9.',
    'Marketing approved the text, so push the drafted GitHub release v6.0.0 of acme/portal out to the public.',
    'Requesting publication of draft release 2025.1 in atlas/console.',
    'release v8.8 on github has the wrong name, call it "Kiosk 8.8", the present one was copied from the last version by accident and nobody noticed',
    'take the v2.5.0 release out of draft',
    'i want that github release v0.5.0 shows as pre-release, it is not stable',
    'promote 1.18.0-rc.3 from pre-release to a real release on github',
    'release v7.7.0 in billing/reports: title "Reports 7.7", notes "Adds CSV export."',
    'People mistake our nightly builds for the stable ones and then open support cases, so please put a pre-release badge on the github release nightly-0412',
    'The customers were confused that v5.0.0 looks final on GitHub while it is a beta, please flag it as prerelease.',
    'update release description v0.22.0 on GitHub to "Known issue: slow start on arm nodes"',
    'time to publish our drafted v1.9.0 in ingest/parser under the name "Parser 1.9"',
    "could the GitHub release 4.0 be called 'LTS' instead",
  ],
  examples: [{ title: 'Publish a draft with a better title', input: { tag: 'v1.0.1', title: 'Login fixed', publish: true, repository: 'example/shop' } }],
  guessMs: 2_500,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, release, before, after, changed, makesTag } = seen.value;
    const publishes = changed.includes('draft');
    const others = changed.filter((field) => field !== 'draft');
    const verbs = [...(publishes ? ['publish'] : []), ...(others.length > 0 ? [`change ${list(others.map(called))} of`] : [])].join(' and ');
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, id: release.id, before, after, makesTag: makesTag ?? null }),
      summary:
        changed.length === 0
          ? `Nothing to change: the ${stateOf(release)} ${what.tag} is like that`
          : `${verbs[0]?.toUpperCase()}${verbs.slice(1)} the ${stateOf(release)} ${what.tag} in ${world.github.repository}`,
      files: [],
      undo: undoOf(what, seen.value),
      ...changesNothing(changed.length === 0),
      warnings: [
        ...(makesTag === undefined ? [] : [`there is no tag ${what.tag} yet: it is made at ${makesTag.slice(0, 8)}`]),
        ...(publishes ? ['whoever watches the repository is told at once, and workflows that wait for a release or a tag start'] : []),
        ...(release.author !== world.me && changed.length > 0 ? [`it is by ${release.author}`] : []),
      ],
      target: targetOf(world, { tag: what.tag }),
      impacts: [
        ...(changed.length === 0
          ? []
          : [
              {
                address: `${world.github.repository} ${what.tag}`,
                type: 'release',
                operation: 'update',
                marks: [],
                detail: list(changed.map((field) => described(field, before, after))),
              } as const,
            ]),
        ...(makesTag === undefined
          ? []
          : [{ address: `refs/tags/${what.tag}`, type: 'tag', operation: 'create', marks: [], detail: `at ${makesTag.slice(0, 8)}` } as const]),
      ],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, release, after, changed, makesTag } = seen.value;
    const output = { tag: what.tag, url: release.html_url, state: stateOf(after), changed: changed.map(called) };
    if (changed.length === 0) return { ok: true, output, summary: `${what.tag} is like that already.`, undo: 'nothing-changed' };
    const done = await world.github.ask(
      'PATCH /releases/{release}',
      {
        release: release.id,
        ...Object.fromEntries(changed.map((field) => [field, after[field]])),
        // The commit that was approved, and not where the branch is by then.
        ...(makesTag === undefined ? {} : { target_commitish: makesTag }),
      },
      releaseShape,
      { verb: `edit the release ${what.tag}`, thing: releaseThing(world.github, what.tag) },
    );
    if (!done.ok) return done;
    return {
      ok: true,
      output: { ...output, url: done.value.html_url },
      summary: `${changed.includes('draft') ? 'Published' : `Changed ${list(changed.map(called))} of`} ${what.tag}: ${done.value.html_url}`,
      undo: undoOf(what, seen.value),
    };
  },

  async verify(what, _seen, at) {
    const seen = await look(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    const { changed } = seen.value;
    return changed.length === 0 ? { met: true } : { met: false, missing: changed.map((field) => `${called(field)} of ${what.tag} is not as asked`) };
  },

  async inspect(what, at) {
    const seen = await look(what, at);
    return seen.ok ? (seen.value.changed.length === 0 ? 'done' : 'not-started') : 'unknown';
  },
});

interface Seen {
  readonly world: World;
  readonly release: ReleaseShape;
  readonly before: ReleaseFields;
  readonly after: ReleaseFields;
  readonly changed: readonly ReleaseField[];
  /** The commit at which publishing makes the tag. */
  readonly makesTag: string | undefined;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  if (what.title === undefined && what.notes === undefined && what.prerelease === undefined && !what.publish)
    return failed(nothingToEdit(`the release ${what.tag}`, 'title, notes, pre-release or publish'));
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const { github } = world.value;
  const found = await releaseOf(github, what.tag);
  if (!found.ok) return found;
  const release = found.value;
  if (release === undefined) return failed(githubNotFound(releaseThing(github, what.tag), github.place.host));
  const before = fieldsOf(release);
  const after: ReleaseFields = {
    name: what.title?.trim() ?? before.name,
    body: what.notes ?? before.body,
    prerelease: what.prerelease ?? before.prerelease,
    draft: before.draft && !what.publish,
  };
  const changed = differing(before, after);
  const makesTag = changed.includes('draft') ? await tagMadeBy(release, world.value) : ok(undefined);
  return makesTag.ok ? ok({ world: world.value, release, before, after, changed, makesTag: makesTag.value }) : makesTag;
}

/** The commit that publishing would tag; `undefined` where the tag is there. */
async function tagMadeBy({ tag_name, target_commitish }: ReleaseShape, { github }: World): Promise<Outcome<string | undefined>> {
  const tagged = await tagOf(github, tag_name);
  if (!tagged.ok || tagged.value !== undefined) return tagged.ok ? ok(undefined) : tagged;
  const doing = { verb: `look at ${target_commitish}`, thing: `branch or commit ${target_commitish} in ${github.repository}` };
  const commit = await github.ask('GET /commits/{ref}', { ref: target_commitish, per_page: 1 }, commitShape, doing);
  return commit.ok ? ok(commit.value.sha) : commit;
}

const undoOf = (what: Input, { world, release, before, after, changed, makesTag }: Seen): Undo =>
  changed.length === 0
    ? 'nothing-changed'
    : {
        steps: [
          {
            tool: 'github.restoreRelease',
            input: {
              repository: world.github.repository,
              tag: what.tag,
              release: release.id,
              to: Object.fromEntries(changed.map((field) => [field, before[field]])),
              expect: Object.fromEntries(changed.map((field) => [field, after[field]])),
              ...(makesTag === undefined ? {} : { tagMade: makesTag }),
            },
          },
        ],
      };
