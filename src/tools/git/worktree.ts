import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { count, list } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { changesNothing, type Observation, type Preview, tool } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { explain } from './repository/explain.ts';
import { hold } from './repository/hold.ts';
import { branchName, directory, path, revision, shown, timeoutSeconds } from './repository/names.ts';
import { readyFor } from './repository/ready.ts';
import { openRepository } from './repository/repository.ts';
import { statusBelow } from './repository/status-below.ts';
import { placeOf, realOf, toldOf, worktreesOf } from './repository/worktrees.ts';
import { creating } from './worktree-create.ts';
import { deleting } from './worktree-delete.ts';

/** Where a repository lies git says in lines. */
const isOneLine = (name: string): boolean => !/\p{Cc}/u.test(name);

const input = z
  .strictObject({
    directory,
    action: z.enum(['list', 'create', 'delete', 'prune']).default('list').describe('`prune`: forget those whose folders are gone.'),
    path: path
      .refine(isOneLine, 'name a folder without line breaks')
      .optional()
      .describe('With `create`: a new or empty folder for it, relative to the workspace folder. With `delete`: its folder.'),
    branch: branchName.optional().describe('With `create`: the branch to check out there. One that is only on a remote is made here and follows it.'),
    from: revision
      .optional()
      .describe('With `create`: makes `branch`, beginning here: main, HEAD. Alone: a commit or tag to look at, without a branch (detached).'),
    force: z.boolean().default(false).describe('With `delete`: although it has changes that are not committed; rolling back brings them back.'),
    timeoutSeconds,
  })
  .refine((v) => (v.action !== 'create' && v.action !== 'delete') || v.path !== undefined, { path: ['path'], message: 'name its folder' })
  .refine((v) => v.action !== 'create' || v.branch !== undefined || v.from !== undefined, {
    path: ['branch'],
    message: 'say what to check out there: a branch, or a commit with `from`',
  });
export type WorktreeInput = z.output<typeof input>;

const shape = z.object({
  path: z.string().describe('Relative to the workspace folder; absolute where it lies elsewhere.'),
  branch: z.string().optional(),
  commit: z.string().optional(),
  main: z.boolean().describe('The one that holds the repository.'),
  locked: z.string().optional().describe('Why it must not go.'),
  gone: z.boolean().describe('Its folder is not there any more.'),
});
const output = z.object({ worktrees: z.array(shape).readonly() });

/** What one call would do, and the doing of it. */
export interface Change {
  readonly preview: Preview;
  run(): Promise<Observation<z.output<typeof output>>>;
}

export const worktree = tool({
  name: 'git.worktree',
  effect: 'write',
  needsTrust: true,
  effectOf: ({ action }) => (action === 'list' ? 'read' : 'write'),
  summary: 'List worktrees, make one with another branch beside this one, delete one, or forget those whose folders are gone.',
  input,
  output,
  commands: [
    'git worktree list {action:list}',
    'git worktree add {path} {branch} {action:create}',
    'git worktree add -b|-B={branch} {path} {from} {action:create}',
    'git worktree add -b|-B={branch} {path} {action:create} {from:HEAD}',
    'git worktree add -d|--detach{action:create} {path} {from} {action:create}',
    'git worktree remove {path} {action:delete}',
    'git worktree prune {action:prune}',
  ],
  says: [
    'list the worktrees',
    'which worktrees are there',
    'git worktree list',
    'show all worktrees of this repository',
    'do we have a worktree for feature/a',
    'in which worktree is release/2.1 checked out',
    'what worktrees does services/ledger have',
    'add a worktree in trees/a for the branch feature/a',
    'git worktree add trees/a feature/a',
    'make a worktree of hotfix/a in trees/hotfix',
    'check out feature/a in a worktree of its own at trees/a',
    'set up a worktree at trees/review with the branch feature/a',
    'create a worktree trees/b with the new branch fix/b',
    'create the branch fix/b from main in a worktree at trees/b',
    'git worktree add -b fix/b trees/b main',
    'a worktree at v1.2 in trees/old please',
    'open release/2.1 in a second worktree under trees/release',
    'i need a worktree for main beside this one, in trees/main',
    'new worktree trees/spike on a new branch spike/cache',
    'put the branch develop into its own worktree in trees/develop',
    'remove the worktree trees/a',
    'git worktree remove trees/a',
    'delete the worktree in trees/review',
    'the worktree trees/b can go',
    'get rid of the worktree at trees/old',
    'remove the worktree trees/a although it has changes',
    'drop the worktree trees/spike by force',
    'i am done with the worktree trees/hotfix, take it away',
    'prune the worktrees',
    'git worktree prune',
    'forget the worktrees whose folders are gone',
    'clean up stale worktree entries',
    'i deleted the folder of a worktree by hand, tidy up the worktrees',
  ],
  onlyWith: ['worktree'],
  examples: [
    { title: 'Look at another branch without leaving this one', input: { action: 'create', path: 'trees/login', branch: 'feature/login' } },
    { title: 'List the worktrees', input: {} },
    { title: 'Delete a worktree', input: { action: 'delete', path: 'trees/search' } },
  ],
  guessMs: 500,

  async preview(what, at) {
    const change = await changeOf(what, at);
    return change.ok ? ok(change.value.preview) : change;
  },

  async run(what, at) {
    const change = await changeOf(what, at);
    return change.ok ? change.value.run() : change;
  },

  async verify(what, seen, at) {
    if (what.action === 'list') return { met: true };
    const repo = await openRepository(what.directory, at);
    const worktrees = repo.ok ? await worktreesOf(repo.value) : repo;
    if (!worktrees.ok) return { met: false, missing: [worktrees.failure.message] };
    if (what.action === 'prune') {
      const left = worktrees.value.filter((one) => one.isGone && one.locked === undefined);
      return left.length === 0 ? { met: true } : { met: false, missing: left.map(({ path }) => `${path} is still remembered`) };
    }
    const place = await at.files.locate(what.path ?? '');
    if (!place.ok) return { met: false, missing: [place.failure.message] };
    const real = await realOf(place.value);
    const found = worktrees.value.find((one) => one.path === real);
    const met = what.action === 'delete' ? found === undefined : found !== undefined && !found.isGone && found.branch === seen.worktrees[0]?.branch;
    return met ? { met: true } : { met: false, missing: [`${what.path} is not as it should be`] };
  },

  async inspect(what, at) {
    if (what.action === 'list') return 'not-started';
    const repo = await openRepository(what.directory, at);
    const worktrees = repo.ok ? await worktreesOf(repo.value) : repo;
    if (!worktrees.ok) return 'unknown';
    if (what.action === 'prune') return worktrees.value.some((one) => one.isGone && one.locked === undefined) ? 'not-started' : 'done';
    const [place, kind] = await Promise.all([at.files.locate(what.path ?? ''), at.files.kind(what.path ?? '')]);
    if (!place.ok || !kind.ok) return 'unknown';
    const real = await realOf(place.value);
    // The one this is run from is neither made nor deleted.
    if (repo.ok && real === (await realOf(repo.value.root))) return 'unknown';
    const found = worktrees.value.find((one) => one.path === real);
    const [absent, whole] = what.action === 'create' ? (['not-started', 'done'] as const) : (['done', 'not-started'] as const);
    if (found === undefined) return kind.value === 'nothing' ? absent : 'unknown';
    // What is there in part looks like a worktree with files deleted; git locks one until all its files are there.
    const there = await openRepository(what.path ?? '', at);
    const status = there.ok && found.locked === undefined ? await statusBelow(there.value, { untracked: 'all' }) : undefined;
    if (status?.ok !== true || (what.action === 'create' && found.branch !== (what.branch ?? found.branch))) return 'unknown';
    const { changed, conflicts, untracked } = status.value;
    return changed.length + conflicts.length + untracked.length === 0 ? whole : 'unknown';
  },
});

