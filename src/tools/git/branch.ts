import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { count } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { branchExists, branchInUse, branchNotMerged, branchUnknown, gitFailed, noCommitYet } from '../../domain/failure/git.ts';
import { tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { type Branch, branchesOf, nearestBranch, resolveCommit, short } from './repository/head.ts';
import { hold } from './repository/hold.ts';
import { branchName, directory, revision } from './repository/names.ts';
import { looksProtected, type Ready, readyFor } from './repository/ready.ts';
import { openRepository } from './repository/repository.ts';

const input = z
  .strictObject({
    directory,
    action: z.enum(['list', 'create', 'rename', 'delete']).default('list'),
    name: branchName.optional().describe('The branch to create, rename or delete.'),
    newName: branchName.optional().describe('With `rename`.'),
    from: revision.optional().describe('With `create`: where it begins; default: what is checked out.'),
    remotes: z.boolean().default(false).describe('With `list`: also the branches of remotes, as last fetched.'),
    force: z.boolean().default(false).describe('With `delete`: although it has commits that are nowhere else.'),
  })
  .refine((v) => v.action === 'list' || v.name !== undefined, { path: ['name'], message: 'name the branch' })
  .refine((v) => v.action !== 'rename' || v.newName !== undefined, { path: ['newName'], message: 'say what it is to be called' });
type Input = z.output<typeof input>;

const shape = z.object({
  name: z.string(),
  commit: z.string(),
  upstream: z.string().optional(),
  subject: z.string(),
  current: z.boolean(),
  worktree: z.string().optional(),
});

/** Of the undo of a branch that was made. */
const made = z.object({ to: z.null(), expect: z.string() });

export const branch = tool({
  name: 'git.branch',
  effect: 'write',
  needsTrust: true,
  effectOf: ({ action }) => (action === 'list' ? 'read' : 'write'),
  summary: 'List branches, or make, rename or delete one, without switching to it.',
  input,
  output: z.object({ branches: z.array(shape).readonly() }),
  commands: [
    'git branch {action:list} -a|-r|--all|--remotes{remotes:true} --list{action:list}',
    'git branch {name} {from?} {action:create}',
    'git branch -d|--delete{action:delete} {name} {action:delete}',
    'git branch -D{force:true} {name} {action:delete}',
    'git branch -m|-M|--move{action:rename} {name} {newName} {action:rename}',
    'git branch -m|-M|--move{action:rename} {newName} {action:rename}',
  ],
  says: [
    'list the branches',
    'which branch am I on',
    'create a branch named release-2 without switching',
    'delete the branch old-feature',
    'rename the branch fix to bugfix',
    'show remote branches',
    'create a branch called spike without switching',
    'delete the local branch old',
    'rename branch a to b',
    'remove branch feature/done',
    'make branch hotfix from main but stay here',
    'what branches are there',
    'delete branch old-idea',
    'rename my branch to feature/y',
    'remove the merged branch fix/a',
    'create the branch feature/a',
    'make a new branch hotfix-12 from release/2.1',
    'new branch fix/a',
    'get rid of branch old/a although it is not merged',
    'rename old/a to new/a',
    'call branch old/a new/a from now on',
    'make branch fix/a from main, stay where i am',
    'all branches, remote ones too',
    'what are my branches called',
    'show my local branches',
    'list remote branches',
    'which branches does the remote have',
    'create fix/a off main without checking it out',
    'add a branch fix/a but do not switch',
    'make a branch fix/a here, i stay on this one',
    'set up a branch called spike from develop without switching to it',
    'the branch old/a can go',
    'i do not need branch old/a any more',
    'clean up the local branch old/a',
    'drop the branch old/a',
    'kill branch old/a',
    'delete branch old/a by force',
    'change the name of branch a to b',
    'rename the current branch to fix/b',
    'branch a should be called b',
    'do we have a branch called fix/a',
    'is there a branch for login',
    'git branch -d old/a',
    'remove my finished branch fix/a',
    'enumerate the branches',
    'add a branch fix/a without leaving this one',
    'open a branch fix/a but stay here',
    'rename fix/a into fix/b',
    'In case the big rebase goes wrong I want a safety branch named safety-net at origin/develop, but leave me on the branch where I am',
    'I misspelled my branch name: featrue/search should have been feature/search',
    'which branches do we have',
    'branch "backup-before-rebase" from main, staying on my current one',
    'nuke local branch tmp-debug',
    'let the branch master in infra/live be called main from now on',
    "Could you tell me which branches exist on the remote side in services/shipping, because a colleague says hers is there and I can't find it?",
    'git says the branch experiment/wasm is not fully merged and refuses, but the experiment is dead, so delete it locally by force',
    'rename fix-stuff to fix/invoice-rounding',
    "get rid of my local branch spike/kafka, it isn't merged and I don't care",
  ],
  examples: [
    { title: 'List the branches', input: {} },
    { title: 'Make a branch and stay where you are', input: { action: 'create', name: 'feature/search' } },
  ],
  guessMs: 100,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { found, from, head } = seen.value;
    return ok({
      digest: digestOf({ what, found, from, head }),
      summary: {
        list: 'List branches',
        create: `Make branch ${what.name} at ${short(from ?? '')}`,
        rename: `Rename ${what.name} to ${what.newName}`,
        delete: `Delete branch ${what.name}`,
      }[what.action],
      files: [],
      undo: undoOf(what, found, from),
      warnings: what.action === 'delete' && found !== undefined ? deleteWarnings(found, what.force) : [],
    });
  },

  async run(what, at) {
    if (what.action === 'list') return list(what, at);
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { repo, found, from } = seen.value;
    const name = what.name ?? '';
    const args = { create: ['--no-track', name, from ?? ''], rename: ['--move', name, what.newName ?? ''], delete: ['--delete', '--force', name] }[what.action];
    // A branch that goes takes its reflog along: without a name of our own, gc could take its commits before a rollback.
    if (what.action === 'delete' && found !== undefined) {
      const held = await hold(repo, found.commit);
      if (!held.ok) return held;
    }
    const done = await repo.run(['branch', ...args], { writes: true });
    if (!done.ok) return done;
    if (done.value.code !== 0) return failed(gitFailed('branch', done.value.code, done.value.stderr));
    const branches = await branchesOf(repo, 'heads');
    if (!branches.ok) return branches;
    return {
      ok: true,
      output: { branches: branches.value },
      summary: {
        create: `Made ${name} at ${short(from ?? '')}.`,
        rename: `${name} is called ${what.newName}.`,
        delete: `Deleted ${name}; it was at ${short(found?.commit ?? '')}.`,
      }[what.action],
      undo: undoOf(what, found, from),
    };
  },

  async verify(what, _seen, at) {
    if (what.action === 'list') return { met: true };
    const repo = await openRepository(what.directory, at);
    if (!repo.ok) return { met: false, missing: [repo.failure.message] };
    const branches = await branchesOf(repo.value, 'heads', 100_000);
    if (!branches.ok) return { met: false, missing: [branches.failure.message] };
    const has = (name: string | undefined) => branches.value.some((b) => b.name === name);
    const met = { create: has(what.name), rename: has(what.newName) && !has(what.name), delete: !has(what.name) }[what.action];
    return met ? { met: true } : { met: false, missing: [`${what.name} is not as it should be`] };
  },

  async inspect(what, at, begun) {
    const repo = await openRepository(what.directory, at);
    const branches = repo.ok ? await branchesOf(repo.value, 'heads', 100_000) : repo;
    if (!branches.ok || what.action === 'list') return 'unknown';
    const commitOf = (name: string | undefined) => branches.value.find((b) => b.name === name)?.commit;
    const now = commitOf(what.name);
    switch (what.action) {
      case 'create': {
        const meant = begun !== undefined && begun !== 'nothing-changed' && 'steps' in begun ? made.safeParse(begun.steps[0]?.input) : undefined;
        return now === undefined ? 'not-started' : meant?.success && now === meant.data.expect ? 'done' : 'unknown';
      }
      case 'rename': {
        const renamed = commitOf(what.newName);
        return now === undefined && renamed !== undefined ? 'done' : now !== undefined && renamed === undefined ? 'not-started' : 'unknown';
      }
      case 'delete':
        return now === undefined ? 'done' : 'not-started';
    }
  },
});

