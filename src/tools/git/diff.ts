import { z } from 'zod';
import { count } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { gitFailed, noCommitYet } from '../../domain/failure/git.ts';
import { tool } from '../../domain/tool.ts';
import { changedFiles, emptyTree } from './repository/changes.ts';
import { headOf, resolveCommit } from './repository/head.ts';
import { directory, path, revision } from './repository/names.ts';
import { inRepository, inWorkspace, openRepository, type Repository } from './repository/repository.ts';

export const diff = tool({
  name: 'git.diff',
  effect: 'read',
  needsTrust: true,
  summary: 'Show what differs: files against what is staged, what is staged against the last commit, or two commits.',
  input: z.strictObject({
    directory,
    staged: z.boolean().default(false).describe('What is staged, against the last commit. Without it: files against what is staged.'),
    from: revision.optional().describe('The older side: a commit, branch or tag.'),
    to: revision.optional().describe('The newer side; without it: the files as they are now.'),
    sinceFork: z.boolean().default(false).describe('From where `to` left `from`, as a pull request shows it.'),
    paths: z.array(path).max(500).default([]),
    context: z.number().int().min(0).max(1000).default(3).describe('Unchanged lines around each change.'),
    ignoreSpace: z.boolean().default(false),
    bytesMax: z.number().int().min(1000).max(4_000_000).default(200_000).describe('Of the patch; the list of files is whole.'),
  }),
  output: z.object({
    files: z
      .array(
        z.object({
          path: z.string(),
          from: z.string().optional(),
          change: z.enum(['added', 'modified', 'deleted', 'renamed', 'copied', 'type-changed', 'unmerged']),
          added: z.number().optional().describe('Lines; absent for a binary file.'),
          removed: z.number().optional(),
          binary: z.boolean(),
        }),
      )
      .readonly(),
    patch: z.string().describe('Unified, as git prints it.'),
    truncated: z.boolean(),
  }),
  commands: ['git diff {from?} {to?}'],
  says: [
    'git diff',
    'show what I changed in main.tf',
    'what is staged',
    'compare this branch with main',
    'diff between v1.0 and v1.1',
    'what would my pull request change',
    'what did I change in src/a.ts',
    'diff against main',
    'show the staged diff',
    'compare main and develop',
    'what is the difference between v1.0.0 and v1.1.0',
    'what changed since main',
    'how does feature/x differ from main',
    'show me the changes in src/',
    'what have I changed compared to main',
    'difference between develop and main',
    'diff of the last commit',
    'what is about to be committed',
    'what did i change?',
    'my edits in src/a.ts',
    'changes between v1 and v2',
    'what is staged?',
    'what would the commit contain?',
    'difference from main to fix/a',
    'what has changed since v1.0?',
    'what differs in src/a.ts?',
    'show the patch for src/a.ts',
    'patch of my changes',
    'line by line changes',
    'what did i edit, line by line',
    'the exact changes i made',
    'exact changes that are staged',
    'what goes into the next commit',
    'what will be in my next commit',
    'delta between v1 and v2',
    'delta from main',
    'what is the delta of tags v1.0 and v1.1',
    'how has src/a.ts changed since v1.0',
    'how did config.yaml change',
    'differences ignoring whitespace',
    'show differences without whitespace changes',
    'compare my branch to main',
    'my branch versus main',
    'main vs develop',
    'what is different on feature/x',
    'what is new on fix/a compared with main',
    'which lines changed in src/a.ts',
    'view my unstaged changes',
    'show the unstaged changes',
    'what did the last commit change',
    'what did HEAD~1 change',
    'compare HEAD~1 with HEAD',
    'compare the tags v1.0 and v1.1',
    'what is in the index',
    'what have i modified in docs/',
    'print the diff for src/',
    'let me review my changes before committing',
    'show me the differences in my files',
    'show me what i am about to commit',
    'what exactly changed',
    'diff of src/a.ts against develop',
    'everything that changed between v1.0 and main',
    'i want to see my changes',
    'what changed in the last two commits',
    'how does my branch deviate from main',
    'deviations from main',
    'what did i alter in src/a.ts',
    'what have i altered',
    'review what i altered',
    'show me my alterations',
    'difference between branch develop and branch main',
    'what did I change since the last commit line by line, unstaged',
    'What did my branch feat/maps change since it forked from main?',
    'My reviewer says that I changed more than the ticket asks for, show me everything that is different in src/pricing between develop and my branch fix/vat',
    'I reindented the whole thing, so show my changes without the whitespace noise',
    "before I record it I'd like to read once more what exactly is staged for libs/common, with twenty lines of surroundings: context 20",
    'diff between main and feature/refunds',
    'my uncommitted edits in infra/live, 50000 bytes at most',
  ],
  examples: [
    { title: 'See what you edited', input: {} },
    { title: 'See what a pull request would show', input: { from: 'main', to: 'feature/login', sinceFork: true } },
  ],
  guessMs: 100,

  async run(input, at) {
    const opened = await openRepository(input.directory, at);
    if (!opened.ok) return opened;
    const repo = opened.value;
    const paths = await inRepository(repo, at, input.paths);
    if (!paths.ok) return paths;
    const sides = await sidesOf(repo, input);
    if (!sides.ok) return sides;
    const about = [...sides.value, ...(input.ignoreSpace ? ['--ignore-all-space'] : []), '--', ...paths.value];

    const files = await changedFiles(repo, about);
    if (!files.ok) return files;
    const patch = await repo.run(['diff', '--no-color', '--no-ext-diff', '--no-textconv', `--unified=${input.context}`, '--find-renames', ...about], {
      timeoutMs: 120_000,
      outputBytesMax: input.bytesMax,
    });
    if (!patch.ok) return patch;
    if (patch.value.code !== 0) return failed(gitFailed('diff', patch.value.code, patch.value.stderr));
    const added = files.value.reduce((sum, f) => sum + (f.added ?? 0), 0);
    const removed = files.value.reduce((sum, f) => sum + (f.removed ?? 0), 0);
    return {
      ok: true,
      output: {
        files: files.value.map(({ objects: _objects, ...f }) => ({
          ...f,
          path: inWorkspace(repo, at, f.path),
          ...(f.from === undefined ? {} : { from: inWorkspace(repo, at, f.from) }),
        })),
        patch: patch.value.stdout,
        truncated: patch.value.truncated,
      },
      summary: files.value.length === 0 ? 'No difference.' : `${count(files.value.length, 'file')}, +${added} −${removed} lines.`,
      undo: 'nothing-changed',
    };
  },
});

/** The arguments that say what is compared. */
async function sidesOf(repo: Repository, input: { staged: boolean; from?: string; to?: string; sinceFork: boolean }): Promise<Outcome<string[]>> {
  const from = input.from === undefined ? undefined : await resolveCommit(repo, input.from);
  if (from?.ok === false) return from;
  const to = input.to === undefined ? undefined : await resolveCommit(repo, input.to);
  if (to?.ok === false) return to;
  const head = await headOf(repo);
  if (!head.ok) return head;
  if (input.staged) return ok(['--cached', from?.value ?? head.value.commit ?? (await emptyTree(repo))]);
  if (from === undefined && to === undefined) return ok([]);
  if (from === undefined && head.value.commit === undefined) return failed(noCommitYet('there is nothing to compare with'));
  const older = from?.value ?? head.value.commit ?? '';
  if (input.sinceFork) return ok(['--merge-base', older, to?.value ?? head.value.commit ?? '']);
  return ok(to === undefined ? [older] : [older, to.value]);
}
