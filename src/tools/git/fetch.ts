import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { count, duration, list } from '../../base/say.ts';
import { type Outcome, ok } from '../../domain/failure/failure.ts';
import { gitTimedOut } from '../../domain/failure/git.ts';
import { tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { succeeded } from './repository/explain.ts';
import { short } from './repository/head.ts';
import { hold } from './repository/hold.ts';
import { directory, remoteName, shown, timeoutSeconds } from './repository/names.ts';
import { type Ready, readyFor } from './repository/ready.ts';
import { explainRemote, type Remote, remoteFor } from './repository/remotes.ts';
import type { Repository } from './repository/repository.ts';

const input = z.strictObject({
  directory,
  remote: remoteName.optional().describe('Default: the one the branch follows, else origin.'),
  prune: z.boolean().default(false).describe('Forget branches that the remote has no more.'),
  tags: z.boolean().default(false).describe('All its tags, and not only those of the commits that come.'),
  timeoutSeconds,
});
type Input = z.output<typeof input>;

const moved = z.object({
  ref: z.string().describe('Its name here: refs/remotes/origin/main, refs/tags/v1.'),
  before: z.string().optional().describe('Absent: it is new.'),
  commit: z.string().optional().describe('Absent: it is forgotten.'),
});
type Moved = z.output<typeof moved>;

/** Takes over what a remote has, and joins it with nothing: branches of one's own, files and what is staged stay as they are. */
export const fetch = tool({
  name: 'git.fetch',
  effect: 'write',
  summary: 'Fetch what a remote has without merging it: its branches and tags as they are there now.',
  input,
  output: z.object({ remote: z.string(), moved: z.array(moved).readonly(), more: z.boolean() }),
  commands: ['git fetch {remote?} -p|--prune{prune:true} -t|--tags{tags:true}'],
  says: [
    'git fetch',
    'git fetch origin',
    'fetch from origin without merging',
    'fetch origin and prune',
    'git fetch --prune',
    'git fetch --all --tags',
    'fetch all tags from upstream',
    'fetch the remote branches, but merge nothing',
    'only fetch, do not merge',
    'refresh the remote-tracking branches',
    'prune remote branches that are gone',
    'forget the branches that origin has no more',
    'run git fetch in services/api',
  ],
  onlyWith: ['fetch', 'prune', 'tracking', 'forget', 'gone'],
  examples: [{ title: 'See what the remote has, and merge nothing', input: { prune: true } }],
  guessMs: 3000,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { remote, refs } = seen.value;
    return ok({
      digest: digestOf({ what, remote, refs: [...refs] }),
      summary: `Fetch what ${remote.name} has${what.prune ? ', and forget branches it has no more' : ''}`,
      files: [],
      undo: { impossible: 'which branches and tags it moves is known once they are fetched; then they can be put back' },
      warnings: [`what ${remote.name} (${remote.address}) has is known only once it is fetched; your own branches and files stay as they are`],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { repo, remote, refs } = seen.value;
    at.progress(`Fetching ${remote.name}`);
    const timeoutMs = what.timeoutSeconds * 1000;
    const args = ['fetch', '--quiet', '--no-recurse-submodules', ...(what.prune ? ['--prune'] : []), ...(what.tags ? ['--tags'] : []), '--', remote.name];
    const done = await repo.run(args, { writes: true, timeoutMs });
    const after = await refsOf(repo);
    if (!after.ok) return after;
    const changes = changesOf(refs, after.value);
    for (const { before, commit } of changes) {
      // What is forgotten is kept by nothing else.
      const held = before !== undefined && commit === undefined ? await hold(repo, before) : ok(undefined);
      if (!held.ok) return held;
    }
    const undo = undoOf(what, changes);
    if (!done.ok) return { ok: false, failure: done.failure.code === 'program/timeout' ? gitTimedOut('fetch', duration(timeoutMs), []) : done.failure, undo };
    if (done.value.code !== 0) return { ok: false, failure: explainRemote('fetch', `${remote.name} (${remote.address})`, done.value), undo };
    return {
      ok: true,
      output: { remote: remote.name, moved: changes.slice(0, toldMax), more: changes.length > toldMax },
      summary: changes.length === 0 ? `Nothing is new on ${remote.name}.` : `Fetched from ${remote.name}: ${wordsOf(changes)}.`,
      undo,
    };
  },

  async verify(_what, { moved: changes }, at) {
    const ready = await readyFor(_what.directory, at, {});
    if (!ready.ok) return { met: false, missing: [ready.failure.message] };
    const refs = await refsOf(ready.value.repo);
    if (!refs.ok) return { met: false, missing: [refs.failure.message] };
    const missing = changes.filter(({ ref, commit }) => refs.value.get(ref) !== commit).map(({ ref }) => `${nameOf(ref)} is not what was fetched`);
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },
});

const toldMax = 1_000;
/** Each is put back by a step of its own. */
const undoneMax = 100;

interface Seen extends Ready {
  readonly remote: Remote;
  /** Branches of remotes and tags as they are here, by whole name. */
  readonly refs: ReadonlyMap<string, string>;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const ready = await readyFor(what.directory, at, {});
  if (!ready.ok) return ready;
  const { repo, head } = ready.value;
  const remote = await remoteFor(repo, what.remote, head.branch);
  if (!remote.ok) return remote;
  const refs = await refsOf(repo);
  return refs.ok ? ok({ ...ready.value, remote: remote.value, refs: refs.value }) : refs;
}

/** Without those that only name another, as `origin/HEAD` does. */
async function refsOf(repo: Repository): Promise<Outcome<ReadonlyMap<string, string>>> {
  const listed = succeeded('for-each-ref', await repo.run(['for-each-ref', '--format=%(objectname) %(symref)%00%(refname)', 'refs/remotes', 'refs/tags']));
  if (!listed.ok) return listed;
  const lines = listed.value.split('\n').filter((line) => /^[0-9a-f]+ \0/.test(line));
  return ok(new Map(lines.map((line): [string, string] => [line.slice(line.indexOf('\0') + 1), line.slice(0, line.indexOf(' '))])));
}

function changesOf(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly Moved[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((ref) => before.get(ref) !== after.get(ref));
  return names.map((ref) => {
    const [was, is] = [before.get(ref), after.get(ref)];
    return { ref, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { commit: is }) };
  });
}

/** What is new goes first: a branch that was forgotten may have made room for it. */
function undoOf(what: Input, changes: readonly Moved[]): Undo {
  if (changes.length === 0) return 'nothing-changed';
  if (changes.length > undoneMax)
    return { impossible: `it moved ${count(changes.length, 'branch or tag', 'branches and tags')}, more than are put back one by one` };
  const ordered = [...changes.filter(({ before }) => before === undefined), ...changes.filter(({ before }) => before !== undefined)];
  return {
    steps: ordered.map(({ ref, before, commit }) => ({
      tool: 'git.restoreRef',
      input: { directory: what.directory, ref, to: before ?? null, expect: commit ?? null },
    })),
  };
}

const nameOf = (ref: string): string => shown(ref.replace(/^refs\/(?:remotes|tags)\//, ''));

/** `origin/main is at 1a2b3c4d, tag v2 is new and origin/old is forgotten`. */
function wordsOf(changes: readonly Moved[]): string {
  const told = changes.slice(0, 5).map(({ ref, before, commit }) => {
    const name = ref.startsWith('refs/tags/') ? `tag ${nameOf(ref)}` : nameOf(ref);
    return commit === undefined ? `${name} is forgotten` : before === undefined ? `${name} is new` : `${name} is at ${short(commit)}`;
  });
  return list(changes.length > told.length ? [...told, `${changes.length - told.length} more`] : told);
}
