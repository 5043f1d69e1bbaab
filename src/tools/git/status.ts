import { z } from 'zod';
import { count } from '../../base/say.ts';
import { failed } from '../../domain/failure/failure.ts';
import { gitFailed } from '../../domain/failure/git.ts';
import { tool } from '../../domain/tool.ts';
import { git } from './repository/git.ts';
import { directory } from './repository/names.ts';
import { parseStatus } from './repository/parse-status.ts';
import { folderAt, inWorkspace, openRepository, operationOf } from './repository/repository.ts';

const change = z.enum(['added', 'modified', 'deleted', 'renamed', 'copied', 'type-changed']);
const entry = z.object({
  path: z.string().describe('Relative to the workspace folder.'),
  from: z.string().optional(),
  staged: change.optional(),
  unstaged: change.optional(),
  submodule: z
    .array(z.enum(['commits', 'changes', 'untracked']))
    .readonly()
    .optional(),
});
export const conflictKind = z.enum(['both-changed', 'both-added', 'both-deleted', 'deleted-by-us', 'deleted-by-them', 'added-by-us', 'added-by-them']);

/** Where the repository stands; takes no lock and writes nothing, the index included. */
export const status = tool({
  name: 'git.status',
  effect: 'read',
  needsTrust: true,
  summary: 'Show the branch, what is staged, changed, untracked or in conflict, and how far it is from its upstream.',
  input: z.strictObject({
    directory,
    untracked: z.enum(['no', 'normal', 'all']).default('normal').describe('`normal` names a new folder once, `all` each file in it.'),
    ignored: z.boolean().default(false).describe('Also what .gitignore hides.'),
    limit: z.number().int().min(1).max(100_000).default(2000).describe('Entries of each kind, at most; the counts are whole.'),
  }),
  output: z.object({
    root: z.string().describe('Top of the repository, absolute.'),
    branch: z.object({
      name: z.string().optional().describe('Absent: detached.'),
      commit: z.string().optional().describe('Absent: no commit yet.'),
      upstream: z.string().optional(),
      upstreamGone: z.boolean(),
      ahead: z.number(),
      behind: z.number(),
    }),
    operation: z.enum(['merge', 'rebase', 'cherry-pick', 'revert', 'bisect']).optional(),
    worktree: z.boolean().describe('A linked worktree.'),
    changed: z.array(entry).readonly(),
    conflicts: z.array(z.object({ path: z.string(), kind: conflictKind })).readonly(),
    untracked: z.array(z.string()).readonly(),
    ignored: z.array(z.string()).readonly(),
    counts: z.object({ staged: z.number(), unstaged: z.number(), conflicts: z.number(), untracked: z.number(), stashes: z.number() }),
    clean: z.boolean(),
    truncated: z.boolean().describe('More than `limit`, or more than fits: lists are not whole.'),
  }),
  commands: ['git status'],
  says: [
    'git status',
    'what did I change',
    'which files are not committed',
    'am I ahead of origin',
    'show the state of the repository',
    'are there merge conflicts',
    'status of the repo',
    'anything not committed yet',
    'am I behind the remote',
    'are there any conflicts',
    'show uncommitted changes',
    "what's changed",
    'anything uncommitted',
    'do I have uncommitted work',
    'repo status',
    'is everything committed',
    'which files did I modify',
    'are we ahead of origin',
    'any merge conflicts left',
    'what is uncommitted?',
    'is the tree clean?',
    'which branch is this?',
    'any changes?',
    'anything to commit?',
    'am i behind origin?',
    'state of the working copy',
    'which files are not staged?',
    'where do we stand in this repo',
    'how do things look in git',
    'rundown of the working tree',
    'is anything dirty',
    'is my working directory dirty',
    'what is dirty here',
    'local modifications',
    'list the modified files',
    'show changed files',
    'which files have i changed',
    'list what is not committed yet',
    'what have i not committed yet',
    'unresolved conflicts',
    'are some files still in conflict',
    'what is lying around uncommitted',
    'am i on the correct branch',
    'what does the working directory look like',
    'was anything modified since the last commit',
    'is the repo clean',
    'is the working copy clean',
    'what state is the repository in',
    'git st',
    'which files are untracked',
    'show untracked files',
    'new files that git does not know yet',
    'what did i touch but not commit',
    'is my branch in sync with the remote',
    'is this branch up to date',
    'how far am i ahead of the remote',
    'how many commits am i behind',
    'have i pushed everything',
    'did i forget to commit something',
    'pending changes',
    'show me what is staged and what is not',
    'what is going on in my working copy',
    'i lost track of what i changed',
    'do i have anything unsaved in git',
    'state of my checkout',
    'what have i done since the last commit',
    'anything i forgot to stage',
    'which stuff is modified',
    'has all my work been committed',
    'have all my edits been committed',
    'overview of pending edits',
    'pending edits',
    'hows the repo looking',
    'what is modified at this point',
    'whats changed in here that i havent committed yet, just the names',
    'Before I go home: is there anything lying around uncommitted in services/billing?',
    'gimme the working tree state but leave the untracked stuff out, there are thousands of tmp files',
    'what have i got staged at the moment, file names are enough',
    "I'd like to see every single untracked file, not only the folders they sit in.",
    'how does the repo look, first 20 entries are plenty',
    'the CI says my checkout is dirty although i changed nothing, list what git considers modified in libs/common, ignored files as well please',
  ],
  examples: [{ title: 'See what changed', input: {} }],
  guessMs: 50,

  async run(input, at) {
    const cwd = await folderAt(input.directory, at);
    if (!cwd.ok) return cwd;
    const args = [
      'status',
      '--porcelain=v2',
      '--branch',
      '--show-stash',
      '-z',
      `--untracked-files=${input.untracked}`,
      ...(input.ignored ? ['--ignored=traditional'] : []),
    ];
    // Side by side, so that a large repository takes no longer than git itself; where there is none, both say so.
    const [opened, asked] = await Promise.all([
      openRepository(input.directory, at),
      git(at, cwd.value, args, { timeoutMs: 120_000, outputBytesMax: 64 * 1024 * 1024 }),
    ]);
    if (!opened.ok) return opened;
    const repo = opened.value;
    const operation = await operationOf(repo);
    if (!asked.ok) return asked;
    if (asked.value.code !== 0) return failed(gitFailed('status', asked.value.code, asked.value.stderr));

    const seen = parseStatus(asked.value.stdout);
    const counts = {
      staged: seen.changed.filter((e) => e.staged !== undefined).length,
      unstaged: seen.changed.filter((e) => e.unstaged !== undefined).length,
      conflicts: seen.conflicts.length,
      untracked: seen.untracked.length,
      stashes: seen.stashes,
    };
    const name = (path: string): string => inWorkspace(repo, at, path) + (path.endsWith('/') && !inWorkspace(repo, at, path).endsWith('/') ? '/' : '');
    const first = <T>(all: readonly T[]): readonly T[] => all.slice(0, input.limit);
    const clean = counts.staged + counts.unstaged + counts.conflicts + counts.untracked === 0;
    return {
      ok: true,
      output: {
        root: repo.root,
        branch: seen.branch,
        operation,
        worktree: repo.gitDir !== repo.commonDir,
        changed: first(seen.changed).map((e) => ({ ...e, path: name(e.path), ...(e.from === undefined ? {} : { from: name(e.from) }) })),
        conflicts: first(seen.conflicts).map((c) => ({ ...c, path: name(c.path) })),
        untracked: first(seen.untracked).map(name),
        ignored: first(seen.ignored).map(name),
        counts,
        clean,
        truncated: asked.value.truncated || [seen.changed, seen.conflicts, seen.untracked, seen.ignored].some((all) => all.length > input.limit),
      },
      summary: inWords(seen.branch, counts, clean, operation),
      undo: 'nothing-changed',
    };
  },
});

