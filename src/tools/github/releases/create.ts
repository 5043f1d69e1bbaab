import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { noTagMessage, releaseExists } from '../../../domain/failure/github.ts';
import { type Observation, tool, type Undo } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { body, branch, repository, title } from '../inputs.ts';
import { postOnce } from '../post.ts';
import { commitShape, type ReleaseShape, releaseShape } from '../shapes.ts';
import { openWorld, sameText, targetOf, type World } from '../world.ts';
import { releaseOf, releaseThing, stateOf, tag, tagOf } from './release.ts';

const name = 'github.createRelease';
const input = z
  .strictObject({
    tag: tag.describe('Tag of the release; where it is not there yet, publishing makes it.'),
    title: title.optional().describe('Title of the release; default: the tag.'),
    notes: body.optional().describe('Release notes, in Markdown.'),
    notesFrom: z
      .enum(['changes', 'tag'])
      .optional()
      .describe('Notes from what was merged since the release before (changes), or from the message of the annotated tag (tag).'),
    draft: z.boolean().default(false).describe('As a draft, which only people with write access see.'),
    prerelease: z.boolean().default(false).describe('As a pre-release: not for everybody yet, never the latest one.'),
    target: branch.optional().describe('Branch or commit to tag, where the tag is not there yet; default: the default branch.'),
    repository,
  })
  .refine((v) => v.notes === undefined || v.notesFrom === undefined, { path: ['notesFrom'], message: 'either the notes, or where they come from' });
type Input = z.output<typeof input>;
const created = z.object({ tag: z.string(), id: z.int(), url: z.string(), draft: z.boolean() });

export const createRelease = tool({
  name,
  effect: 'change',
  summary: 'Create a release on GitHub, as a draft or published, with notes that are given, made from the changes or taken from the tag.',
  input,
  output: created,
  onlyWith: ['github', 'gh', 'draft', 'publish', 'note', 'prerelease', 'tag'],
  commands: [
    'gh release create {tag} -t|--title={title} -n|--notes={notes} -d|--draft{draft:true} -p|--prerelease{prerelease:true} --target={target} --generate-notes{notesFrom:changes} --notes-from-tag{notesFrom:tag}',
  ],
  says: [
    'create a release v1.2.0 on github',
    'publish a release v1.2.0',
    'publish release v1.2.0 on github',
    'make a github release v1.2.0',
    'draft a release v1.2.0',
    'create a draft release v1.2.0',
    'create a release v1.2.0 with notes from the changes',
    'release v1.2.0 on github with generated notes',
    'create a github release for the tag v1.2.0',
    'create a release v1.2.0 with notes from the tag',
    'publish a prerelease v2.0.0 on github',
    'make a github release v1.2.0 titled "Search"',
    'publish release v3.1.4 with generated notes',
    'cut a github release 0.9.0 from main, notes from the changes',
    'gh release create v1.8.2 --generate-notes',
    'release v2.6.1 on github in acme/exporter with the notes "Fixes the memory leak."',
    "time for the v1.0.0 release on GitHub, automatic notes please, after two years of betas it's finally the real thing and we would like to celebrate",
    'spin up a github draft release called "Nightly" for tag nightly-20250114',
    'put out version v2.3.9 as a release on GitHub, off commit 77ab3d1',
    'The manager wants something to click on: publish a GitHub release for tag v0.1.0 and call it First preview, as a pre-release.',
    'could you create the release v4.4.4 with what the tag says in its message',
    'I want to make a release from the develop branch on GitHub with tag dev-118',
  ],
  examples: [
    {
      title: 'Draft a release with notes from what was merged',
      input: { tag: 'v1.1.0', title: 'Search', notesFrom: 'changes', draft: true, repository: 'example/shop' },
    },
  ],
  guessMs: 3_000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, notes, tagged, commit, makesTag } = seen.value;
    const { github } = world;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, me: world.me, notes, tagged: tagged ?? null, commit }),
      summary: `${what.draft ? 'Draft' : 'Publish'} ${what.prerelease ? 'a pre-release' : 'a release'} ${what.tag}${what.title === undefined ? '' : ` "${what.title}"`} in ${github.repository}`,
      files: [],
      undo: undoOf(what, seen.value),
      warnings: [
        ...(makesTag ? [`there is no tag ${what.tag} yet: it is made at ${what.target ?? world.repository.default_branch} (${commit.slice(0, 8)})`] : []),
        ...(tagged === undefined && what.draft ? [`there is no tag ${what.tag} yet: publishing the draft would make it`] : []),
        ...(what.draft ? [] : ['whoever watches the repository is told at once, and workflows that wait for a release or a tag start']),
        ...(notes === '' ? ['it has no notes'] : []),
      ],
      target: targetOf(world, { tag: what.tag }),
      impacts: [
        {
          address: `${github.repository} ${what.tag}`,
          type: 'release',
          operation: 'create',
          marks: [],
          ...(notes === '' ? {} : { detail: `notes: ${notes.slice(0, 2_000)}` }),
        },
        ...(makesTag ? [{ address: `refs/tags/${what.tag}`, type: 'tag', operation: 'create', marks: [], detail: `at ${commit.slice(0, 8)}` } as const] : []),
      ],
    });
  },

  async run(what, at): Promise<Observation<z.output<typeof created>>> {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, notes, tagged, commit } = seen.value;
    const { github } = world;
    const doing = { verb: 'create the release', thing: `repository ${github.repository}` };
    at.progress(`Creating the release ${what.tag}`);
    const done = await postOnce<ReleaseShape>(at, github, {
      what: { tool: name, input: what },
      called: `the release ${what.tag}`,
      send: () =>
        github.ask(
          'POST /releases',
          {
            tag_name: what.tag,
            // The commit that was approved, and not where the branch is by then.
            ...(tagged === undefined ? { target_commitish: commit } : {}),
            name: what.title ?? what.tag,
            body: notes,
            draft: what.draft,
            prerelease: what.prerelease,
          },
          releaseShape,
          doing,
        ),
      find: () => releaseOf(github, what.tag),
    });
    if (!done.ok) return done;
    const { id, html_url } = done.value;
    return {
      ok: true,
      output: { tag: what.tag, id, url: html_url, draft: what.draft },
      summary: `${what.draft ? 'Drafted' : 'Published'} ${what.tag}: ${html_url}`,
      undo: undoOf(what, seen.value, id),
    };
  },

  async verify(what, _seen, at) {
    const world = await openWorld(what.repository, at);
    if (!world.ok) return { met: false, missing: [world.failure.message] };
    const found = await releaseOf(world.value.github, what.tag);
    if (!found.ok) return { met: false, missing: [found.failure.message] };
    const one = found.value;
    if (one === undefined) return { met: false, missing: [`there is no release ${what.tag}`] };
    const wanted = stateOf(what);
    const missing = [
      ...(stateOf(one) === wanted ? [] : [`${what.tag} is a ${stateOf(one)}`]),
      ...(what.notes === undefined || sameText(one.body, what.notes) ? [] : [`the notes of ${what.tag} are others`]),
    ];
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },

  // That there was none was looked at right before: one that is there is this one.
  async inspect(what, at) {
    const world = await openWorld(what.repository, at);
    if (!world.ok) return 'unknown';
    const found = await releaseOf(world.value.github, what.tag);
    if (!found.ok) return 'unknown';
    return found.value === undefined ? 'not-started' : found.value.author === world.value.me ? 'done' : 'unknown';
  },
});

