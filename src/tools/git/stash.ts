import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { count } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { mergeConflicts, stashUnknown } from '../../domain/failure/git.ts';
import { type Observation, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { emptyTree } from './repository/changes.ts';
import { conflictProblems, openConflicts } from './repository/conflicts.ts';
import { explain, succeeded } from './repository/explain.ts';
import { fields } from './repository/git.ts';
import { short } from './repository/head.ts';
import { indexTree } from './repository/index-tree.ts';
import { directory, objectId, path, shown, text } from './repository/names.ts';
import { watchFiles } from './repository/put-back.ts';
import { type Ready, readyFor } from './repository/ready.ts';
import { inWorkspace, openRepository, type Repository } from './repository/repository.ts';
import { type Stash, stashesOf } from './repository/stashes.ts';
import { type Kept, keepFiles, putBack, restoreStep } from './repository/touched.ts';
import { previewStashPush, stashPush } from './stash-push.ts';
import { restoreStashInput } from './undo/restore-stash.ts';
import { takeBackStashInput } from './undo/take-back-stash-input.ts';

const input = z.strictObject({
  directory,
  action: z.enum(['list', 'show', 'push', 'pop', 'apply', 'drop']).default('push'),
  message: text(500).optional().describe('With `push`.'),
  untracked: z.boolean().default(false).describe('With `push`: new files too.'),
  keepStaged: z.boolean().default(false).describe('With `push`: what is staged stays in the files too, to be tested or committed alone.'),
  paths: z.array(path).max(1000).default([]).describe('With `push`: these only.'),
  stash: z
    .union([z.number().int().min(0), objectId])
    .default(0)
    .describe('With `show`, `pop`, `apply` and `drop`: which; 0 is the newest.'),
  index: z.boolean().default(false).describe('With `pop` and `apply`: what was staged is staged again.'),
});
export type StashInput = z.output<typeof input>;
export type StashOutput = z.output<typeof output>;

const output = z.object({
  stashes: z.array(z.object({ index: z.number(), commit: z.string(), message: z.string(), madeAt: z.string() })).readonly(),
  files: z.array(z.string()).readonly(),
  patch: z.string().optional().describe('With `show`: what is in it, unified; new files are in `files` only.'),
});

export const stash = tool({
  name: 'git.stash',
  effect: 'write',
  needsTrust: true,
  effectOf: ({ action }) => (action === 'list' || action === 'show' ? 'read' : 'write'),
  summary: 'Put changes that are not committed aside, list and show what was put aside, or take it up again.',
  input,
  output,
  commands: [
    'git stash',
    'git stash push {action:push}',
    'git stash save {action:push}',
    'git stash pop {action:pop}',
    'git stash apply {action:apply}',
    'git stash list {action:list}',
    'git stash drop {action:drop}',
    'git stash show {action:show}',
    'git stash push -k|--keep-index{keepStaged:true} {action:push}',
  ],
  says: [
    'stash my changes',
    'git stash pop',
    'put my work aside including new files',
    'list the stashes',
    'apply the last stash',
    'drop the stash',
    'stash everything',
    'put my changes aside',
    'bring the stash back',
    'pop my stash',
    'throw the last stash away',
    'shelve my edits including untracked files',
    'save my work for later',
    'stash what I have',
    'get my stashed changes back',
    'what is in the stash',
    'drop the newest stash',
    'unstash',
    'put everything aside for a moment',
    'restore my stash',
    'put my changes away',
    'hide what i have changed for now',
    'take the stash up again',
    'which stashes are there?',
    'throw the newest stash away',
    'park this work as "half done"',
    'changes aside, new files too',
    'put my work to one side',
    'put what i have to one side for now',
    'set my work aside for a minute',
    'set everything aside, new files included',
    'temporarily save my changes',
    'temporarily put away what i have as "half done"',
    'keep my changes for later without committing',
    'i need a clean tree but do not want to lose my changes',
    'clear my working tree but keep the changes somewhere',
    'stow my changes',
    'park my edits in src/a.ts',
    'stash only src/a.ts',
    'get my stash back',
    'give me back my stashed work',
    'take the latest stash out',
    'take up the stash again',
    'bring back what i put aside',
    'bring back what i shelved',
    'restore what i stashed',
    'reapply the stash but keep it',
    'apply stash 1',
    'pop stash 2',
    'throw stash 1 away',
    'remove the oldest stash',
    'delete the newest stash',
    'clear the last stash',
    'what have i put aside',
    'what did i stash',
    'show my stashes',
    'do i have anything stashed',
    'list what is stashed',
    'tuck my changes away',
    'i want what i put aside again',
    'toss the newest stash',
    'stash under the name "half done"',
    'move my changes out of the way',
    'clear the decks but keep my changes',
    'what is in the newest stash, line by line',
    'show me the changes in stash 1',
    'show the contents of the stash',
    'git stash show -p',
    'diff of the last stash',
    'stash my changes but keep what is staged',
    'put everything aside except what is staged',
    'git stash --keep-index',
    'what is in the second stash',
    'bring back what I set aside earlier but keep the stash too',
    'Priya needs me to review something on another branch right now, so put away all I have open here, new files that git does not know included',
    'are there any old stashes in infra/live that somebody forgot',
    'set aside everything that is not staged, the staged part stays',
    'show me what is in stash 2',
    'Please shelve only src/api and src/db for now',
    'I set some work aside last week; take up stash number 4 again with what was staged being staged again, and leave it in the list',
    'stash incl. the untracked files, call it "half done maps"',
  ],
  examples: [{ title: 'Put unfinished work aside', input: { message: 'half of the search' } }],
  guessMs: 300,

  async preview(what, at) {
    if (what.action === 'push') return previewStashPush(what, at);
    const seen = await lookAt(what, at);
    if (!seen.ok) return seen;
    const { entry, kept, before } = seen.value;
    const name = shown(entry.message);
    return ok({
      digest: digestOf({ what, entry, before, kept: [...kept.hashes] }),
      summary: {
        pop: `Take up the stash "${name}"`,
        apply: `Apply the stash "${name}" and keep it`,
        drop: `Drop the stash "${name}"`,
        list: 'List the stashes',
        show: `Show the stash "${name}"`,
      }[what.action],
      files:
        what.action === 'drop'
          ? []
          : [...kept.hashes].map(([file, hash]) => ({
              path: file,
              action: hash === null ? ('create' as const) : ('update' as const),
              before: undefined,
              after: undefined,
              added: 0,
              removed: 0,
              conflicts: [],
            })),
      undo: what.action === 'list' ? 'nothing-changed' : undoOf(what, seen.value, []),
      warnings: what.action === 'drop' ? ['what is in it is nowhere else; rolling back brings it back until git gc removes it'] : [],
    });
  },

  async run(what, at) {
    if (what.action === 'list') {
      const repo = await openRepository(what.directory, at);
      if (!repo.ok) return repo;
      const all = await stashesOf(repo.value);
      if (!all.ok) return all;
      return {
        ok: true,
        output: { stashes: all.value, files: [] },
        summary: all.value.length === 0 ? 'Nothing is stashed.' : `${count(all.value.length, 'stash', 'stashes')}.`,
        undo: 'nothing-changed',
      };
    }
    if (what.action === 'show') return showStash(what, at);
    return what.action === 'push' ? stashPush(what, at) : takeUp(what, at);
  },

  async verify(what, seen, at) {
    if (what.action === 'list' || what.action === 'show') return { met: true };
    const repo = await openRepository(what.directory, at);
    if (!repo.ok) return { met: false, missing: [repo.failure.message] };
    const all = await stashesOf(repo.value);
    if (!all.ok) return { met: false, missing: [all.failure.message] };
    return digestOf(all.value) === digestOf(seen.stashes) ? { met: true } : { met: false, missing: ['the list of stashes is not as it was left'] };
  },

  async inspect(what, at, begun) {
    const ready = await readyFor(what.directory, at, { files: true, quietFor: 'nothing can be told' });
    const all = ready.ok ? await stashesOf(ready.value.repo) : ready;
    return ready.ok && all.ok ? stashAfterCutOff(what, ready.value.repo, all.value, begun) : 'unknown';
  },
});

/** Git writes an entry before it touches a file, and takes one away last. */
async function stashAfterCutOff(
  what: StashInput,
  repo: Repository,
  stashes: readonly Stash[],
  begun: Undo | undefined,
): Promise<'done' | 'not-started' | 'unknown'> {
  const back = typeof begun === 'object' && 'steps' in begun ? begun.steps : [];
  const isThere = (commit: string) => stashes.some((one) => one.commit === commit);
  if (what.action === 'push') {
    const since = takeBackStashInput.safeParse(back.find((step) => step.tool === 'git.takeBackStash')?.input);
    if (!since.success) return 'unknown';
    const [newest, next] = stashes.map(({ commit }) => commit);
    if ((newest ?? null) === since.data.before) return 'not-started';
    if ((next ?? null) !== since.data.before) return 'unknown';
    const left = await repo.run(['status', '--porcelain=v2', '-z', `--untracked-files=${what.untracked ? 'all' : 'no'}`], { timeoutMs: 120_000 });
    return left.ok && left.value.code === 0 && left.value.stdout === '' ? 'done' : 'unknown';
  }
  const entry = restoreStashInput.safeParse(back.find((step) => step.tool === 'git.restoreStash')?.input);
  if (!entry.success) return 'unknown';
  if (!isThere(entry.data.stash)) return 'done';
  return what.action === 'drop' ? 'not-started' : 'unknown';
}

interface Seen extends Ready {
  readonly entry: Stash;
  readonly kept: Kept;
  /** Tree of what is staged. */
  readonly before: string | undefined;
}

async function lookAt(what: StashInput, at: Workplace, store = false): Promise<Outcome<Seen>> {
  const ready = await readyFor(what.directory, at, { files: true, quietFor: 'no stash can be taken up' });
  if (!ready.ok) return ready;
  const { repo } = ready.value;
  const all = await stashesOf(repo);
  if (!all.ok) return all;
  const entry = all.value.find((s) => s.index === what.stash || s.commit === what.stash);
  if (entry === undefined) return failed(stashUnknown(typeof what.stash === 'number' ? `number ${what.stash}` : short(what.stash)));
  const changed = succeeded('diff', await repo.run(['diff', '--name-only', '-z', '--no-renames', `${entry.commit}^1`, entry.commit, '--']));
  if (!changed.ok) return changed;
  const extra = await repo.run(['ls-tree', '-r', '-z', '--name-only', `${entry.commit}^3`]);
  if (!extra.ok) return extra;
  const touched = [...fields(changed.value), ...(extra.value.code === 0 ? fields(extra.value.stdout) : [])].map((file) => inWorkspace(repo, at, file));
  const kept = await keepFiles(at, touched, store);
  if (!kept.ok) return kept;
  const before = await indexTree(repo, at, store);
  return before.ok ? ok({ ...ready.value, entry, kept: kept.value, before: before.value }) : before;
}

async function showStash(what: StashInput, at: Workplace): Promise<Observation<StashOutput>> {
  const seen = await lookAt(what, at);
  if (!seen.ok) return seen;
  const { repo, entry, kept } = seen.value;
  const diff = ['diff', '--no-color', '--no-ext-diff', '--no-textconv', `${entry.commit}^1`, entry.commit, '--'];
  const patch = succeeded('diff', await repo.run(diff, { outputBytesMax: 200_000, timeoutMs: 120_000 }));
  if (!patch.ok) return patch;
  const files = [...kept.hashes.keys()];
  return {
    ok: true,
    output: { stashes: [entry], files, patch: patch.value },
    summary: `"${shown(entry.message)}" holds changes of ${count(files.length, 'file')}.`,
    undo: 'nothing-changed',
  };
}

/** What a stash holds, as `git diff` is asked for it: its changes, and its new files where it has some. */
async function contentsOf({ commit }: Stash, repo: Repository): Promise<readonly (readonly string[])[]> {
  const extra = await repo.run(['rev-parse', '--quiet', '--verify', `${commit}^3`]);
  return [[`${commit}^1`, commit], ...(extra.ok && extra.value.code === 0 ? [[await emptyTree(repo), `${commit}^3`]] : [])];
}

async function takeUp(what: StashInput, at: Workplace): Promise<Observation<StashOutput>> {
  const seen = await lookAt(what, at, true);
  if (!seen.ok) return seen;
  const { repo, entry, kept, before } = seen.value;
  const flags = ['--quiet', ...(what.index && what.action !== 'drop' ? ['--index'] : [])];
  const watched = await watchFiles(repo, at, what.action === 'drop' ? [] : await contentsOf(entry, repo));
  if (!watched.ok) return watched;
  const done = await repo.run(['stash', what.action, ...flags, `stash@{${entry.index}}`], {
    writes: true,
    timeoutMs: 300_000,
    env: { GIT_LITERAL_PATHSPECS: undefined },
  });
  if (!done.ok) return done;
  if (done.value.code !== 0) {
    const conflicts = await openConflicts(repo, at);
    if (!conflicts.ok || conflicts.value.length === 0 || before === undefined)
      return failed(await watched.value(await explain(repo, 'taking up the stash', done.value)));
    // Git leaves its marks in the files and keeps the entry; the files go back to what they were.
    const reset = succeeded('read-tree', await repo.run(['read-tree', '--reset', before], { writes: true }));
    const back = reset.ok ? await putBack(at, kept) : reset;
    return back.ok ? failed(mergeConflicts(`Taking up the stash "${shown(entry.message)}"`, conflictProblems(conflicts.value))) : back;
  }
  const all = await stashesOf(repo);
  if (!all.ok) return all;
  const after = await indexTree(repo, at, false);
  if (!after.ok) return after;
  const files = what.action === 'drop' ? [] : await restoreStep(at, kept);
  return {
    ok: true,
    output: { stashes: all.value, files: what.action === 'drop' ? [] : [...kept.hashes.keys()] },
    summary: what.action === 'drop' ? `Dropped "${shown(entry.message)}".` : `Took up "${shown(entry.message)}": ${count(kept.hashes.size, 'file')}.`,
    undo: undoOf(what, seen.value, files, after.value),
  };
}

function undoOf(what: StashInput, { entry, kept, before }: Seen, files: readonly { readonly tool: string; readonly input: unknown }[], after?: string): Undo {
  const entryBack =
    what.action === 'apply' ? [] : [{ tool: 'git.restoreStash', input: { directory: what.directory, stash: entry.commit, message: entry.message } }];
  if (what.action === 'drop') return { steps: entryBack };
  if (kept.impossible !== undefined) return { impossible: kept.impossible };
  const staging =
    before !== undefined && before !== after
      ? [{ tool: 'git.restoreIndex', input: { directory: what.directory, to: before, ...(after === undefined ? {} : { expect: after }) } }]
      : [];
  const steps = [...files, ...staging, ...entryBack];
  return steps.length === 0 ? 'nothing-changed' : { steps };
}
