import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { count } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { cannotFastForward, gitFailed, mergeConflicts, noCommitYet, noOperation } from '../../domain/failure/git.ts';
import { changesNothing, type FileChange, type Observation, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { squash, squashHooks, stagedAlready } from './merge-squash.ts';
import { conflictProblems, type FileConflict, openConflicts, predictMerge } from './repository/conflicts.ts';
import { headAfterCutOff } from './repository/cut-off.ts';
import { ended, explain } from './repository/explain.ts';
import { headOf, inWords, resolveCommit, short } from './repository/head.ts';
import { directory, revision, text, timeoutSeconds } from './repository/names.ts';
import { type PutBack, watchFiles } from './repository/put-back.ts';
import { commonWarnings, looksProtected, type Ready, readyFor, requireIdentity } from './repository/ready.ts';
import { openForFiles, operationOf } from './repository/repository.ts';
import { backTo, filesBetween } from './repository/switching.ts';
import { conflictKind } from './status.ts';

const input = z
  .strictObject({
    directory,
    from: revision.optional().describe('The branch or commit to merge into the current branch.'),
    how: z
      .enum(['auto', 'ff-only', 'no-ff', 'squash'])
      .default('auto')
      .describe('`ff-only`: only without a merge commit; `no-ff`: always with one; `squash`: all of it as one plain commit.'),
    message: text(20_000).optional(),
    conflicts: z.enum(['abort', 'keep']).default('abort').describe('`abort`: all stays as it was; `keep`: stops in the middle, for you to resolve.'),
    abort: z.boolean().default(false).describe('Give up the merge that is in progress instead.'),
    timeoutSeconds,
  })
  .refine((v) => v.abort !== (v.from !== undefined), { path: ['from'], message: 'name what to merge, or say `abort: true`; one of the two' })
  .refine((v) => v.how !== 'squash' || v.conflicts === 'abort', { path: ['conflicts'], message: 'with `squash` there is no merge to stop in the middle of' });
type Input = z.output<typeof input>;

const place = z.object({ path: z.string(), line: z.number(), yours: z.string(), ours: z.string() });
const output = z.object({
  result: z.enum(['up-to-date', 'fast-forward', 'merged', 'squashed', 'conflicts', 'aborted']),
  before: z.string().optional(),
  commit: z.string().optional(),
  conflicts: z
    .array(
      z.object({
        path: z.string(),
        kind: conflictKind,
        base: z.string().optional(),
        ours: z.string().optional(),
        theirs: z.string().optional(),
        places: z.array(place).readonly(),
      }),
    )
    .readonly(),
});

const hooks = ['pre-merge-commit', 'prepare-commit-msg', 'commit-msg', 'post-merge'];

export const merge = tool({
  name: 'git.merge',
  effect: 'write',
  summary: 'Merge a branch into the current one, or give up a merge; says beforehand what would conflict.',
  input,
  output,
  commands: [
    'git merge {from} --abort{abort:true} --no-ff{how:no-ff} --ff-only{how:ff-only} --squash{how:squash}',
    'git merge --abort{abort:true} {abort:true}',
  ],
  says: [
    'merge feature into this branch',
    'git merge main',
    'merge origin/main with a merge commit',
    'abort the merge',
    'bring the changes of release-2 in here',
    'merge develop',
    'merge main into my branch',
    'bring feature/x into this branch',
    'integrate origin/main here',
    'merge the release branch',
    'merge feature/x',
    'merge develop into this branch',
    'get the changes of main into my branch',
    'combine release/2.1 with my branch',
    'cancel the merge',
    'bring the hotfix branch in',
    'fix/a into this branch',
    'get the changes of develop in here',
    'join fix/a with my branch',
    'stop the merge',
    'give the merge up',
    'merge fix/a with a merge commit',
    'incorporate main',
    'incorporate develop into my branch',
    'pull fix/a into the current branch',
    'take the changes of fix/a over into this branch',
    'fast-forward to origin/main',
    'fast-forward this branch to develop',
    'only merge main if it is a fast-forward',
    'fold fix/a in',
    'mix develop into my branch',
    'unite fix/a with this branch',
    'merge the tag v1.0',
    'back out of the merge',
    'i do not want this merge, abort it',
    'call off the merge in progress',
    'give up the merge that is in progress',
    'quit merging',
    'undo the unfinished merge',
    'merge fix/a and keep the conflicts so that i can resolve them',
    'merge fix/a as "Merge fix a"',
    'bring my branch up to date with main by merging',
    'get what is on develop into here',
    'merge back main',
    'squash merge feature/x',
    'merge feature/a as one commit',
    'blend fix/a into this branch',
    'get the changes of main by merging',
    'stop merging and go back to before',
    'bring in fix/a',
    'put the changes of fix/a on top of mine by merging',
    'have fix/a merged into this branch',
    'squash-merge spike/graphql locally, commit text "Add graphql gateway"',
    'merge hotfix/tls here with the message "Merge TLS fix for 3.2"',
    'this merge is a mess, get me out of it in services/orders',
    'I only want main in here if it goes through cleanly, otherwise stop and leave everything as it was: merge main, on conflicts abort',
    "I'd like the work of fix/oom folded into the branch I am on, with a merge commit even if it could fast forward",
    'bring release/4.2 into the branch checked out in infra/live',
    'Our QA branch should get everything from develop; I have qa checked out, so merge it in, auto mode is ok',
    'merging the generated client code takes minutes on this machine, so use a timeout of 600 seconds and merge feature/openapi into my branch in libs/client',
    'The release branch got two hotfixes that are missing in what I have checked out, so merge release/7.3 in with the message "Take hotfixes of 7.3"',
  ],
  examples: [{ title: 'Merge a branch into the current one', input: { from: 'feature/login' } }],
  guessMs: 600,

  async preview(what, at) {
    if (what.abort) return previewAbort(what, at);
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { head, theirs, relation, files, conflicts, commits } = seen.value;
    return ok({
      digest: digestOf({ what, head, theirs }),
      summary: summaryOf(what, seen.value),
      ...changesNothing(relation === 'up-to-date'),
      files: [...files, ...(conflicts ?? []).map(conflictChange)],
      undo:
        relation === 'up-to-date'
          ? 'nothing-changed'
          : (conflicts?.length ?? 0) > 0
            ? giveUp(what)
            : { steps: [{ tool: 'git.restoreHead', input: headBack(what, seen.value) }] },
      warnings: [
        ...(await commonWarnings(seen.value, at, what.how === 'squash' ? squashHooks : relation === 'diverged' ? hooks : ['post-merge'])),
        ...(head.branch !== undefined && looksProtected(head.branch) && relation !== 'up-to-date'
          ? [`${head.branch} is usually changed through a pull request`]
          : []),
        ...(relation === 'diverged' && conflicts === undefined ? ['this git is older than 2.38 and can’t say beforehand whether it conflicts'] : []),
        ...(conflicts ?? []).map((c) => `${c.path} will be in conflict`),
        ...(commits > 500 ? [`${count(commits, 'commit')} come in`] : []),
      ],
    });
  },

  async run(what, at): Promise<Observation<z.output<typeof output>>> {
    if (what.abort) return abort(what, at);
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { repo, head, relation, theirs } = seen.value;
    const before = head.commit;
    if (relation === 'up-to-date')
      return {
        ok: true,
        output: { result: 'up-to-date', before, commit: before, conflicts: [] },
        summary: `${what.from} is in ${inWords(head)} already.`,
        undo: 'nothing-changed',
      };

    if (what.how === 'squash') return squash({ ...what, from: what.from ?? '' }, at, seen.value);
    const flags = { auto: [], 'ff-only': ['--ff-only'], 'no-ff': ['--no-ff'] }[what.how];
    const args = ['merge', '--no-edit', '--no-stat', ...flags, ...(what.message === undefined ? [] : [`--message=${what.message}`]), what.from ?? ''];
    const timeoutMs = what.timeoutSeconds * 1000;
    const watched = await watchFiles(repo, at, [[`${before}...${theirs}`]], { saving: relation === 'diverged' });
    if (!watched.ok) return watched;
    const done = await ended(
      repo,
      'merge',
      await repo.run(args, { writes: true, timeoutMs, onLine: (line) => at.progress(line.slice(0, 200)) }),
      hooks,
      timeoutMs,
    );
    const now = await headOf(repo);
    if (!now.ok) return now;
    if (now.value.commit !== before) {
      const result = relation === 'behind' && what.how !== 'no-ff' ? 'fast-forward' : 'merged';
      return {
        ok: true,
        output: { result, before, commit: now.value.commit, conflicts: [] },
        summary: `${result === 'merged' ? 'Merged' : 'Fast-forwarded to'} ${what.from}: ${inWords(head)} is at ${short(now.value.commit ?? '')}.`,
        undo: backTo(what.directory, head, now.value),
      };
    }
    return stopped(what, at, seen.value, done, watched.value);
  },

  async verify(what, seen, at) {
    const repo = await openForFiles(what.directory, at);
    if (!repo.ok) return { met: false, missing: [repo.failure.message] };
    const operation = await operationOf(repo.value);
    if (seen.result === 'conflicts') return { met: false, missing: seen.conflicts.map((c) => `${c.path} is in conflict`) };
    if (operation === 'merge') return { met: false, missing: ['a merge is still in progress'] };
    if (what.abort) return { met: true };
    if (what.how === 'squash') {
      const now = await headOf(repo.value);
      return now.ok && now.value.commit === seen.commit ? { met: true } : { met: false, missing: [`${short(seen.commit ?? '')} is not what is checked out`] };
    }
    const contains = await repo.value.run(['merge-base', '--is-ancestor', what.from ?? '', 'HEAD']);
    return contains.ok && contains.value.code === 0 ? { met: true } : { met: false, missing: [`${what.from} is not in HEAD`] };
  },

  // A squash is a commit that says nothing of where it comes from.
  inspect: async (what, at, begun) => (what.abort || what.how === 'squash' ? 'unknown' : headAfterCutOff(what.directory, at, begun, what.from)),
});

/** It did not come to a commit: in conflict, or refused. */
async function stopped(
  what: Input,
  at: Workplace,
  { repo, head }: Seen,
  done: Awaited<ReturnType<typeof ended>>,
  putBack: PutBack,
): Promise<Observation<z.output<typeof output>>> {
  if ((await operationOf(repo)) !== 'merge') return done.ok ? failed(await putBack(await explain(repo, 'merge', done.value, hooks))) : done;
  const conflicts = await openConflicts(repo, at);
  if (!conflicts.ok) return { ...conflicts, undo: giveUp(what) };
  const keeps = what.conflicts === 'keep' && conflicts.value.length > 0;
  if (keeps) {
    return {
      ok: true,
      output: { result: 'conflicts', before: head.commit, commit: head.commit, conflicts: conflicts.value },
      summary: `Merging ${what.from} stopped: ${count(conflicts.value.length, 'file')} in conflict. Resolve, stage and commit them.`,
      undo: giveUp(what),
    };
  }
  const given = await repo.run(['merge', '--abort'], { writes: true });
  if (!given.ok) return { ...given, undo: giveUp(what) };
  if (given.value.code !== 0) return { ok: false, failure: gitFailed('merge --abort', given.value.code, given.value.stderr), undo: giveUp(what) };
  if (conflicts.value.length > 0) return failed(mergeConflicts(`Merging ${what.from}`, conflictProblems(conflicts.value)));
  return done.ok ? failed(await explain(repo, 'merge', done.value, hooks)) : done;
}

export interface Seen extends Ready {
  readonly theirs: string;
  /** Of the current branch to the other. */
  readonly relation: 'up-to-date' | 'behind' | 'diverged';
  readonly files: readonly FileChange[];
  /** `undefined`: can't be known beforehand. */
  readonly conflicts: readonly FileConflict[] | undefined;
  /** Commits that come in. */
  readonly commits: number;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const ready = await readyFor(what.directory, at, { files: true, quietFor: 'nothing can be merged' });
  if (!ready.ok) return ready;
  const { repo, head } = ready.value;
  const theirs = await resolveCommit(repo, what.from ?? '');
  if (!theirs.ok) return theirs;
  if (head.commit === undefined) return failed(noCommitYet('there is nothing to merge into'));
  const counted = await repo.run(['rev-list', '--left-right', '--count', `${head.commit}...${theirs.value}`]);
  if (!counted.ok) return counted;
  const [ahead = 0, commits = 0] = counted.value.stdout.trim().split('\t').map(Number);
  const relation = commits === 0 ? 'up-to-date' : ahead === 0 ? 'behind' : 'diverged';
  const seen = { ...ready.value, theirs: theirs.value, relation, commits } as const;
  if (relation === 'up-to-date') return ok({ ...seen, files: [], conflicts: [] });
  if (relation === 'diverged' && what.how === 'ff-only') return failed(cannotFastForward(`Merging ${what.from}`));
  if (what.how === 'squash') {
    const staged = await stagedAlready(repo, at);
    if (!staged.ok) return staged;
  }
  if (relation === 'diverged' || what.how === 'no-ff' || what.how === 'squash') {
    const anonymous = await requireIdentity(repo);
    if (anonymous !== undefined) return failed(anonymous);
  }
  if (relation === 'behind') {
    const files = await filesBetween(repo, at, 'merging', head.commit, theirs.value);
    return files.ok ? ok({ ...seen, files: files.value, conflicts: [] }) : files;
  }
  const conflicts = await predictMerge(repo, at, head.commit, theirs.value);
  if (!conflicts.ok) return conflicts;
  if (what.conflicts === 'abort' && (conflicts.value?.length ?? 0) > 0)
    return failed(mergeConflicts(`Merging ${what.from}`, conflictProblems(conflicts.value ?? [])));
  return ok({ ...seen, files: [], conflicts: conflicts.value });
}

/** Where `before` is put back from, when only the branch is known: the commit is made by the merge itself. */
const headBack = (what: Input, { head, theirs, relation }: Seen) => ({
  directory: what.directory,
  to: { branch: head.branch ?? null, commit: head.commit ?? null },
  expect: { branch: head.branch ?? null, ...(relation === 'behind' && (what.how === 'auto' || what.how === 'ff-only') ? { commit: theirs } : {}) },
});

const giveUp = (what: Input): Undo => ({ steps: [{ tool: 'git.merge', input: { directory: what.directory, abort: true } }] });

const conflictChange = (conflict: FileConflict): FileChange => ({
  path: conflict.path,
  action: 'update',
  before: conflict.ours,
  after: undefined,
  added: 0,
  removed: 0,
  conflicts: conflict.places,
});

function summaryOf(what: Input, { head, relation, commits, conflicts }: Seen): string {
  if (relation === 'up-to-date') return `Nothing to merge: ${what.from} is in ${inWords(head)}`;
  const n = conflicts?.length ?? 0;
  return `Merge ${what.from} into ${inWords(head)} ${what.how === 'squash' ? 'as one commit ' : ''}(${count(commits, 'commit')}${n > 0 ? `, ${count(n, 'conflict')} to resolve` : ''})`;
}

async function previewAbort(what: Input, at: Workplace) {
  const seen = await mergeToAbort(what, at);
  if (!seen.ok) return seen;
  return ok({
    digest: digestOf({ what, head: seen.value.head }),
    summary: `Give up the merge on ${inWords(seen.value.head)}`,
    files: [],
    undo: { impossible: 'what was resolved so far is not kept; the merge can be begun again' },
    warnings: ['conflicts resolved so far are lost'],
  });
}

async function abort(what: Input, at: Workplace): Promise<Observation<z.output<typeof output>>> {
  const seen = await mergeToAbort(what, at);
  if (!seen.ok) return seen;
  const { repo, head } = seen.value;
  const done = await repo.run(['merge', '--abort'], { writes: true });
  if (!done.ok) return done;
  if (done.value.code !== 0) return failed(await explain(repo, 'merge --abort', done.value));
  return {
    ok: true,
    output: { result: 'aborted', before: head.commit, commit: head.commit, conflicts: [] },
    summary: `The merge is given up; ${inWords(head)} is as it was.`,
    undo: { impossible: 'what was resolved so far is not kept; the merge can be begun again' },
  };
}

async function mergeToAbort(what: Input, at: Workplace): Promise<Outcome<Ready>> {
  const ready = await readyFor(what.directory, at, { files: true });
  if (!ready.ok) return ready;
  return (await operationOf(ready.value.repo)) === 'merge' ? ready : failed(noOperation());
}
