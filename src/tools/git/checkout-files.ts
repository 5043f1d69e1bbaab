import { digestOf } from '../../base/hash.ts';
import { lineCounts } from '../../base/lines.ts';
import { count } from '../../base/say.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { notFound } from '../../domain/failure/files.ts';
import { changesNothing, type FileChange, type Observation, type Preview, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import type { CheckoutInput } from './checkout.ts';
import { type ChangedFile, changedFiles } from './repository/changes.ts';
import { explain } from './repository/explain.ts';
import { resolveCommit } from './repository/head.ts';
import { indexTree } from './repository/index-tree.ts';
import { type Ready, readyFor } from './repository/ready.ts';
import { inRepository, inWorkspace } from './repository/repository.ts';
import { type Kept, keepFiles, restoreStep } from './repository/touched.ts';

/** Texts are looked up for this many files; more are listed without. */
const textsMax = 100;

/** Files back to what is staged, or to a commit: every one that goes is kept in the store first. */
export async function previewFiles(what: CheckoutInput, at: Workplace): Promise<Outcome<Preview>> {
  const seen = await look(what, at, false);
  if (!seen.ok) return seen;
  const { changed, kept, indexBefore, source } = seen.value;
  const files = await Promise.all(changed.map((file, n) => changeOf(file, seen.value, at, n < textsMax)));
  return ok({
    digest: digestOf({ what, source, indexBefore, kept: [...kept.hashes] }),
    summary: changed.length === 0 ? 'Nothing to take back' : `Take ${count(changed.length, 'file')} back to ${what.from ?? 'what is staged'}`,
    ...changesNothing(changed.length === 0),
    files,
    undo:
      changed.length === 0
        ? 'nothing-changed'
        : kept.impossible !== undefined
          ? { impossible: kept.impossible }
          : undoOf(what, indexBefore, undefined, [
              { tool: 'files.restore', input: { files: [...kept.hashes].map(([path, to]) => ({ path, to, expect: null })), folders: [] } },
            ]),
    warnings: changed.length === 0 ? [] : [`edits in ${changed.length === 1 ? 'it' : 'them'} that are not committed go; roll back to have them again`],
  });
}

export async function takeFiles(
  what: CheckoutInput,
  at: Workplace,
): Promise<Observation<{ branch: string | undefined; commit: string | undefined; created: boolean; files: readonly string[] }>> {
  const seen = await look(what, at, true);
  if (!seen.ok) return seen;
  const { repo, head, changed, kept, targets, source, indexBefore } = seen.value;
  const names = changed.map((f) => inWorkspace(repo, at, f.path));
  const output = { branch: head.branch, commit: head.commit, created: false, files: names };
  if (changed.length === 0) return { ok: true, output, summary: 'Nothing to take back.', undo: 'nothing-changed' };
  const held = await indexTree(repo, at, true);
  if (!held.ok) return held;
  const done = await repo.run(['restore', '--worktree', ...(source === undefined ? [] : ['--staged', `--source=${source}`]), '--', ...targets], {
    writes: true,
    timeoutMs: 300_000,
  });
  if (!done.ok) return done;
  const steps = await restoreStep(at, kept);
  const indexAfter = await indexTree(repo, at, false);
  if (!indexAfter.ok) return indexAfter;
  const undo: Undo = kept.impossible === undefined ? undoOf(what, indexBefore, indexAfter.value, steps) : { impossible: kept.impossible };
  if (done.value.code !== 0) return { ok: false, failure: await explain(repo, 'restore', done.value), undo };
  return { ok: true, output, summary: `Took ${count(names.length, 'file')} back to ${what.from ?? 'what is staged'}.`, undo };
}

interface Seen extends Ready {
  readonly targets: readonly string[];
  readonly source: string | undefined;
  readonly changed: readonly ChangedFile[];
  readonly kept: Kept;
  readonly indexBefore: string | undefined;
}

async function look(what: CheckoutInput, at: Workplace, store: boolean): Promise<Outcome<Seen>> {
  const ready = await readyFor(what.directory, at, {});
  if (!ready.ok) return ready;
  const { repo } = ready.value;
  const targets = await inRepository(repo, at, what.paths);
  if (!targets.ok) return targets;
  const source = what.from === undefined ? undefined : await resolveCommit(repo, what.from);
  if (source?.ok === false) return source;
  for (const [n, target] of targets.value.entries()) {
    const listed = await repo.run(source === undefined ? ['ls-files', '-z', '--', target] : ['ls-tree', '-r', '-z', '--name-only', source.value, '--', target]);
    if (!listed.ok) return listed;
    if (listed.value.stdout === '' && target !== '.') return failed(notFound(`${what.paths[n]}${what.from === undefined ? ' in git' : ` in ${what.from}`}`));
  }
  // From the wanted side to the disk: what is "added" there is on disk only, and stays.
  const changed = await changedFiles(repo, ['--no-renames', ...(source === undefined ? [] : [source.value]), '--', ...targets.value]);
  if (!changed.ok) return changed;
  const touched = changed.value.filter((f) => source !== undefined || f.change !== 'added');
  const kept = await keepFiles(
    at,
    touched.map((f) => inWorkspace(repo, at, f.path)),
    store,
  );
  if (!kept.ok) return kept;
  const indexBefore = await indexTree(repo, at, false);
  if (!indexBefore.ok) return indexBefore;
  return ok({ ...ready.value, targets: targets.value, source: source?.value, changed: touched, kept: kept.value, indexBefore: indexBefore.value });
}

async function changeOf(file: ChangedFile, { repo, source }: Seen, at: Workplace, withTexts: boolean): Promise<FileChange> {
  const path = inWorkspace(repo, at, file.path);
  const now = await at.files.read(path);
  const before = now.ok && now.value !== undefined ? decodeUtf8(now.value) : undefined;
  const wanted = withTexts && !file.binary ? await repo.run(['cat-file', 'blob', `${source ?? ''}:${file.path}`]) : undefined;
  const after = wanted?.ok && wanted.value.code === 0 ? wanted.value.stdout : undefined;
  const counts = before !== undefined && after !== undefined ? lineCounts(before, after) : { added: file.removed ?? 0, removed: file.added ?? 0 };
  return { path, action: file.change === 'deleted' ? 'create' : file.change === 'added' ? 'delete' : 'update', before, after, ...counts, conflicts: [] };
}

function undoOf(
  what: CheckoutInput,
  before: string | undefined,
  after: string | undefined,
  steps: readonly { readonly tool: string; readonly input: unknown }[],
): Undo {
  const staging =
    before !== undefined && before !== after
      ? [{ tool: 'git.restoreIndex', input: { directory: what.directory, to: before, ...(after === undefined ? {} : { expect: after }) } }]
      : [];
  return steps.length + staging.length === 0 ? 'nothing-changed' : { steps: [...steps, ...staging] };
}
