import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { conflictsOpen, movedSince } from '../../../domain/failure/git.ts';
import { changesNothing, tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { succeeded } from '../repository/explain.ts';
import { indexTree } from '../repository/index-tree.ts';
import { lockedIndex } from '../repository/lock.ts';
import { directory, objectId } from '../repository/names.ts';
import { openRepository, type Repository } from '../repository/repository.ts';

const input = z.strictObject({
  directory,
  to: objectId.describe('Tree of what was staged before.'),
  expect: objectId.optional().describe('Tree of what the run left staged; absent when it was cut off.'),
});

/** The undo of staging. Files on disk are not touched, and what is staged now is kept, so that this can be taken back too. */
export const restoreIndex = tool({
  name: 'git.restoreIndex',
  effect: 'write',
  summary: 'Put back what was staged before a run; files stay as they are.',
  input,
  output: z.object({ tree: z.string() }),
  says: [],
  guessMs: 200,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    return ok({
      digest: digestOf({ what, now: seen.value.now }),
      summary: seen.value.now === what.to ? 'Nothing to put back: it is staged as before' : 'Put back what was staged before',
      files: [],
      undo: seen.value.now === what.to ? 'nothing-changed' : back(what, seen.value.now),
      ...changesNothing(seen.value.now === what.to),
      warnings: [],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { repo, now } = seen.value;
    if (now === what.to) return { ok: true, output: { tree: now }, summary: 'It is staged as before.', undo: 'nothing-changed' };
    const locked = await lockedIndex(repo);
    if (locked !== undefined) return failed(locked);
    const kept = await indexTree(repo, at, true);
    if (!kept.ok) return kept;
    const read = succeeded('read-tree', await repo.run(['read-tree', '--reset', what.to], { writes: true }));
    if (!read.ok) return read;
    await repo.run(['update-index', '-q', '--refresh'], { writes: true });
    return { ok: true, output: { tree: what.to }, summary: 'Staged as before; files are as they are.', undo: back(what, now) };
  },

  async verify(what, _seen, at) {
    const seen = await look({ ...what, expect: undefined }, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    return seen.value.now === what.to ? { met: true } : { met: false, missing: ['what is staged is not as it was'] };
  },
});

const back = (what: z.output<typeof input>, now: string) => ({
  steps: [{ tool: 'git.restoreIndex', input: { directory: what.directory, to: now, expect: what.to } }],
});

async function look(what: z.output<typeof input>, at: Workplace): Promise<Outcome<{ repo: Repository; now: string }>> {
  const repo = await openRepository(what.directory, at);
  if (!repo.ok) return repo;
  const now = await indexTree(repo.value, at, false);
  if (!now.ok) return now;
  if (now.value === undefined) return failed(conflictsOpen(['this repository']));
  if (now.value !== what.to && what.expect !== undefined && now.value !== what.expect) return failed(movedSince('What is staged'));
  return ok({ repo: repo.value, now: now.value });
}
