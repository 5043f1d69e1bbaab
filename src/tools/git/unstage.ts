import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { count } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { notFound } from '../../domain/failure/files.ts';
import { changesNothing, tool } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { named, undoOf } from './add.ts';
import { explain } from './repository/explain.ts';
import { indexTree } from './repository/index-tree.ts';
import { directory, path, shown } from './repository/names.ts';
import { readyFor } from './repository/ready.ts';
import { inRepository, inWorkspace, type Repository } from './repository/repository.ts';
import { statusBelow } from './repository/status-below.ts';

const input = z
  .strictObject({
    directory,
    paths: z.array(path).max(5000).default([]).describe('Files or folders, relative to the workspace folder, as they are: no wildcards.'),
    all: z.boolean().default(false).describe('Everything that is staged, below `directory`.'),
  })
  .refine((value) => value.all !== value.paths.length > 0, { path: ['paths'], message: 'name the files, or say `all: true`; one of the two' });
type Input = z.output<typeof input>;

/** Files on disk are not touched. */
export const unstage = tool({
  name: 'git.unstage',
  effect: 'write',
  summary: 'Take files out of the next commit again; the files themselves stay as they are.',
  input,
  output: z.object({ unstaged: z.array(z.string()).readonly().describe('Relative to the workspace folder.'), tree: z.string().optional() }),
  commands: ['git restore --staged|-S{all:false} {paths...}', 'git reset HEAD {paths...}'],
  says: [
    'take README.md out of what is staged',
    'unstage main.tf',
    'git restore --staged src/app.ts',
    'take src/a.ts out of the index again',
    'remove README.md from the staging area',
    'unstage everything',
    'i staged secrets.env by mistake, unstage it',
    'src/a.ts should not go into the next commit',
    'take everything back out of the staging area',
    'unstage the folder infra',
    'do not commit docs/a.md with the rest, unstage it',
    'undo git add of main.tf',
    'clear the index but keep my edits',
    'unstage all files',
    'get config.env out of the staging area',
    'i staged config.env by accident, take it out again',
    'git restore --staged package.json yarn.lock, because the dependency bump is going to be a separate change that Tomas does next week',
    'The reviewers prefer small commits, so please remove tests/e2e and tests/load from what is staged in apps/portal, I will commit them tomorrow',
    'take package-lock.json off the staged list',
    'In the hurry I ran git add with a dot, so now my private notes.md is about to be committed; take that file out of staging but do not delete it',
    'un-add the logs folder',
    'The whole docs folder got staged along with my fix, which belongs into a PR of its own; pull it out of the index.',
    'we found credentials in config/prod.env just before the commit, so get config/prod.env out of the index quickly, the file on disk may stay like it is',
    'index back to HEAD, working tree untouched',
    'Requesting: unstage k8s/prod/ingress.yaml in repository infra/live.',
    'someone told me i staged a 2 GB file named model.bin, how do i get it off the stage without losing it? do it for me',
    'Could you please un-stage all what I have added? I will select again file by file.',
    'please remove terraform.tfvars from the next commit, but keep the file as it is',
    'unstage secrets.yaml',
    'staged one file too many, namely config/local.json - out with it, contents unchanged',
  ],
  examples: [{ title: 'Take a file out of the next commit', input: { paths: ['notes.md'] } }],
  guessMs: 150,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { repo, entries, before } = seen.value;
    return ok({
      digest: digestOf({ what, before, entries }),
      summary: entries.length === 0 ? 'Nothing to unstage' : `Unstage ${count(entries.length, 'file')}`,
      ...changesNothing(entries.length === 0),
      files: entries.slice(0, 1000).map((entry) => named(inWorkspace(repo, at, entry), 'unchanged')),
      undo: entries.length === 0 ? 'nothing-changed' : undoOf(what, before, undefined),
      warnings: [],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { repo, entries, targets } = seen.value;
    if (entries.length === 0) return { ok: true, output: { unstaged: [] }, summary: 'Nothing to unstage.', undo: 'nothing-changed' };
    const before = await indexTree(repo, at, true);
    if (!before.ok) return before;
    const done = await repo.run(['reset', '--quiet', '--', ...targets], { writes: true, timeoutMs: 120_000 });
    if (!done.ok) return done;
    if (done.value.code !== 0) return failed(await explain(repo, 'reset', done.value));
    const after = await indexTree(repo, at, false);
    if (!after.ok) return after;
    return {
      ok: true,
      output: { unstaged: entries.map((entry) => inWorkspace(repo, at, entry)), tree: after.value },
      summary: `Unstaged ${count(entries.length, 'file')}; the files are as they were.`,
      undo: undoOf(what, before.value, after.value),
    };
  },

  async verify(what, seen, at) {
    const now = await look({ ...what, all: true, paths: [] }, at);
    if (!now.ok) return { met: false, missing: [now.failure.message] };
    const left = now.value.entries.filter((entry) => seen.unstaged.includes(inWorkspace(now.value.repo, at, entry)));
    return left.length === 0 ? { met: true } : { met: false, missing: left.map((entry) => `${shown(entry)} is still staged`) };
  },
});

interface Seen {
  readonly repo: Repository;
  readonly targets: readonly string[];
  /** Staged, below the targets; relative to the repository. */
  readonly entries: readonly string[];
  readonly before: string | undefined;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const ready = await readyFor(what.directory, at, {});
  if (!ready.ok) return ready;
  const { repo } = ready.value;
  const targets = await inRepository(repo, at, what.all ? [what.directory] : what.paths);
  if (!targets.ok) return targets;
  const asked = await statusBelow(repo, { untracked: 'no', below: targets.value });
  if (!asked.ok) return asked;
  const status = asked.value;
  const entries = [...status.changed.filter((e) => e.staged !== undefined).map((e) => e.path), ...status.conflicts.map((c) => c.path)];
  for (const [n, target] of what.all ? [] : targets.value.entries()) {
    if (entries.some((entry) => entry === target || entry.startsWith(`${target}/`))) continue;
    const tracked = await repo.run(['ls-files', '-z', '--', target]);
    if (!tracked.ok) return tracked;
    if (tracked.value.stdout === '') return failed(notFound(`${what.paths[n] ?? target} in git`));
  }
  const before = await indexTree(repo, at, false);
  return before.ok ? ok({ repo, targets: targets.value, entries, before: before.value }) : before;
}
