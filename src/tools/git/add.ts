import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { count } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { notFound } from '../../domain/failure/files.ts';
import { pathsIgnored } from '../../domain/failure/git.ts';
import { changesNothing, type FileChange, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { explain } from './repository/explain.ts';
import { fields } from './repository/git.ts';
import { indexTree } from './repository/index-tree.ts';
import { directory, path, shown } from './repository/names.ts';
import type { ParsedStatus } from './repository/parse-status.ts';
import { readyFor } from './repository/ready.ts';
import { inRepository, inWorkspace, type Repository } from './repository/repository.ts';
import { statusBelow } from './repository/status-below.ts';

/** Above this a file is worth a word: most hosts warn at 50 MB and refuse at 100. */
export const largeBytes = 10 * 1024 * 1024;

const input = z
  .strictObject({
    directory,
    paths: z.array(path).max(5000).default([]).describe('Files or folders, relative to the workspace folder, as they are: no wildcards.'),
    all: z.boolean().default(false).describe('Everything that differs, below `directory`.'),
    force: z.boolean().default(false).describe('Also what .gitignore hides.'),
  })
  .refine((value) => value.all !== value.paths.length > 0, { path: ['paths'], message: 'name the files, or say `all: true`; one of the two' });
type Input = z.output<typeof input>;

export const add = tool({
  name: 'git.add',
  effect: 'write',
  summary: 'Stage files for the next commit.',
  input,
  output: z.object({ staged: z.array(z.string()).readonly().describe('Relative to the workspace folder.'), tree: z.string().optional() }),
  commands: ['git add {paths...} -A|--all{all:true} -u{all:true}'],
  says: [
    'stage main.tf',
    'git add everything',
    'add the files in infra to the next commit',
    'mark this conflict as resolved',
    'stage all my changes',
    'stage everything',
    'add src/app.ts to the index',
    'put all my changes in the staging area',
    'git add the k8s folder',
    'add all modified files',
    'stage the file docs/setup.md',
    'stage src/',
    'add everything to the index',
    'put README.md into the next commit',
    'stage my edits',
    'git add src/a.ts and src/b.ts',
    'stage src/a.ts',
    'src/a.ts should go into the next commit',
    'mark README.md for commit',
    'stage the lot',
    'include docs/a.md in the commit',
    'stage all my files',
    'put src/a.ts in the staging area',
    'put src/a.ts into the index',
    'get src/a.ts ready to commit',
    'get everything ready to commit',
    'prepare src/a.ts for committing',
    'prepare all changed files for the commit',
    'include src/a.ts in the next commit',
    'mark docs/ for the next commit',
    'stage whatever i changed',
    'stage all changes',
    'add all changed files to the index',
    'force-add dist/a.js',
    'add dist/a.js although it is ignored',
    'stage the ignored file dist/a.js by force',
    'queue src/a.ts for commit',
    'add the new file src/b.ts',
    'start tracking src/b.ts',
    'track docs/new.md',
    'pick src/a.ts and src/b.ts for the next commit',
    'have src/a.ts staged',
    'throw my edits into the index',
    'throw everything into the index',
    'put everything under docs into staging',
    'move src/a.ts to staging',
    'ready src/a.ts for commit',
    'have src/a.ts and src/b.ts staged',
    'Everything I touched today in modules/network is fine for the commit; stage all of the changes in that repo.',
    "Requesting that .env.example be staged even though it's ignored, the onboarding docs refer to it.",
    'Please to add file scripts/rotate.sh into staging',
    'i want only README.md and docs/setup.md staged nothing else',
    'git add -A in services/ingest',
    'I resolved the conflict in deploy.yaml, stage it so that git knows',
    'track the new file alerts/latency.rules for me',
    'The generator rewrote half of the manifests under deploy/eu, which is what we wanted this time, so please put that whole folder in the staging area',
  ],
  examples: [{ title: 'Stage one file', input: { paths: ['README.md'] } }],
  guessMs: 150,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { repo, entries, isConflict, before } = seen.value;
    return ok({
      digest: digestOf({ what, before, entries: entries.map((e) => [e.path, e.action, e.bytes, e.modifiedMs]) }),
      summary: entries.length === 0 ? 'Nothing to stage' : `Stage ${count(entries.length, 'file')}`,
      files: entries.slice(0, 1000).map((e) => named(inWorkspace(repo, at, e.path), e.action)),
      undo: entries.length === 0 ? 'nothing-changed' : undoOf(what, before, undefined),
      ...changesNothing(entries.length === 0),
      warnings: [
        ...entries
          .filter((e) => e.bytes > largeBytes)
          .map((e) => `${shown(inWorkspace(repo, at, e.path))} is ${Math.round(e.bytes / 1024 / 1024)} MB; git keeps every version of it for good`),
        ...entries
          .filter((e) => isConflict.has(e.path))
          .map((e) => `${shown(inWorkspace(repo, at, e.path))} is in conflict; staging it says the conflict is resolved`),
        ...entries
          .filter((e) => e.isRepository)
          .map((e) => `${shown(inWorkspace(repo, at, e.path))} is a repository of its own; only a pointer to its commit is staged`),
      ],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { repo, entries, targets } = seen.value;
    if (entries.length === 0) return { ok: true, output: { staged: [] }, summary: 'Nothing to stage.', undo: 'nothing-changed' };
    const before = await indexTree(repo, at, true);
    if (!before.ok) return before;
    const done = await repo.run(['add', ...(what.force ? ['--force'] : []), '--all', '--', ...targets], { writes: true, timeoutMs: 300_000 });
    if (!done.ok) return done;
    if (done.value.code !== 0) return failed(await explain(repo, 'add', done.value));
    const after = await indexTree(repo, at, false);
    if (!after.ok) return after;
    return {
      ok: true,
      output: { staged: entries.map((e) => inWorkspace(repo, at, e.path)), tree: after.value },
      summary: `Staged ${count(entries.length, 'file')}.`,
      undo: before.value === after.value ? 'nothing-changed' : undoOf(what, before.value, after.value),
    };
  },

  async verify(what, seen, at) {
    const now = await look(what, at);
    if (!now.ok) return seen.staged.length === 0 ? { met: true } : { met: false, missing: [now.failure.message] };
    const left = now.value.entries.filter((e) => seen.staged.includes(inWorkspace(now.value.repo, at, e.path)));
    return left.length === 0 ? { met: true } : { met: false, missing: left.map((e) => `${shown(e.path)} is not staged as it is now`) };
  },
});

/** A file whose content on disk stays as it is. */
export const named = (path: string, action: FileChange['action']): FileChange => ({
  path,
  action,
  before: undefined,
  after: undefined,
  added: 0,
  removed: 0,
  conflicts: [],
});

/** What was staged, put back; also after unstaging. */
export function undoOf(what: Pick<Input, 'directory'>, before: string | undefined, after: string | undefined): Undo {
  return before === undefined
    ? { impossible: 'there was a conflict, and git can’t stage a conflict again; `git checkout --merge -- FILE` makes it anew' }
    : { steps: [{ tool: 'git.restoreIndex', input: { directory: what.directory, to: before, ...(after === undefined ? {} : { expect: after }) } }] };
}

interface Entry {
  readonly path: string;
  readonly action: FileChange['action'];
  readonly bytes: number;
  readonly modifiedMs: number;
  readonly isRepository: boolean;
}

interface Seen {
  readonly repo: Repository;
  readonly targets: readonly string[];
  readonly entries: readonly Entry[];
  readonly isConflict: ReadonlySet<string>;
  readonly before: string | undefined;
}

/** What staging would take: what differs on disk from what is staged, below the paths. */
async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const ready = await readyFor(what.directory, at, {});
  if (!ready.ok) return ready;
  const { repo } = ready.value;
  const targets = await inRepository(repo, at, what.all ? [what.directory] : what.paths);
  if (!targets.ok) return targets;
  const asked = await statusBelow(repo, { untracked: 'all', ignored: what.force, below: targets.value });
  if (!asked.ok) return asked;
  const status = asked.value;
  const absent = what.all ? undefined : await absentPath(repo, what, targets.value, status, at);
  if (absent !== undefined) return failed(absent);
  const before = await indexTree(repo, at, false);
  if (!before.ok) return before;
  const entries = await Promise.all(waiting(status).map((entry) => measured(repo, entry)));
  return ok({ repo, targets: targets.value, entries, isConflict: new Set(status.conflicts.map((c) => c.path)), before: before.value });
}

function waiting(status: ParsedStatus): { path: string; action: FileChange['action'] }[] {
  return [
    ...status.changed
      .filter((e) => e.unstaged !== undefined)
      .map((e) => ({ path: e.path, action: e.unstaged === 'deleted' ? ('delete' as const) : ('update' as const) })),
    ...status.conflicts.map((c) => ({ path: c.path, action: 'update' as const })),
    ...[...status.untracked, ...status.ignored].map((path) => ({ path, action: 'create' as const })),
  ];
}

async function measured(repo: Repository, entry: { path: string; action: FileChange['action'] }): Promise<Entry> {
  const found = await lstat(join(repo.root, entry.path)).catch(() => undefined);
  return { ...entry, bytes: found?.isFile() ? found.size : 0, modifiedMs: found?.mtimeMs ?? 0, isRepository: entry.path.endsWith('/') };
}

/** A named path that is neither on disk nor known to git, or that .gitignore hides. */
async function absentPath(repo: Repository, what: Input, targets: readonly string[], status: ParsedStatus, at: Workplace) {
  for (const [n, target] of targets.entries()) {
    const name = what.paths[n] ?? target;
    const kind = await at.files.kind(name);
    if (!kind.ok) return kind.failure;
    const known = waiting(status).some((e) => e.path === target || e.path.startsWith(`${target}/`));
    if (kind.value !== 'nothing' || known) continue;
    const tracked = await repo.run(['ls-files', '-z', '--', target]);
    if (!tracked.ok) return tracked.failure;
    if (tracked.value.stdout === '') return notFound(name);
  }
  if (what.force) return undefined;
  const named = targets.filter((target) => target !== '.');
  if (named.length === 0) return undefined;
  const asked = await repo.run(['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory', '--', ...named]);
  if (!asked.ok) return asked.failure;
  const hidden = new Set(fields(asked.value.stdout));
  const ignored = named.filter((target) => hidden.has(target) || hidden.has(`${target}/`));
  return ignored.length > 0 ? pathsIgnored(ignored.map((one) => inWorkspace(repo, at, one))) : undefined;
}