function inWords(
  branch: ReturnType<typeof parseStatus>['branch'],
  counts: { staged: number; unstaged: number; conflicts: number; untracked: number },
  clean: boolean,
  operation: string | undefined,
): string {
  const where = branch.name === undefined ? `Detached at ${branch.commit?.slice(0, 8)}` : `On ${branch.name}`;
  const distance = [
    ...(branch.ahead > 0 ? [`${branch.ahead} ahead`] : []),
    ...(branch.behind > 0 ? [`${branch.behind} behind`] : []),
    ...(branch.upstreamGone ? ['upstream gone'] : []),
  ];
  const what = [
    ...(branch.commit === undefined ? ['no commit yet'] : []),
    ...(operation === undefined ? [] : [`${operation} in progress`]),
    ...(counts.conflicts > 0 ? [count(counts.conflicts, 'conflict')] : []),
    ...(counts.staged > 0 ? [`${counts.staged} staged`] : []),
    ...(counts.unstaged > 0 ? [`${counts.unstaged} not staged`] : []),
    ...(counts.untracked > 0 ? [`${counts.untracked} untracked`] : []),
    ...(clean ? ['nothing to commit'] : []),
  ];
  return `${where}${distance.length > 0 ? ` (${distance.join(', ')})` : ''}: ${what.join(', ')}.`;
}
