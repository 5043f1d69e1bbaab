import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { branchExists, branchInUse, branchUnknown, noCommitYet } from '../../domain/failure/git.ts';
import { type FileChange, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { previewFiles, takeFiles } from './checkout-files.ts';
import { headAfterCutOff } from './repository/cut-off.ts';
import { ended, explain } from './repository/explain.ts';
import { branchesOf, type Head, headOf, inWords, nearestBranch, readRef, resolveCommit, short } from './repository/head.ts';
import { branchName, directory, path, revision, timeoutSeconds } from './repository/names.ts';
import { watchFiles } from './repository/put-back.ts';
import { commonWarnings, type Ready, readyFor } from './repository/ready.ts';
import { backTo, filesBetween } from './repository/switching.ts';

const input = z
  .strictObject({
    directory,
    branch: branchName.optional().describe('The branch to work on. One that is only on a remote is made here and follows it.'),
    create: z.boolean().default(false).describe('Make the branch first, at `from`.'),
    from: revision.optional().describe('With `create`: where it begins. With `paths`: which version. Alone: this commit, without a branch (detached).'),
    paths: z.array(path).max(1000).default([]).describe('Take these files back to what is staged, or to `from`; edits in them go.'),
    timeoutSeconds,
  })
  .refine((v) => v.paths.length === 0 || (v.branch === undefined && !v.create), { path: ['paths'], message: 'either files or a branch, not both' })
  .refine((v) => !v.create || v.branch !== undefined, { path: ['branch'], message: 'name the branch to make' })
  .refine((v) => v.branch !== undefined || v.from !== undefined || v.paths.length > 0, {
    path: ['branch'],
    message: 'say what to check out: a branch, a commit or files',
  })
  .refine((v) => v.create || v.branch === undefined || v.from === undefined, { path: ['from'], message: 'goes with `create`, with `paths`, or alone' });
export type CheckoutInput = z.output<typeof input>;

const hooks = ['post-checkout'];

export const checkout = tool({
  name: 'git.checkout',
  effect: 'write',
  summary: 'Switch to a branch or commit, make a new branch, or take files back to an earlier version.',
  input,
  output: z.object({ branch: z.string().optional(), commit: z.string().optional(), created: z.boolean(), files: z.array(z.string()).readonly() }),
  commands: ['git checkout|switch|co {branch} {from?} -b|-B|-c|-C|--create{create:true}', 'git restore {paths...}'],
  says: [
    'switch to main',
    'checkout the branch feature/login',
    'create a branch called fix-typo',
    'go back to the last commit of main.tf',
    'discard my changes in main.tf',
    'check out v1.2',
    'check out the develop branch',
    'go to branch feature/x',
    'start branch feature/z from main',
    'discard my changes to src/a.ts',
    'restore config.yaml to what was committed',
    'undo my edits in main.tf',
    'new branch called fix/login',
    'switch over to develop',
    'hop to branch fix/a',
    'move to main',
    'throw away my edits to src/cart.ts',
    'revert src/a.ts to the last commit',
    'check out tag v1.2.0',
    'create a new branch feature/q and switch to it',
    'get back to main',
    'drop my local changes in config.yaml',
    'change to develop',
    'go onto branch fix/a',
    'new branch fix/a and go there',
    'forget my changes in src/a.ts',
    'put src/a.ts back as it was',
    'work on release/2 now',
    'undo my edits to src/a.ts',
    'take me to develop',
    'bring me to fix/a',
    'bring me onto branch fix/a',
    'change me to branch fix/a',
    'i want to work on fix/a',
    'let me work on develop',
    'let us continue on fix/a',
    'continue on branch fix/a',
    'get onto develop',
    'put me on main',
    'start a new branch fix/a',
    'start working on a new branch fix/a',
    'begin a branch fix/a from main',
    'begin work on a branch called fix/a based on develop',
    'create and check out fix/a',
    'create fix/a and go there',
    'make a branch fix/a and move me onto it',
    'make fix/a off develop and switch to it',
    'branch off main as fix/a',
    'branch off into fix/a',
    'i need a fresh branch fix/a',
    'set src/a.ts back to the committed version',
    'reset src/a.ts to what is committed',
    'reset config.yaml to HEAD',
    'get the old version of src/a.ts from v1.0',
    'get src/a.ts as it was in v1.0',
    'take src/a.ts from main',
    'restore src/a.ts from develop',
    'bring back the old src/a.ts',
    'lose my edits in src/a.ts',
    'my edits in src/a.ts were wrong, undo them',
    'cancel my changes in src/a.ts',
    'go to commit 3f2a91c',
    'look at the code at v1.0',
    'go back one commit',
    'check out HEAD~2',
    'leave this branch and go to main',
    'return to main',
    'put me on the branch fix/a',
    'please put me on develop',
    'open up a new branch named fix/a',
    'spin off a branch fix/a from main and move there',
    'get rid of my edits in src/a.ts',
    'forget everything i did to config.yaml',
    'set me up on a new branch fix/a',
    'load branch fix/a',
    'open branch fix/a',
    'back to develop please',
    'let me go back to the branch I was on, feature/pay',
    'Could you please take the folder charts/orders back to what it was at v1.8.0? The last edits broke the ingress.',
    'hop over to the branch of my colleague, alerts-v2',
    'git checkout -b feature/gift-cards',
    'restore Makefile and go.mod from HEAD~3',
    'go to develop',
    'Somebody deleted deploy/prod.yaml in this folder by accident and did not commit; bring that file back from the last commit.',
    'move the repo in services/search onto branch jobs',
    'set me up on a fresh branch called chore/renovate',
    "let's work on release/6.0 in infra/live now",
    'git checkout feature/wide-tables, and do not stop before 250 seconds because the smudge filters have to download a few gigabytes of lfs files',
    'I want to have a look around at commit 4fe21ab, take me there',
  ],
  examples: [
    { title: 'Start work on a new branch', input: { branch: 'feature/search', create: true } },
    { title: 'Take a file back to what is committed', input: { paths: ['README.md'], from: 'HEAD' } },
  ],
  guessMs: 400,

  async preview(what, at) {
    if (what.paths.length > 0) return previewFiles(what, at);
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { head, target, files } = seen.value;
    return ok({
      digest: digestOf({ what, head, target }),
      summary: summaryOf(what, target),
      files,
      undo: undoOf(what, seen.value, afterOf(target)),
      warnings: [
        ...(await commonWarnings({ ...seen.value, head: { ...head, branch: head.branch ?? '' } }, at, hooks)),
        ...(target.branch === undefined ? ['no branch will be checked out (detached HEAD): commits made there are easy to lose'] : []),
        ...(head.branch === undefined ? [`commits made at ${short(head.commit ?? '')} without a branch are kept by the reflog only`] : []),
      ],
    });
  },

  async run(what, at) {
    if (what.paths.length > 0) return takeFiles(what, at);
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { repo, head, target } = seen.value;
    const args =
      target.branch === undefined
        ? ['--detach', target.commit ?? '']
        : target.isNew
          ? ['--create', target.branch, ...(target.tracks ? ['--track', target.tracks] : target.commit ? ['--no-track', target.commit] : [])]
          : ['--no-guess', target.branch];
    const timeoutMs = what.timeoutSeconds * 1000;
    const watched = await watchFiles(repo, at, head.commit === undefined || target.commit === undefined ? [] : [[head.commit, target.commit]]);
    if (!watched.ok) return watched;
    const done = await ended(repo, 'switch', await repo.run(['switch', '--quiet', ...args], { writes: true, timeoutMs }), hooks, timeoutMs);
    const now = await headOf(repo);
    if (!now.ok) return now;
    const arrived = now.value.branch === target.branch && now.value.commit === target.commit;
    if (!arrived) {
      const failure = done.ok ? await explain(repo, 'switching', done.value) : done.failure;
      return { ok: false, failure: await watched.value(failure), undo: undoOf(what, seen.value, now.value) };
    }
    const hookFailed = !done.ok || done.value.code !== 0;
    return {
      ok: true,
      output: { branch: now.value.branch, commit: now.value.commit, created: target.isNew, files: [] },
      summary: `${target.isNew ? 'Made and switched to' : 'Switched to'} ${inWords(now.value)}; before: ${inWords(head)}.${hookFailed ? ' A hook that ran after it failed.' : ''}`,
      undo: undoOf(what, seen.value, now.value),
    };
  },

  async verify(what, seen, at) {
    if (what.paths.length > 0) return { met: true };
    const ready = await readyFor(what.directory, at, {});
    if (!ready.ok) return { met: false, missing: [ready.failure.message] };
    const { head } = ready.value;
    return head.branch === seen.branch && head.commit === seen.commit ? { met: true } : { met: false, missing: [`${inWords(head)} is checked out`] };
  },

  async inspect(what, at, begun) {
    if (what.paths.length > 0) return 'unknown';
    const told = await headAfterCutOff(what.directory, at, begun);
    if (told !== 'not-started' || !what.create) return told;
    // The branch is made first.
    const ready = await readyFor(what.directory, at, {});
    const made = ready.ok ? await readRef(ready.value.repo, `refs/heads/${what.branch}`) : ready;
    return made.ok && made.value === undefined ? 'not-started' : 'unknown';
  },
});

export interface Target {
  /** `undefined`: detached. */
  readonly branch: string | undefined;
  readonly commit: string | undefined;
  readonly isNew: boolean;
  /** The branch of a remote that a new one follows. */
  readonly tracks: string | undefined;
}

interface Seen extends Ready {
  readonly target: Target;
  readonly files: readonly FileChange[];
}

async function look(what: CheckoutInput, at: Workplace): Promise<Outcome<Seen>> {
  const ready = await readyFor(what.directory, at, { files: true, quietFor: 'another branch can’t be checked out' });
  if (!ready.ok) return ready;
  const { repo, head } = ready.value;
  const target = await targetOf(what, ready.value);
  if (!target.ok) return target;
  const files =
    target.value.commit === undefined || target.value.commit === head.commit
      ? ok([])
      : await filesBetween(repo, at, 'switching', head.commit, target.value.commit);
  if (!files.ok) return files;
  return ok({ ...ready.value, target: target.value, files: files.value });
}

/** What is to be checked out, be it here or in a worktree of its own. */
export async function targetOf(what: Pick<CheckoutInput, 'branch' | 'create' | 'from'>, { repo, head }: Ready): Promise<Outcome<Target>> {
  if (what.branch === undefined) {
    const commit = await resolveCommit(repo, what.from ?? 'HEAD');
    return commit.ok ? ok({ branch: undefined, commit: commit.value, isNew: false, tracks: undefined }) : commit;
  }
  const branches = await branchesOf(repo, 'heads', 100_000);
  if (!branches.ok) return branches;
  const local = branches.value.find((b) => b.name === what.branch);
  if (what.create) {
    if (local !== undefined) return failed(branchExists(what.branch));
    if (what.from === undefined) return ok({ branch: what.branch, commit: head.commit, isNew: true, tracks: undefined });
    const commit = await resolveCommit(repo, what.from);
    return commit.ok ? ok({ branch: what.branch, commit: commit.value, isNew: true, tracks: undefined }) : commit;
  }
  if (local?.worktree !== undefined) return failed(branchInUse(local.name, local.worktree));
  if (local !== undefined) return ok({ branch: local.name, commit: local.commit, isNew: false, tracks: undefined });

  const remotes = await branchesOf(repo, 'remotes', 100_000);
  if (!remotes.ok) return remotes;
  const there = remotes.value.filter((b) => b.name.endsWith(`/${what.branch}`) && b.name.split('/').length === (what.branch ?? '').split('/').length + 1);
  const one = there.length === 1 ? there[0] : undefined;
  if (one !== undefined) return ok({ branch: what.branch, commit: one.commit, isNew: true, tracks: one.name });
  if (head.commit === undefined && branches.value.length === 0) return failed(noCommitYet(`there is no branch ${what.branch} to switch to`));
  return failed(branchUnknown(what.branch, await nearestBranch(repo, what.branch)));
}

const afterOf = (target: Target): Head => ({ branch: target.branch, commit: target.commit });

function summaryOf(what: CheckoutInput, target: Target): string {
  if (target.branch === undefined) return `Check out ${what.from} without a branch`;
  if (target.tracks !== undefined) return `Make ${target.branch} from ${target.tracks} and switch to it`;
  return target.isNew ? `Make branch ${target.branch} and switch to it` : `Switch to ${target.branch}`;
}

function undoOf(what: CheckoutInput, { head, target }: Seen, after: Head): Undo {
  const back = backTo(what.directory, head, after);
  if (back === 'nothing-changed' || 'impossible' in back) return back;
  const made = target.isNew && target.branch !== undefined && target.commit !== undefined;
  return {
    steps: [
      ...back.steps,
      ...(made
        ? [
            {
              tool: 'git.restoreRef',
              input: {
                directory: what.directory,
                ref: `refs/heads/${target.branch}`,
                to: null,
                expect: target.commit,
                ...(target.tracks === undefined ? {} : { upstream: null }),
              },
            },
          ]
        : []),
    ],
  };
}