function changeOf(what: WorktreeInput, at: Workplace): Promise<Outcome<Change>> {
  switch (what.action) {
    case 'list':
      return listing(what, at);
    case 'create':
      return creating(what, at);
    case 'delete':
      return deleting(what, at);
    case 'prune':
      return pruning(what, at);
  }
}

async function listing(what: WorktreeInput, at: Workplace): Promise<Outcome<Change>> {
  const repo = await openRepository(what.directory, at);
  const worktrees = repo.ok ? await worktreesOf(repo.value) : repo;
  if (!worktrees.ok) return worktrees;
  const told = await Promise.all(worktrees.value.map((one) => toldOf(one, at)));
  const gone = told.filter((one) => one.gone).length;
  return ok({
    preview: { digest: digestOf({ what }), summary: 'List worktrees', files: [], undo: 'nothing-changed', warnings: [] },
    run: async () => ({
      ok: true,
      output: { worktrees: told },
      summary: `${count(told.length, 'worktree')}${gone > 0 ? `; the ${gone === 1 ? 'folder' : 'folders'} of ${gone} ${gone === 1 ? 'is' : 'are'} gone` : ''}.`,
      undo: 'nothing-changed',
    }),
  });
}

async function pruning(what: WorktreeInput, at: Workplace): Promise<Outcome<Change>> {
  const ready = await readyFor(what.directory, at, {});
  if (!ready.ok) return ready;
  const { repo } = ready.value;
  const worktrees = await worktreesOf(repo);
  if (!worktrees.ok) return worktrees;
  const gone = worktrees.value.filter((one) => one.isGone && one.locked === undefined);
  const names = await Promise.all(gone.map(async ({ path }) => shown(await placeOf(path, at))));
  const undo =
    gone.length === 0
      ? ('nothing-changed' as const)
      : { impossible: 'there is no folder to bring back; git.worktree with `action: create` makes one anew, and the branches stay' };
  return ok({
    preview: {
      digest: digestOf({ what, gone }),
      summary: gone.length === 0 ? 'Nothing to forget: the folder of each worktree is there' : `Forget ${count(gone.length, 'worktree')} whose folder is gone`,
      ...changesNothing(gone.length === 0),
      files: [],
      undo,
      warnings: names.map((name) => `${name} is not there; were it on a disk that is only away, what is in it would have no repository any more`),
    },
    async run() {
      if (gone.length === 0) return { ok: true, output: { worktrees: [] }, summary: 'The folder of each worktree is there.', undo };
      // Without a branch nothing else keeps its commits.
      for (const { commit } of gone.filter((one) => one.branch === undefined)) {
        const held = commit === undefined ? ok(undefined) : await hold(repo, commit);
        if (!held.ok) return held;
      }
      const done = await repo.run(['worktree', 'prune', '--expire=now'], { writes: true });
      if (!done.ok) return done;
      if (done.value.code !== 0) return failed(await explain(repo, 'worktree prune', done.value));
      return { ok: true, output: { worktrees: [] }, summary: `Forgot ${list(names)}.`, undo };
    },
  });
}
