import { digestOf } from '../../base/hash.ts';
import { count } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { gitFailed, noCommitYet, nothingToStash } from '../../domain/failure/git.ts';
import type { Observation, Preview, Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { explain } from './repository/explain.ts';
import { readRef, short } from './repository/head.ts';
import { indexTree } from './repository/index-tree.ts';
import { type ParsedStatus, parseStatus } from './repository/parse-status.ts';
import { type Ready, readyFor, requireIdentity } from './repository/ready.ts';
import { inRepository, inWorkspace, type Repository } from './repository/repository.ts';
import { stashesOf } from './repository/stashes.ts';
import { type Kept, keepFiles, restoreStep } from './repository/touched.ts';
import type { StashInput, StashOutput } from './stash.ts';

async function statusFor(what: StashInput, at: Workplace): Promise<Outcome<Ready & { readonly status: ParsedStatus; readonly targets: readonly string[] }>> {
  const ready = await readyFor(what.directory, at, { files: true, quietFor: 'nothing can be put aside' });
  if (!ready.ok) return ready;
  const { repo, head } = ready.value;
  if (head.commit === undefined) return failed(noCommitYet('there is nothing to put changes aside from'));
  const targets = await inRepository(repo, at, what.paths);
  if (!targets.ok) return targets;
  const asked = await repo.run(
    ['status', '--porcelain=v2', '-z', '--no-renames', `--untracked-files=${what.untracked ? 'all' : 'no'}`, '--', ...targets.value],
    { timeoutMs: 120_000 },
  );
  if (!asked.ok) return asked;
  if (asked.value.code !== 0) return failed(gitFailed('status', asked.value.code, asked.value.stderr));
  const status = parseStatus(asked.value.stdout);
  if (status.changed.length + status.untracked.length === 0) return failed(nothingToStash());
  const anonymous = await requireIdentity(repo);
  return anonymous === undefined ? ok({ ...ready.value, status, targets: targets.value }) : failed(anonymous);
}

export async function previewStashPush(what: StashInput, at: Workplace): Promise<Outcome<Preview>> {
  const seen = await statusFor(what, at);
  if (!seen.ok) return seen;
  const { repo, head, status } = seen.value;
  const files = [...status.changed.map((e) => e.path), ...status.untracked].map((file) => inWorkspace(repo, at, file));
  const kept = await keepFiles(at, files, false);
  if (!kept.ok) return kept;
  const newest = await readRef(repo, 'refs/stash');
  if (!newest.ok) return newest;
  return ok({
    digest: digestOf({ what, head, changed: status.changed, kept: [...kept.value.hashes] }),
    summary: `Put ${count(files.length, 'changed file')} aside`,
    files: files.map((file) => ({
      path: file,
      action: status.untracked.some((u) => inWorkspace(repo, at, u) === file) ? ('delete' as const) : ('update' as const),
      before: undefined,
      after: undefined,
      added: 0,
      removed: 0,
      conflicts: [],
    })),
    undo: what.keepStaged
      ? { steps: [{ tool: 'files.restore', input: { files: [...kept.value.hashes].map(([path, to]) => ({ path, to, expect: null })), folders: [] } }] }
      : { steps: [{ tool: 'git.takeBackStash', input: { directory: what.directory, before: newest.value ?? null } }] },
    warnings: status.changed.some((e) => e.submodule !== undefined) ? ['changes inside submodules stay where they are'] : [],
  });
}

export async function stashPush(what: StashInput, at: Workplace): Promise<Observation<StashOutput>> {
  const seen = await statusFor(what, at);
  if (!seen.ok) return seen;
  const { repo, status, targets } = seen.value;
  const before = await stashesOf(repo);
  if (!before.ok) return before;
  const files = [...status.changed.map((e) => e.path), ...status.untracked].map((file) => inWorkspace(repo, at, file));
  // What is staged is in the files afterwards, where the stash would not go on top of it: they are put back one by one then.
  const kept = what.keepStaged ? await keepFiles(at, files, true) : undefined;
  if (kept?.ok === false) return kept;
  const index = what.keepStaged ? await indexTree(repo, at, true) : undefined;
  if (index?.ok === false) return index;
  // Git's stash cleans up new files with a pathspec of its own that means nothing when all are taken literally: it would
  // keep them and stash them. So each of ours says that it is literal.
  const args = [
    'stash',
    'push',
    '--quiet',
    ...(what.untracked ? ['--include-untracked'] : []),
    ...(what.keepStaged ? ['--keep-index'] : []),
    ...(what.message === undefined ? [] : [`--message=${what.message}`]),
    ...(targets.length > 0 ? ['--', ...targets.map((target) => `:(top,literal)${target}`)] : []),
  ];
  const done = await repo.run(args, { writes: true, timeoutMs: 300_000, env: { GIT_LITERAL_PATHSPECS: undefined } });
  if (!done.ok) return done;
  const after = await stashesOf(repo);
  if (!after.ok) return after;
  const made = after.value[0];
  if (made === undefined || made.commit === before.value[0]?.commit) return failed(await explain(repo, 'stash', done.value));
  return {
    ok: true,
    output: { stashes: after.value, files },
    summary: `Put ${count(files.length, 'changed file')} aside as ${short(made.commit)}.`,
    undo:
      kept === undefined
        ? { steps: [{ tool: 'git.stash', input: { directory: what.directory, action: 'pop', stash: made.commit, index: true } }] }
        : await undoKept(what, repo, at, kept.value, index?.value, made.commit),
  };
}

async function undoKept(what: StashInput, repo: Repository, at: Workplace, kept: Kept, index: string | undefined, made: string): Promise<Undo> {
  if (kept.impossible !== undefined) return { impossible: kept.impossible };
  const now = await indexTree(repo, at, false);
  return {
    steps: [
      ...(await restoreStep(at, kept)),
      ...(index !== undefined && now.ok && now.value !== undefined && now.value !== index
        ? [{ tool: 'git.restoreIndex', input: { directory: what.directory, to: index, expect: now.value } }]
        : []),
      { tool: 'git.stash', input: { directory: what.directory, action: 'drop', stash: made } },
    ],
  };
}
