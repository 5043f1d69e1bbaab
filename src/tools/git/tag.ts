import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { count } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { noCommitYet, tagExists, tagUnknown } from '../../domain/failure/git.ts';
import { tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { explain, succeeded } from './repository/explain.ts';
import { resolveCommit, short } from './repository/head.ts';
import { hold } from './repository/hold.ts';
import { branchName, directory, revision, text } from './repository/names.ts';
import { type Ready, readyFor, requireIdentity } from './repository/ready.ts';
import { openRepository } from './repository/repository.ts';
import { type Tag, tagsOf } from './repository/tags.ts';

const input = z
  .strictObject({
    directory,
    action: z.enum(['list', 'create', 'delete']).default('list'),
    name: branchName.optional().describe('The tag to create or delete.'),
    at: revision.optional().describe('With `create`: the commit it names; default: what is checked out.'),
    message: text(20_000).optional().describe('With `create`: an annotated tag, with who made it, when, and this text.'),
    filter: text(200).optional().describe('With `list`: only tags whose name holds this.'),
  })
  .refine((v) => v.action === 'list' || v.name !== undefined, { path: ['name'], message: 'name the tag' });
type Input = z.output<typeof input>;

const shape = z.object({
  name: z.string(),
  commit: z.string(),
  object: z.string().describe('The tag itself; of a tag without a message, the commit.'),
  annotated: z.boolean(),
  subject: z.string(),
  madeAt: z.string(),
});

export const tag = tool({
  name: 'git.tag',
  effect: 'write',
  needsTrust: true,
  effectOf: ({ action }) => (action === 'list' ? 'read' : 'write'),
  summary: 'List tags, or make or delete one here; git.push sends it.',
  input,
  output: z.object({ tags: z.array(shape).readonly(), more: z.boolean() }),
  commands: ['git tag {name} {at?} {action:create}', 'git tag -l|--list{action:list}', 'git tag -d|--delete{action:delete} {name} {action:delete}'],
  says: [
    'tag this commit v1.0',
    'git tag v1.2.3',
    'tag the current commit as v2.0.0',
    'create the tag v1.4',
    'make a tag v1.4.0 with the message "First stable release"',
    'create an annotated tag v2.1 saying "Release 2.1"',
    'put a tag v3.0 on abc1234',
    'set a tag named rc-1 here',
    'mark this commit as v1.5 with a tag',
    'add the git tag v0.9',
    'list the tags',
    'show all tags',
    'which tags are there',
    'what git tags do we have',
    'git tag --list',
    'delete the tag v0.1',
    'remove tag old-release',
    'drop the local tag v1.0-rc1',
    'the tag v0.1 can go',
    'give this commit the tag v1.0',
    'new tag v4.2.0 at main',
    'is there a tag v1.0',
    'git tag -d v0.1',
    'new tag v0.1.0 for services/ingest, text "first usable version"',
    'create an annotated tag release-7 saying "Release 7, spring"',
    'Put a tag named before-migration on commit 71f0c2d',
    'show me the rc tags, i.e. everything like *-rc*',
    'The auditors want to refer to exactly what was live on friday, so put a tag called audit-2024-q3 on commit 61ab9f0 with the note "State shown to the auditors"',
    'delete tag v0.0.1-test here',
    'tags of the repo in vendor/shared-charts',
    'I accidentally created the tag mian, delete it please',
    'We ship from develop tonight and I would like to be able to compare later, so create tag pre-ship-1107 at develop',
    'drop the local tag qa-ok in apps/web, QA has withdrawn it',
    'audit wants to see every tag in this repository',
    'give the commit where billing went live, ab12cd3, the tag billing-live',
  ],
  onlyWith: ['tag'],
  examples: [
    { title: 'Tag what is checked out', input: { action: 'create', name: 'v1.2.0', message: 'First shop with a login' } },
    { title: 'List the tags', input: {} },
  ],
  guessMs: 100,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { found, commit } = seen.value;
    return ok({
      digest: digestOf({ what, found, commit }),
      summary: {
        list: 'List tags',
        create: `Tag ${short(commit ?? '')} as ${what.name}`,
        delete: `Delete tag ${what.name}`,
      }[what.action],
      files: [],
      undo: undoOf(what, found, what.message === undefined ? commit : undefined),
      warnings: what.action === 'delete' ? ['only here: a remote that has it keeps it'] : [],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { repo, found, commit } = seen.value;
    const name = what.name ?? '';
    if (what.action === 'list') {
      const tags = await tagsOf(repo, listMax + 1, what.filter);
      if (!tags.ok) return tags;
      return {
        ok: true,
        output: { tags: tags.value.slice(0, listMax), more: tags.value.length > listMax },
        summary: tags.value.length === 0 ? 'No tag matches.' : `${count(tags.value.length, 'tag')}; the newest is ${tags.value[0]?.name}.`,
        undo: 'nothing-changed',
      };
    }
    // An annotated tag is an object of its own, that nothing else keeps.
    if (what.action === 'delete' && found !== undefined) {
      const held = await hold(repo, found.object);
      if (!held.ok) return held;
    }
    const args = what.action === 'delete' ? ['--delete', name] : [...(what.message === undefined ? [] : [`--message=${what.message}`]), name, commit ?? ''];
    const done = await repo.run(['tag', ...args], { writes: true });
    if (!done.ok) return done;
    if (done.value.code !== 0) return failed(await explain(repo, 'tag', done.value));
    const after = await named(seen.value, name);
    if (!after.ok) return after;
    return {
      ok: true,
      output: { tags: after.value === undefined ? [] : [after.value], more: false },
      summary: what.action === 'delete' ? `Deleted ${name}; it was at ${short(found?.commit ?? '')}.` : `${name} is ${short(commit ?? '')}.`,
      undo: undoOf(what, found, after.value?.object),
    };
  },

  async verify(what, _seen, at) {
    if (what.action === 'list') return { met: true };
    const repo = await openRepository(what.directory, at);
    if (!repo.ok) return { met: false, missing: [repo.failure.message] };
    const found = await named({ repo: repo.value }, what.name ?? '');
    if (!found.ok) return { met: false, missing: [found.failure.message] };
    return (found.value !== undefined) === (what.action === 'create') ? { met: true } : { met: false, missing: [`${what.name} is not as it should be`] };
  },

  async inspect(what, at) {
    if (what.action === 'list') return 'not-started';
    const repo = await openRepository(what.directory, at);
    const found = repo.ok ? await named({ repo: repo.value }, what.name ?? '') : repo;
    if (!found.ok) return 'unknown';
    return (found.value !== undefined) === (what.action === 'create') ? 'done' : 'not-started';
  },
});

const listMax = 1000;

interface Seen extends Ready {
  readonly found: Tag | undefined;
  /** What a new tag names. */
  readonly commit: string | undefined;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const ready = await readyFor(what.directory, at, {});
  if (!ready.ok) return ready;
  const { repo, head } = ready.value;
  if (what.action === 'list') return ok({ ...ready.value, found: undefined, commit: undefined });
  const found = await named(ready.value, what.name ?? '');
  if (!found.ok) return found;
  if (what.action === 'delete')
    return found.value === undefined ? failed(tagUnknown(what.name ?? '')) : ok({ ...ready.value, found: found.value, commit: undefined });
  if (found.value !== undefined) return failed(tagExists(found.value.name));
  if (what.at === undefined && head.commit === undefined) return failed(noCommitYet('there is nothing to tag'));
  const commit = await resolveCommit(repo, what.at ?? 'HEAD');
  if (!commit.ok) return commit;
  const anonymous = what.message === undefined ? undefined : await requireIdentity(repo);
  return anonymous === undefined ? ok({ ...ready.value, found: undefined, commit: commit.value }) : failed(anonymous);
}

async function named({ repo }: Pick<Ready, 'repo'>, name: string): Promise<Outcome<Tag | undefined>> {
  const listed = succeeded('show-ref', await repo.run(['for-each-ref', '--format=%(refname)', `refs/tags/${name}`]));
  if (!listed.ok) return listed;
  if (!listed.value.split('\n').includes(`refs/tags/${name}`)) return ok(undefined);
  const tags = await tagsOf(repo, 1, undefined, name);
  return tags.ok ? ok(tags.value[0]) : tags;
}

function undoOf(what: Input, found: Tag | undefined, made: string | undefined): Undo {
  const ref = `refs/tags/${what.name}`;
  if (what.action === 'list') return 'nothing-changed';
  const [to, expect] = what.action === 'create' ? [null, made] : [found?.object ?? null, null];
  return { steps: [{ tool: 'git.restoreRef', input: { directory: what.directory, ref, to, ...(expect === undefined ? {} : { expect }) } }] };
}