interface Seen {
  readonly world: World;
  readonly notes: string;
  /** What the tag points to, where it is there. */
  readonly tagged: { readonly type: string; readonly sha: string } | undefined;
  /** The one that is tagged, or would be. */
  readonly commit: string;
  readonly makesTag: boolean;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const { github, repository } = world.value;
  const there = await releaseOf(github, what.tag);
  if (!there.ok) return there;
  if (there.value !== undefined) return failed(releaseExists(what.tag, there.value.draft));
  const tagged = await tagOf(github, what.tag);
  if (!tagged.ok) return tagged;
  const from = tagged.value === undefined ? (what.target ?? repository.default_branch) : `tags/${what.tag}`;
  const doing = { verb: `look at ${from}`, thing: `branch or commit ${from} in ${github.repository}` };
  const commit = await github.ask('GET /commits/{ref}', { ref: from, per_page: 1 }, commitShape, doing);
  if (!commit.ok) return commit;
  const notes = await notesOf(what, world.value, tagged.value, commit.value.sha);
  if (!notes.ok) return notes;
  return ok({ world: world.value, notes: notes.value, tagged: tagged.value, commit: commit.value.sha, makesTag: tagged.value === undefined && !what.draft });
}

/** As GitHub would write them, or as the tag says. */
async function notesOf(what: Input, { github }: World, tagged: Seen['tagged'], commit: string): Promise<Outcome<string>> {
  if (what.notesFrom === 'changes') {
    const wanted = { tag_name: what.tag, ...(tagged === undefined ? { target_commitish: commit } : {}) };
    const made = await github.ask('POST /releases/generate-notes', wanted, z.object({ body: z.string() }), {
      verb: 'make release notes',
      thing: releaseThing(github, what.tag),
    });
    return made.ok ? ok(made.value.body) : made;
  }
  if (what.notesFrom === undefined) return ok(what.notes ?? '');
  if (tagged === undefined) return failed(noTagMessage(what.tag, 'it is not there'));
  if (tagged.type !== 'tag') return failed(noTagMessage(what.tag, 'it is not annotated, so it has no message'));
  const doing = { verb: 'read the tag', thing: `tag ${what.tag}` };
  const read = await github.ask('GET /git/tags/{sha}', { sha: tagged.sha }, z.object({ message: z.string() }), doing);
  // A signature stands below the message.
  return read.ok ? ok(read.value.message.replace(/-----BEGIN [A-Z ]*SIGNATURE-----[\s\S]*$/, '').trimEnd()) : read;
}

const undoOf = (what: Input, { world, makesTag, commit }: Seen, id?: number): Undo => ({
  steps: [
    {
      tool: 'github.withdrawRelease',
      input: { repository: world.github.repository, tag: what.tag, ...(id === undefined ? {} : { release: id }), ...(makesTag ? { tagMade: commit } : {}) },
    },
  ],
});