async function list(what: Input, at: Workplace) {
  const repo = await openRepository(what.directory, at);
  if (!repo.ok) return repo;
  const local = await branchesOf(repo.value, 'heads', 10_000);
  if (!local.ok) return local;
  const remote = what.remotes ? await branchesOf(repo.value, 'remotes', 10_000) : ok([]);
  if (!remote.ok) return remote;
  const current = local.value.find((b) => b.current);
  return {
    ok: true as const,
    output: { branches: [...local.value, ...remote.value] },
    summary: `${count(local.value.length, 'branch', 'branches')}${current === undefined ? '' : `; ${current.name} is checked out`}.`,
    undo: 'nothing-changed' as const,
  };
}

interface Seen extends Ready {
  readonly found: Branch | undefined;
  /** Commit a new branch begins at. */
  readonly from: string | undefined;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const ready = await readyFor(what.directory, at, {});
  if (!ready.ok) return ready;
  const { repo, head } = ready.value;
  const branches = await branchesOf(repo, 'heads', 100_000);
  if (!branches.ok) return branches;
  const found = branches.value.find((b) => b.name === what.name);
  if (what.action === 'list') return ok({ ...ready.value, found: undefined, from: undefined });
  if (what.action === 'create') {
    if (found !== undefined) return failed(branchExists(found.name));
    if (what.from === undefined && head.commit === undefined) return failed(noCommitYet('a branch has nothing to begin at'));
    const from = await resolveCommit(repo, what.from ?? 'HEAD');
    return from.ok ? ok({ ...ready.value, found, from: from.value }) : from;
  }
  if (found === undefined) return failed(branchUnknown(what.name ?? '', await nearestBranch(repo, what.name ?? '')));
  if (what.action === 'rename') {
    return branches.value.some((b) => b.name === what.newName) ? failed(branchExists(what.newName ?? '')) : ok({ ...ready.value, found, from: undefined });
  }
  if (found.current || found.worktree !== undefined) return failed(branchInUse(found.name, found.worktree ?? repo.root));
  if (!what.force) {
    const elsewhere = await repo.run(['for-each-ref', `--contains=${found.commit}`, '--count=2', '--format=%(refname)', 'refs/heads', 'refs/remotes']);
    if (!elsewhere.ok) return elsewhere;
    if (
      elsewhere.value.stdout
        .trim()
        .split('\n')
        .filter((ref) => ref !== `refs/heads/${found.name}`).length === 0
    )
      return failed(branchNotMerged(found.name));
  }
  return ok({ ...ready.value, found, from: undefined });
}

function undoOf(what: Input, found: Branch | undefined, from: string | undefined): Undo {
  const ref = `refs/heads/${what.name}`;
  switch (what.action) {
    case 'list':
      return 'nothing-changed';
    case 'create':
      return { steps: [{ tool: 'git.restoreRef', input: { directory: what.directory, ref, to: null, expect: from ?? null } }] };
    case 'rename':
      return { steps: [{ tool: 'git.branch', input: { directory: what.directory, action: 'rename', name: what.newName, newName: what.name } }] };
    case 'delete':
      return {
        steps: [
          {
            tool: 'git.restoreRef',
            input: {
              directory: what.directory,
              ref,
              to: found?.commit ?? null,
              expect: null,
              ...(found?.upstream === undefined ? {} : { upstream: found.upstream }),
            },
          },
        ],
      };
  }
}

const deleteWarnings = (found: Branch, force: boolean): readonly string[] => [
  `the branch’s own reflog goes with it; it is at ${short(found.commit)} (${found.subject})`,
  ...(force ? ['its commits may be nowhere else; rolling back brings them back'] : []),
  ...(looksProtected(found.name) ? [`${found.name} is a name under which a team keeps what is deployed`] : []),
];
