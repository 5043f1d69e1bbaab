import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { count } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { conflictsOpen, noCommitYet, nothingStaged } from '../../domain/failure/git.ts';
import { type FileChange, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { largeBytes } from './add.ts';
import { type ChangedFile, changedFiles, emptyTree } from './repository/changes.ts';
import { ended, explain } from './repository/explain.ts';
import { inWords, readRef, refOf, short } from './repository/head.ts';
import { indexTree, stageAll, withAllStaged } from './repository/index-tree.ts';
import { directory, shown, text, timeoutSeconds } from './repository/names.ts';
import { commonWarnings, looksProtected, type Ready, readyFor, requireIdentity } from './repository/ready.ts';
import { inRepository, inWorkspace, type Operation, operationOf, type Repository } from './repository/repository.ts';
import { secretWarnings } from './repository/secrets.ts';
import { statusBelow } from './repository/status-below.ts';

const input = z
  .strictObject({
    directory,
    message: text(20_000)
      .optional()
      .describe('Subject line, then an empty line and the body if there is one. With `amend` it may be left out: the message stays.'),
    all: z.boolean().default(false).describe('Stage tracked files that changed first; new files are not.'),
    untracked: z.boolean().default(false).describe('With `all`: new files too, and of all of it what is below `directory`.'),
    amend: z.boolean().default(false).describe('Replace the last commit by one that holds this too.'),
    signOff: z.boolean().default(false).describe('Add a Signed-off-by line.'),
    timeoutSeconds,
  })
  .refine((v) => v.message !== undefined || v.amend, { path: ['message'], message: 'say what the commit is about' })
  .refine((v) => v.all || !v.untracked, { path: ['untracked'], message: 'new files go along with `all`; git.add stages some of them' });
type Input = z.output<typeof input>;

const hooks = ['pre-commit', 'prepare-commit-msg', 'commit-msg', 'post-commit', 'pre-merge-commit', 'post-rewrite'];

export const commit = tool({
  name: 'git.commit',
  effect: 'write',
  summary: 'Record the staged changes on the current branch.',
  input,
  output: z.object({ branch: z.string().optional(), before: z.string().optional(), commit: z.string(), files: z.number() }),
  commands: ['git commit'],
  says: [
    'commit this as "fix the typo"',
    'commit everything that is staged',
    'record my changes with message Initial import',
    'git commit',
    'commit all changed files',
    'amend the last commit',
    'commit with message "Add cache"',
    'save my work in a commit called "Checkpoint"',
    'commit what is staged as "Fix tests"',
    'make a commit "Update docs"',
    'record everything with the message "Refactor"',
    'check in my changes as "Bump deps"',
    'commit my work as "Add tests"',
    'commit it with the message "Fix"',
    'make a commit named "Release 1.2"',
    'commit src changes: "Clean up"',
    'commit everything with message "WIP"',
    'change the last commit\'s message to "Fix login"',
    'squash this into the last commit',
    'commit as "Fix a"',
    'save everything as a commit "Fix a"',
    'record the staged changes, message "Fix a"',
    'commit: Fix a',
    'all changes into a commit named "Fix a"',
    'redo the last commit with the message "Fix b"',
    'my work should be committed with "Fix a"',
    'commit under the title "Fix login"',
    'save the staged changes as "Add cache"',
    'save what is staged with the message "Add cache"',
    'record the staged files as "Add cache"',
    'make a commit "Add cache"',
    'create a commit with the message "Add cache"',
    'check everything in as "wip"',
    'commit the tracked changes as "wip"',
    'change the message of the last commit to "Add cache"',
    'fix up the last commit with what is staged',
    'sign off and commit as "Add cache"',
    'commit with a sign-off line "Add cache"',
    'commit message: Add cache',
    'git commit -am "Add cache"',
    'add what is staged to the previous commit',
    'turn the staged changes into a commit "Add cache"',
    'commit what i staged',
    'bundle my changes into a commit called "Add cache"',
    'store my changes in a commit "Add cache"',
    'store what is staged as a commit named "Add cache"',
    'finalize what is staged as "Add cache"',
    'put my changes into a commit "Add cache"',
    'commit please, text "Add cache"',
    'redo the last commit message as "Add cache"',
    'edit the last commit message to "Add cache"',
    'git commit --amend --no-edit',
    'amend the last commit without changing its message',
    'amend with what is staged and keep the message',
    'I want to check in what I have staged.',
    'The legal folks want a Signed-off-by line, so commit with sign-off and say "Add licence headers"',
    'Could you commit the changes in repos/atlas under the title "Switch tiles to webp"?',
    'Time for a commit: "TICKET-881 tighten sg rules"',
  ],
  examples: [{ title: 'Commit what is staged', input: { message: 'Explain how to run the tests' } }],
  guessMs: 500,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { head, staged, left, operation, onDisk, stagedBefore, inside, secrets } = seen.value;
    const n = count(staged.length, 'file');
    const branch = head.branch ?? 'no branch';
    return ok({
      digest: digestOf({ what, head, operation, staged: staged.map((f) => [f.path, f.change, f.objects]), onDisk }),
      summary: what.amend
        ? `Amend the last commit on ${branch}${staged.length > 0 ? ` with ${n}` : ''}`
        : operation === 'merge'
          ? `Conclude the merge on ${branch}`
          : `Commit ${n} on ${branch}`,
      files: staged.slice(0, 1000).map((f) => changeOf(f, inWorkspace(seen.value.repo, at, f.path))),
      undo: undoOf(what, seen.value, undefined, { before: stagedBefore }),
      warnings: [
        ...(await commonWarnings(seen.value, at, hooks)),
        ...(head.branch !== undefined && looksProtected(head.branch) ? [`${head.branch} is usually changed through a pull request`] : []),
        ...(operation === undefined || operation === 'merge' ? [] : [`a ${operation} is in progress; this commit becomes part of it`]),
        ...(what.amend ? await amendWarnings(seen.value) : []),
        ...(left.length > 0 ? [`${count(left.length, 'changed file')} left out: ${left.slice(0, 5).map(shown).join(', ')}${left.length > 5 ? ' …' : ''}`] : []),
        ...inside.map((path) => `${shown(path)} is a repository of its own; only a pointer to its commit is committed`),
        ...(await largeWarnings(seen.value, at)),
        ...secrets,
      ],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { repo, head, staged, operation, targets } = seen.value;
    const indexBefore = await indexTree(repo, at, true);
    if (!indexBefore.ok) return indexBefore;
    const putBack = targets === undefined ? ok(undefined) : await stageAll(repo, targets);
    if (!putBack.ok) return putBack;
    const args = [
      'commit',
      '--quiet',
      '--no-edit',
      ...(what.all && targets === undefined ? ['--all'] : []),
      ...(what.amend ? ['--amend'] : []),
      ...(what.signOff ? ['--signoff'] : []),
      ...(what.message === undefined ? [] : [`--message=${what.message}`]),
    ];
    const timeoutMs = what.timeoutSeconds * 1000;
    const done = await ended(
      repo,
      'commit',
      await repo.run(args, { writes: true, timeoutMs, onLine: (line) => at.progress(shown(line).slice(0, 200)) }),
      hooks,
      timeoutMs,
    );
    const after = await readRef(repo, 'HEAD');
    if (!after.ok) return after;
    // A hook after the commit may hang or break; the commit stands then, and is told.
    const stands = after.value !== undefined && after.value !== head.commit;
    if (!stands) {
      const refused = done.ok ? failed(await explain(repo, 'commit', done.value, hooks)) : done;
      const isBack = (await putBack.value?.()) ?? true;
      return isBack ? refused : { ...refused, undo: undoOf(what, seen.value, undefined, { before: indexBefore.value }) };
    }

    const [indexAfter, subject] = await Promise.all([indexTree(repo, at, false), subjectOf(repo)]);
    if (!indexAfter.ok) return indexAfter;
    const trouble = !done.ok
      ? ` ${done.failure.message.replace(' Nothing was changed.', '')}`
      : done.value.code !== 0
        ? ' A hook that ran after it failed.'
        : '';
    return {
      ok: true,
      output: { branch: head.branch, before: head.commit, commit: after.value ?? '', files: staged.length },
      summary: `${operation === 'merge' ? 'Concluded the merge' : what.amend ? 'Amended' : 'Committed'} as ${short(after.value ?? '')} on ${inWords(head)}: ${shown(subject)}.${trouble}`,
      undo: undoOf(what, seen.value, after.value, { before: indexBefore.value, after: indexAfter.value }),
    };
  },

  async verify(what, { commit }, at) {
    const ready = await readyFor(what.directory, at, {});
    if (!ready.ok) return { met: false, missing: [ready.failure.message] };
    const { head } = ready.value;
    return head.commit === commit
      ? { met: true }
      : { met: false, missing: [`${inWords(head)} is at ${short(head.commit ?? 'nothing')}, not at ${short(commit)}`] };
  },

  async inspect(what, at) {
    const ready = await readyFor(what.directory, at, {});
    // The message that stays tells nothing of whether it was amended.
    if (!ready.ok || what.message === undefined) return 'unknown';
    const said = await ready.value.repo.run(['log', '--max-count=1', '--format=%B', 'HEAD']);
    return said.ok && said.value.code === 0 && said.value.stdout.trim() === what.message.trim() ? 'unknown' : 'not-started';
  },
});

interface Seen extends Ready {
  readonly staged: readonly ChangedFile[];
  /** Changed on disk and not part of it. */
  readonly left: readonly string[];
  readonly operation: Operation | undefined;
  /** What looks like a secret in it, in words. */
  readonly secrets: readonly string[];
  /** With `all`: what is on disk now, file by file. */
  readonly onDisk: readonly (readonly [string, number, number])[];
  /** With `all`: what is staged now, as a tree. */
  readonly stagedBefore: string | undefined;
  /** With `untracked`: what is staged first. */
  readonly targets: readonly string[] | undefined;
  /** Folders among the new files that are repositories of their own, relative to the workspace. */
  readonly inside: readonly string[];
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const ready = await readyFor(what.directory, at, {});
  if (!ready.ok) return ready;
  const { repo, head } = ready.value;
  const [operation, asked, anonymous] = await Promise.all([
    operationOf(repo),
    statusBelow(repo, { untracked: what.untracked ? 'all' : 'no' }),
    requireIdentity(repo),
  ]);
  if (!asked.ok) return asked;
  const status = asked.value;
  if (status.conflicts.length > 0) return failed(conflictsOpen(status.conflicts.map((c) => inWorkspace(repo, at, c.path))));
  if (anonymous !== undefined) return failed(anonymous);
  if (what.amend && head.commit === undefined) return failed(noCommitYet('there is none to amend'));

  const targets = what.untracked ? await inRepository(repo, at, [what.directory]) : ok(undefined);
  if (!targets.ok) return targets;
  const before = head.commit ?? (await emptyTree(repo));
  const found =
    targets.value === undefined
      ? await contentOf(repo, at, [...(what.all ? [] : ['--cached']), before, '--'])
      : await withAllStaged(repo, at, targets.value, (all) => contentOf(all, at, ['--cached', before, '--']));
  if (!found.ok) return found;
  const unstaged = status.changed.filter((e) => e.unstaged !== undefined).map((e) => e.path);
  if (found.value.staged.length === 0 && !what.amend && operation !== 'merge') return failed(nothingStaged(unstaged.length > 0));
  const isAdded = (path: string) => (targets.value === undefined ? what.all : isBelow(path, targets.value));
  const added = status.untracked.filter(isAdded);
  const onDisk = await Promise.all([...unstaged.filter(isAdded), ...added].map((path) => stamp(join(repo.root, path), path)));
  const stagedBefore = what.all ? await indexTree(repo, at, false) : ok(undefined);
  if (!stagedBefore.ok) return stagedBefore;
  return ok({
    ...ready.value,
    ...found.value,
    left: unstaged.filter((path) => !isAdded(path)).map((path) => inWorkspace(repo, at, path)),
    operation,
    onDisk,
    stagedBefore: stagedBefore.value,
    targets: targets.value,
    inside: added.filter((path) => path.endsWith('/')).map((path) => inWorkspace(repo, at, path)),
  });
}

const isBelow = (path: string, folders: readonly string[]): boolean => folders.some((folder) => folder === '.' || path.startsWith(`${folder}/`));

/** What a commit of that would hold; `about`: what `git diff` is asked to see it. */
async function contentOf(repo: Repository, at: Workplace, about: readonly string[]): Promise<Outcome<Pick<Seen, 'staged' | 'secrets'>>> {
  const staged = await changedFiles(repo, about);
  return staged.ok ? ok({ staged: staged.value, secrets: await secretWarnings(repo, at, about) }) : staged;
}

/** The first line of what the last commit says: hooks may have made it another than was asked for. */
async function subjectOf(repo: Repository): Promise<string> {
  const said = await repo.run(['log', '--max-count=1', '--format=%s', 'HEAD']);
  return said.ok ? said.value.stdout.trim() : '';
}

async function stamp(absolute: string, path: string): Promise<readonly [string, number, number]> {
  const found = await lstat(absolute).catch(() => undefined);
  return [path, found?.size ?? -1, found?.mtimeMs ?? 0];
}

/** `staging`: what was staged before and after, as trees; `after` is not known beforehand. */
function undoOf(
  what: Input,
  { head, operation }: Seen,
  after: string | undefined,
  staging: { readonly before: string | undefined; readonly after?: string | undefined },
): Undo {
  if (operation !== undefined && operation !== 'bisect')
    return { impossible: `it concludes a ${operation}, whose state is gone then; git reset --keep ORIG_HEAD goes back to before it` };
  return {
    steps: [
      {
        tool: 'git.restoreRef',
        input: { directory: what.directory, ref: refOf(head), to: head.commit ?? null, ...(after === undefined ? {} : { expect: after }) },
      },
      ...(staging.before !== undefined && staging.before !== staging.after
        ? [
            {
              tool: 'git.restoreIndex',
              input: { directory: what.directory, to: staging.before, ...(staging.after === undefined ? {} : { expect: staging.after }) },
            },
          ]
        : []),
    ],
  };
}

async function amendWarnings({ repo }: Ready): Promise<readonly string[]> {
  const pushed = await repo.run(['for-each-ref', '--contains=HEAD', '--count=1', '--format=%(refname:short)', 'refs/remotes']);
  const where = pushed.ok ? pushed.value.stdout.trim() : '';
  return where === '' ? [] : [`the last commit is on ${where} already; amending it makes the two differ, and only a forced push joins them`];
}

async function largeWarnings({ repo, staged }: Seen, at: Workplace): Promise<readonly string[]> {
  const suspects = staged.filter((f) => f.change !== 'deleted' && (f.binary || (f.added ?? 0) > 50_000)).slice(0, 50);
  const sizes = await Promise.all(suspects.map(async (f) => [f.path, (await lstat(join(repo.root, f.path)).catch(() => undefined))?.size ?? 0] as const));
  return sizes
    .filter(([, bytes]) => bytes > largeBytes)
    .map(([path, bytes]) => `${shown(inWorkspace(repo, at, path))} is ${Math.round(bytes / 1024 / 1024)} MB; git keeps every version of it for good`);
}

/** What a commit holds, without the texts: nothing on disk changes. */
export const changeOf = (file: ChangedFile, path: string): FileChange => ({
  path,
  action: file.change === 'added' ? 'create' : file.change === 'deleted' ? 'delete' : 'update',
  before: undefined,
  after: undefined,
  added: file.added ?? 0,
  removed: file.removed ?? 0,
  conflicts: [],
});
