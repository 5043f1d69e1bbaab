import { z } from 'zod';
import { count } from '../../base/say.ts';
import { failed } from '../../domain/failure/failure.ts';
import { fileUnknownIn, gitFailed, noCommitYet } from '../../domain/failure/git.ts';
import { tool } from '../../domain/tool.ts';
import { changedFiles, emptyTree } from './repository/changes.ts';
import { fields } from './repository/git.ts';
import { headOf, resolveCommit, short } from './repository/head.ts';
import { directory, path, revision } from './repository/names.ts';
import { inRepository, inWorkspace, openRepository } from './repository/repository.ts';

const file = z.object({
  path: z.string(),
  change: z.enum(['added', 'modified', 'deleted', 'renamed', 'copied', 'type-changed', 'unmerged']),
  added: z.number().optional(),
  removed: z.number().optional(),
});

export const show = tool({
  name: 'git.show',
  effect: 'read',
  needsTrust: true,
  summary: 'Show one commit with what it changed, or a file as it was at a commit.',
  input: z.strictObject({
    directory,
    commit: revision.default('HEAD').describe('The commit, branch or tag.'),
    path: path.optional().describe('This file as it was then, instead of what the commit changed; relative to the workspace folder.'),
    bytesMax: z.number().int().min(1000).max(4_000_000).default(200_000).describe('Of the patch or the file.'),
  }),
  output: z.object({
    commit: z.string(),
    author: z.string(),
    authoredAt: z.string(),
    subject: z.string(),
    body: z.string(),
    parents: z.array(z.string()).readonly(),
    files: z.array(file).readonly().describe('Of a merge: against the branch it was merged into.'),
    text: z.string().describe('The patch, unified, or the file.'),
    binary: z.boolean().describe('The file is no text; none is given.'),
    truncated: z.boolean(),
  }),
  commands: ['git show {commit?}', 'git show {commit}:{path}'],
  says: [
    'show commit abc1234',
    'git show abc1234',
    'what is in commit abc1234',
    'what did commit 4f2a9c1 change',
    'show me the commit deadbee',
    'show README.md as it was at v1.0',
    'show src/a.ts at commit abc1234',
    'how did src/a.ts look in v1.2',
    'what was in config.yaml at commit 9fceb02',
    'print main.tf from the commit abc1234',
    'open the old version of src/a.ts from v1.0',
    'git show HEAD~2:src/a.ts',
    'the contents of Dockerfile at tag v2.0',
    'show the details of commit abc1234',
    'look at commit 9fceb02',
    'display the version of package.json on develop',
    "look up commit 31f31f3, at most 20000 bytes of it, it's a monster",
    'pull up the commmit eeff001',
    'our customer got delivered build 5150fab and asks what is new in it, can you display this one commit, message and changes',
    'i want to see the old version of charts/orders/values.yaml, the one on release/2',
    'which lines did 01ab23c touch?',
    'the tip commit of feature/sso, whats in it',
    'Tomas told me to look at 6ee6ee6 in order to understand how one adds a new region, please open that commit but not more than 40000 bytes',
    'The change log only says "cleanup" for 9f0e9f0 and I do not believe it, so show me that commit with all the lines that it changed',
    'Somebody says 8d7c6b5 is to blame for the outage. Show me exactly what that commit did.',
    'Our pipeline failed on sha 7e7e7e1, i wonder what change that is - show it',
    'what did commit 9f3c2d1 change',
    'Requesting content and author of change a1b2c3d.',
    'what exactly went in with deadb0d?',
  ],
  examples: [
    { title: 'Show the last commit', input: {} },
    { title: 'Show a file as it was', input: { commit: 'HEAD~1', path: 'README.md' } },
  ],
  guessMs: 100,

  async run(what, at) {
    const opened = await openRepository(what.directory, at);
    if (!opened.ok) return opened;
    const repo = opened.value;
    if (what.commit === 'HEAD') {
      const head = await headOf(repo);
      if (!head.ok) return head;
      if (head.value.commit === undefined) return failed(noCommitYet('there is none to show'));
    }
    const commit = await resolveCommit(repo, what.commit);
    if (!commit.ok) return commit;
    const said = await repo.run(['log', '--max-count=1', '-z', '--format=%an%x00%aI%x00%s%x00%b%x00%P', commit.value, '--']);
    if (!said.ok) return said;
    if (said.value.code !== 0) return failed(gitFailed('log', said.value.code, said.value.stderr));
    const [author = '', authoredAt = '', subject = '', body = '', parents = ''] = fields(said.value.stdout);
    const about = { commit: commit.value, author, authoredAt, subject, body: body.trimEnd(), parents: parents.split(' ').filter(Boolean) };

    if (what.path !== undefined) {
      const inside = await inRepository(repo, at, [what.path]);
      if (!inside.ok) return inside;
      const object = `${commit.value}:${inside.value[0]}`;
      const kind = await repo.run(['cat-file', '-t', object]);
      if (!kind.ok) return kind;
      if (kind.value.code !== 0 || kind.value.stdout.trim() !== 'blob') return failed(fileUnknownIn(what.path, what.commit));
      const read = await repo.run(['cat-file', 'blob', object], { outputBytesMax: what.bytesMax });
      if (!read.ok) return read;
      if (read.value.code !== 0) return failed(gitFailed('cat-file', read.value.code, read.value.stderr));
      const binary = read.value.stdout.includes('\0');
      return {
        ok: true,
        output: { ...about, files: [], text: binary ? '' : read.value.stdout, binary, truncated: read.value.truncated },
        summary: `${what.path} as it was at ${short(commit.value)} (${subject})${binary ? ': not text' : ''}.`,
        undo: 'nothing-changed',
      };
    }
    const sides = [about.parents[0] ?? (await emptyTree(repo)), commit.value, '--'];
    const [files, patch] = await Promise.all([
      changedFiles(repo, sides),
      repo.run(['diff', '--no-color', '--no-ext-diff', '--no-textconv', '--find-renames', ...sides], { outputBytesMax: what.bytesMax, timeoutMs: 120_000 }),
    ]);
    if (!files.ok) return files;
    if (!patch.ok) return patch;
    if (patch.value.code !== 0) return failed(gitFailed('diff', patch.value.code, patch.value.stderr));
    return {
      ok: true,
      output: {
        ...about,
        files: files.value.map((f) => ({
          path: inWorkspace(repo, at, f.path),
          change: f.change,
          ...(f.added === undefined ? {} : { added: f.added }),
          ...(f.removed === undefined ? {} : { removed: f.removed }),
        })),
        text: patch.value.stdout,
        binary: false,
        truncated: patch.value.truncated,
      },
      summary: `${short(commit.value)} by ${author}: ${subject} (${count(files.value.length, 'file')}).`,
      undo: 'nothing-changed',
    };
  },
});
